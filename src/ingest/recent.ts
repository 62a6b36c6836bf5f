/** Keys noted lately: longer ago than it takes to learn of what another server wrote they cannot matter. */
export type Recent = {
  note(key: string): void
  has(key: string): boolean
}

const KEPT_MS = 60_000
const MOST = 500_000

export function createRecent(): Recent {
  const keys = new Map<string, number>()
  return {
    note(key) {
      keys.delete(key)
      keys.set(key, Date.now())
      for (const [oldest, atMs] of keys) {
        if (keys.size <= MOST && atMs >= Date.now() - KEPT_MS) break
        keys.delete(oldest)
      }
    },
    has: (key) => keys.has(key),
  }
}
