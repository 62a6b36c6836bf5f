const ZERO_TRACE = '0'.repeat(32)
const ZERO_SPAN = '0'.repeat(16)

/** Takes lower-case hex. An all-zero id means "none". */
export function isZeroId(id: string): boolean {
  return id === ZERO_TRACE || id === ZERO_SPAN
}

/** Of no valid length, so every check refuses it. */
const NOT_AN_ID = 'invalid'

/**
 * An id as JSON senders write it, as lower-case hex: hex in any case (the standard), base64 (protobuf's own JSON mapping) or an
 * array of byte values. Anything else, a UUID with dashes too, is not an id.
 */
export function hexFromJsonId(id: unknown, byteLength: 8 | 16): string {
  if (id === undefined || id === '') return ''
  if (Array.isArray(id)) return id.every(isByte) ? Buffer.from(id).toString('hex') : NOT_AN_ID
  if (typeof id !== 'string') return NOT_AN_ID
  if (id.length === byteLength * 2 && /^[0-9a-f]+$/i.test(id)) return id.toLowerCase()
  const unpaddedLength = Math.ceil((byteLength * 4) / 3)
  const isBase64 = /^[\w+/-]+={0,2}$/.test(id) && id.replace(/=+$/, '').length === unpaddedLength
  return isBase64 ? Buffer.from(id, 'base64').toString('hex') : NOT_AN_ID
}

function isByte(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 255
}
