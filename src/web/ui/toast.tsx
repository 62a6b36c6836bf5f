import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { IconButton } from './button.tsx'

type Toast = { readonly id: number; readonly text: string; readonly isError: boolean }

const LASTS_MS = 5000
const listeners = new Set<() => void>()
let toasts: readonly Toast[] = []
let lastId = 0

/** Says something once, at the bottom of the screen. An error stays until it is dismissed. */
export function toast(text: string, { isError = false } = {}): void {
  const id = ++lastId
  change([...toasts.slice(-2), { id, text, isError }])
  if (!isError) setTimeout(() => dismiss(id), LASTS_MS)
}

function dismiss(id: number): void {
  change(toasts.filter((one) => one.id !== id))
}

function change(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function ToastRegion() {
  const shown = useSyncExternalStore(subscribe, () => toasts)
  return (
    <div aria-live="polite" className="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex flex-col items-center gap-2 px-3">
      {shown.map((one) => (
        <div
          key={one.id}
          role={one.isError ? 'alert' : undefined}
          className="pointer-events-auto flex max-w-xl items-center gap-2 rounded-overlay border border-border bg-surface py-1 pr-1 pl-3 shadow-overlay"
        >
          <span className={one.isError ? 'text-error' : 'text-ink'}>{one.text}</span>
          <IconButton icon={X} label="Dismiss" onClick={() => dismiss(one.id)} size={14} />
        </div>
      ))}
    </div>
  )
}
