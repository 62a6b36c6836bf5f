import type { AnyValue } from '../model/any-value.ts'

const ABSENT: ReadonlySet<string> = new Set(['', 'null', 'None', 'undefined', '<not specified>'])
/** Logfire blanks values whose key or text sounds secret, and `session.id` does. */
const BLANKED = '[Scrubbed due to '
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Well-formed Unicode without NUL: what text columns and JSON replies can hold. */
export function cleanText(text: string): string {
  const whole = (text as string & { toWellFormed(): string }).toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '') : whole
}

/** At most `length` UTF-16 units, never half a code point. */
export function clipText(text: string, length: number): string {
  if (text.length <= length) return text
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length)
}

/** Bytes as the text they hold, else as base64. */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('base64')
  }
}

/** A scalar as trimmed text; empty for everything that means "not given". A JSON-quoted string loses its quotes. */
export function textOf(value: AnyValue): string {
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  const raw = typeof value === 'string' ? value : value instanceof Uint8Array ? textOfBytes(value) : ''
  const text = unquote(cleanText(raw).trim())
  return ABSENT.has(text) || text.startsWith(BLANKED) ? '' : text
}

function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text
  try {
    const inner: unknown = JSON.parse(text)
    return typeof inner === 'string' ? inner.trim() : text
  } catch {
    return text
  }
}

/** A count or an amount: zero or more, finite; numeric text counts, NaN, negatives and booleans do not. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : positive(Number(value))
  if (typeof value === 'bigint' || typeof value === 'number') return positive(Number(value))
  return undefined
}

function positive(value: number): number | undefined {
  return Number.isFinite(value) && value >= 0 ? value : undefined
}

export function isTrue(value: AnyValue): boolean {
  return value === true || value === 'true' || value === 'True'
}

export function isFalse(value: AnyValue): boolean {
  return value === false || value === 'false' || value === 'False'
}
