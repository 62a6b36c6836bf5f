/**
 * Attribute keys and span names are few and come millions of times. A direct-mapped table from bytes to string saves the
 * allocation and keeps one string per key alive instead of one per span. Only ASCII is kept; a collision just replaces.
 */
const SLOTS = 4096
const table: (string | undefined)[] = Array.from({ length: SLOTS }, () => undefined)

export const INTERN_MAX_BYTES = 64

/** `end - start` must be 1..INTERN_MAX_BYTES. */
export function internText(bytes: Buffer, start: number, end: number): string {
  let hash = 0x811c9dc5
  let seen = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    seen |= byte
    hash = Math.imul(hash ^ byte, 0x01000193)
  }
  if (seen >= 0x80) return bytes.toString('utf8', start, end)
  const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1)
  const known = table[slot]
  if (known !== undefined && isSame(known, bytes, start, end)) return known
  const text = bytes.toString('latin1', start, end)
  table[slot] = text
  return text
}

function isSame(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) return false
  for (let at = start; at < end; at++) if (text.charCodeAt(at - start) !== bytes[at]) return false
  return true
}
