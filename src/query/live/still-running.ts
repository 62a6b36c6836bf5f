import { RUNNING_NANO } from '../../model/status.ts'
import type { ProjectChanges } from './change-feed.ts'

/** Rows that were told as running: they stop to be so without a change, when nothing more comes. */
export type StillRunning = {
  note(kind: 'session' | 'trace', id: string, version: bigint, status: string): void
  /** When the first of them is over. */
  dueAtMs(): number | undefined
  /** Those that are over, as if they had changed. */
  takeDue(): ProjectChanges
}

const RUNNING_MS = Number(RUNNING_NANO / 1_000_000n)
const MOST = 5_000

export function createStillRunning(now: () => number): StillRunning {
  const running = new Map<string, { readonly kind: 'session' | 'trace'; readonly id: string; readonly version: bigint; untilMs: number }>()
  return {
    note(kind, id, version, status) {
      const key = `${kind} ${id}`
      running.delete(key)
      if (status !== 'running') return
      running.set(key, { kind, id, version, untilMs: now() + RUNNING_MS })
      if (running.size > MOST) running.delete(running.keys().next().value!)
    },
    dueAtMs: () => running.values().next().value?.untilMs,
    takeDue() {
      const sessions = new Map<string, bigint>()
      const traces = new Map<string, { version: bigint; sessionIds: Set<string> }>()
      for (const [key, { kind, id, version, untilMs }] of running) {
        if (untilMs > now()) break
        running.delete(key)
        if (kind === 'session') sessions.set(id, version)
        else traces.set(id, { version, sessionIds: new Set() })
      }
      return { sessions, traces, isErased: false }
    },
  }
}
