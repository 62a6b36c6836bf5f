/** Keys noted lately. */
export type Recent = {
  note(key: string): void
  has(key: string): boolean
  /** Called when everything that others wrote has been looked at: what was noted long before cannot matter any more. */
  forgetOld(): void
}

/** Longer than it takes to learn of what another server wrote. */
const KEPT_MS = 60_000
const MOST = 500_000

export function createRecent(): Recent {
  const keys = new Map<string, number>()
  return {
    note(key) {
      keys.delete(key)
      keys.set(key, Date.now())
      if (keys.size > MOST) keys.delete(keys.keys().next().value!)
    },
    has: (key) => keys.has(key),
    forgetOld() {
      const oldest = Date.now() - KEPT_MS
      for (const [key, atMs] of keys) {
        if (atMs >= oldest) break
        keys.delete(key)
      }
    },
  }
}
