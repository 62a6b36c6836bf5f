/** What was used last, bounded by bytes and by number. Losing an entry costs a read, never a number. */
export type HotCache<T> = {
  get(key: string): T | undefined
  set(key: string, value: T, bytes: number): void
  delete(key: string): void
  entries(): Iterable<readonly [key: string, value: T]>
  clear(): void
  readonly bytes: number
}

export function createHotCache<T>(maxBytes: number, maxEntries: number): HotCache<T> {
  const entries = new Map<string, { readonly value: T; readonly bytes: number }>()
  let total = 0
  const remove = (key: string) => {
    total -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }
  return {
    get(key) {
      const entry = entries.get(key)
      if (!entry) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry.value
    },
    set(key, value, bytes) {
      remove(key)
      if (bytes > maxBytes) return
      entries.set(key, { value, bytes })
      total += bytes
      for (const oldest of entries.keys()) {
        if (total <= maxBytes && entries.size <= maxEntries) break
        remove(oldest)
      }
    },
    delete: remove,
    *entries() {
      for (const [key, { value }] of entries) yield [key, value]
    },
    clear() {
      entries.clear()
      total = 0
    },
    get bytes() {
      return total
    },
  }
}
