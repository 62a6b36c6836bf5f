import { useSyncExternalStore } from 'react'

const TICK_MS = 5000
const listeners = new Set<() => void>()
/** What the server's clock is ahead of ours. */
let aheadMs = 0
let nowMs = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

/** The time, shared by everything that says "ago": one timer, so all rows agree. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => nowMs)
}

/** What the server's clock shows now: ages are told by it, since the one here may be wrong. */
export function setServerTime(ms: number): void {
  aheadMs = ms - Date.now()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function tick(): void {
  nowMs = Date.now() + aheadMs
  for (const listener of listeners) listener()
}
