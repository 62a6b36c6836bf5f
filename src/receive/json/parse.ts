import { AppError } from '../../base/errors.ts'
import { MAX_PARTS, tooManyParts } from '../batch.ts'

/**
 * `JSON.parse`, without its two losses. Integers of 16 digits or more come back as strings of digits, so that 64-bit values
 * sent as JSON numbers stay exact; lone surrogates come back as U+FFFD. A leading byte order mark is passed over. Depth is no
 * danger here (V8 parses without recursion); who walks the result must bound its own.
 */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length > SMALL_BYTES && countOpenings(bytes) > MAX_PARTS) throw tooManyParts()
  const text = bytes.toString('utf8', startsWithMark(bytes) ? 3 : 0)
  try {
    return JSON.parse(keepSurrogatesPaired(keepBigIntegers(text)))
  } catch (error) {
    throw new AppError('bad_input', 'malformed_json', 'The body is not well-formed JSON.', {
      cause: error,
      hint: 'Check that Content-Type and Content-Encoding say what the body really is.',
    })
  }
}

/** Below this no body can hold enough parts to matter, and counting them would only cost time. */
const SMALL_BYTES = 8_000_000

/** Objects and lists; those inside of strings are counted too, which is close enough. */
function countOpenings(bytes: Buffer): number {
  let count = 0
  for (const byte of bytes) if (byte === 0x7b || byte === 0x5b) count++
  return count
}

function startsWithMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

const LOOKS_LIKE_BIG_INTEGER = /[:[,]\s*-?\d{16}/
const BIG_INTEGER = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g

/** Puts quotes around long integers outside of strings. Bodies that follow the standard have none and are not touched. */
function keepBigIntegers(text: string): string {
  if (!LOOKS_LIKE_BIG_INTEGER.test(text)) return text
  const parts: string[] = []
  for (let at = 0; at < text.length;) {
    const opening = text.indexOf('"', at)
    const end = opening === -1 ? text.length : opening
    parts.push(text.slice(at, end).replace(BIG_INTEGER, '"$&"'))
    at = opening === -1 ? text.length : endOfString(text, opening)
    parts.push(text.slice(end, at))
  }
  return parts.join('')
}

function endOfString(text: string, opening: number): number {
  for (let quote = text.indexOf('"', opening + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1
    while (text[before] === '\\') before--
    if ((quote - before) % 2 === 1) return quote + 1
  }
  return text.length
}

const HAS_SURROGATE = /\\u[dD][89a-fA-F]/
/** Every escape is consumed whole, so a backslash that is itself escaped never begins one. The group catches what has no partner. */
const ESCAPE = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u[dD][89a-fA-F][\da-fA-F]{2})|[^])/g

function keepSurrogatesPaired(text: string): string {
  if (!HAS_SURROGATE.test(text)) return text
  return text.replace(ESCAPE, (escape, lone: string | undefined) => (lone === undefined ? escape : '\\ufffd'))
}
