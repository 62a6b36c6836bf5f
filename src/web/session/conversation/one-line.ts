const LENGTH_MAX = 160

/** The beginning of any value, on one line. */
export function oneLine(value: unknown): string {
  if (value === undefined) return ''
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.slice(0, LENGTH_MAX).replace(/\s+/g, ' ')
}
