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

/** What a route says about its search: the named strings and no others, and never one that equals its default. */
export function searchParams<const Key extends string>(keys: readonly Key[], defaults: Partial<Record<Key, string>> = {}) {
  type Search = { [K in Key]?: string }
  const keep = (raw: Record<string, unknown>, isKept: (key: Key, text: string) => boolean): Search => {
    const kept: Strings = {}
    for (const key of keys) {
      const text = String(raw[key] ?? '')
      if (text !== '' && isKept(key, text)) kept[key] = text
    }
    return kept as Search
  }
  const leaveOutDefaults = ({ search, next }: { search: Search; next: (search: Search) => Search }): Search =>
    keep(next(search), (key, text) => text !== defaults[key])
  return { validateSearch: (raw: Record<string, unknown>) => keep(raw, () => true), search: { middlewares: [leaveOutDefaults] } }
}
