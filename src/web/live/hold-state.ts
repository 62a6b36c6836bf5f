import { useSyncExternalStore } from 'react'

let isHeld = false
const watchers = new Set<() => void>()

/** Rows of the list on screen stay where they are for as long as somebody points at them. */
export function setHeld(next: boolean): void {
  if (next === isHeld) return
  isHeld = next
  for (const watcher of watchers) watcher()
}

let turn = 0

/** What is held is let go, and held again as it is then: somebody who deletes rows wants to see them gone. */
export function holdAnew(): void {
  turn += 1
  for (const watcher of watchers) watcher()
}

export function useHoldTurn(): number {
  return useSyncExternalStore(watch, () => turn)
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
