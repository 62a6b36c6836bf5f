/** Search parameters of every screen are plain strings, so that URLs stay readable and copied ones survive. */
type Strings = Record<string, string | undefined>

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

/** Absent and empty values are left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== '') params.set(key, String(value))
  }
  // Readable where a URL allows it.
  const text = params.toString().replace(/%3A/g, ':').replace(/%2C/g, ',')
  return text === '' ? '' : `?${text}`
}

/** A search validator that keeps the named strings and drops the rest, the empty, and what equals its default. */
export function keep<const Key extends string>(keys: readonly Key[], defaults: Partial<Record<Key, string>> = {}) {
  return (raw: Record<string, unknown>): { [K in Key]?: string } => {
    const kept: Strings = {}
    for (const key of keys) {
      const value = raw[key]
      if (value === undefined || value === null || value === '' || String(value) === defaults[key]) continue
      kept[key] = String(value)
    }
    return kept as { [K in Key]?: string }
  }
}
