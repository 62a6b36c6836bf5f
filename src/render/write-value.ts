/** A recorded value to be read: text as it is, anything else as JSON, indented when it is longer than a line. */
export function writeValue(value: unknown): string {
  if (typeof value === 'string') return value
  const line = JSON.stringify(value) ?? ''
  return line.length <= 80 ? line : JSON.stringify(value, undefined, 2)
}
