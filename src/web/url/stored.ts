import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

/** A taste kept in the browser (theme, density). Meaning lives in the URL, never here. */
export function readStored(key: string): string | undefined {
  try {
    return localStorage.getItem(`sojourn.${key}`) ?? undefined
  } catch {
    return undefined
  }
}

export function writeStored(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`sojourn.${key}`)
    else localStorage.setItem(`sojourn.${key}`, value)
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

export function useStored(key: string): string | undefined {
  return useSyncExternalStore(subscribe, () => readStored(key))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
