/**
 * Keeps what is folded again and again from costing the square of its size: after a fold of `size` parts the same thing waits for a
 * time that grows with its size. Small things never wait noticeably.
 */
export type Pace = {
  /** When this may be folded again; a moment in the past when it never was. */
  dueAt(key: string): number
  folded(key: string, size: number, nowMs: number): void
  clear(): void
}

/** About ten times what folding one part costs, so that one thing takes at most a tenth of a core. */
const WAIT_MS_PER_PART = 0.1
const WORTH_WAITING_MS = 50

export function createPace(): Pace {
  const dueTimes = new Map<string, number>()
  return {
    dueAt: (key) => dueTimes.get(key) ?? 0,
    folded(key, size, nowMs) {
      const waitMs = size * WAIT_MS_PER_PART
      if (waitMs < WORTH_WAITING_MS) return
      dueTimes.set(key, nowMs + waitMs)
      for (const [other, dueMs] of dueTimes) if (dueMs < nowMs) dueTimes.delete(other)
    },
    clear: () => dueTimes.clear(),
  }
}
