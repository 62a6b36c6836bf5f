import { useSyncExternalStore } from 'react'

/** Too narrow for a table: rows become small cards. */
export const NARROW = '(max-width: 767px)'

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}
