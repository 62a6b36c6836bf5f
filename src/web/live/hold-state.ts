import { useSyncExternalStore } from 'react'

let isHeld = false
const watchers = new Set<() => void>()

/** Rows of the list on screen stay where they are for as long as somebody points at them. */
export function setHeld(next: boolean): void {
  if (next === isHeld) return
  isHeld = next
  for (const watcher of watchers) watcher()
}

let deleted: ReadonlySet<string> = new Set()

/** Rows that somebody has deleted are not held: they want to see them gone. */
export function letGo(ids: readonly string[]): void {
  deleted = new Set([...deleted, ...ids])
  for (const watcher of watchers) watcher()
}

export function useDeleted(): ReadonlySet<string> {
  return useSyncExternalStore(watch, () => deleted)
}

export function isHeldNow(): boolean {
  return isHeld
}

export function useIsHeld(): boolean {
  return useSyncExternalStore(watch, isHeldNow)
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}
