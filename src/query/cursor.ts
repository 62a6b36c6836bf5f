import { AppError } from '../base/errors.ts'
import type { Position } from '../model/filter.ts'

export type Cursor = {
  readonly sort: string
  readonly after: Position
  /** The moment the first page was asked for: relative times and `running` mean the same on every page. */
  readonly asOfMs: number
}

const VERSION = 1
const LATEST_MS = 8.64e15
const LOWEST = -(2n ** 63n)
const HIGHEST = 2n ** 64n - 1n

/** Opaque to callers; exact for 64-bit values. */
export function writeCursor({ sort, after, asOfMs }: Cursor): string {
  const value = after.value === undefined ? [] : [typeof after.value === 'bigint' ? 'n' : 's', String(after.value)]
  return Buffer.from(JSON.stringify([VERSION, sort, asOfMs, after.id, ...value])).toString('base64url')
}

/** `isText`: the column sorted by holds text, else whole numbers. */
export function readCursor(text: string, sort: string, isText: boolean): Cursor {
  const parts = partsOf(text)
  const [version, cursorSort, asOfMs, id, kind, value] = parts
  if (version !== VERSION || parts.length < 4 || parts.length > 6 || parts.length === 5) throw refusal('This is not a cursor of this list.')
  if (cursorSort !== sort) throw refusal('This cursor belongs to another sort order.')
  const isMoment = typeof asOfMs === 'number' && Number.isInteger(asOfMs) && asOfMs >= 0 && asOfMs <= LATEST_MS
  if (typeof id !== 'string' || !isMoment) throw refusal('This is not a cursor of this list.')
  return { sort, asOfMs, after: { id, value: kind === undefined ? undefined : valueOf(kind, value, isText) } }
}

function valueOf(kind: unknown, value: unknown, isText: boolean): bigint | string {
  if (isText && kind === 's' && typeof value === 'string') return value
  if (!isText && kind === 'n' && typeof value === 'string' && /^-?\d{1,20}$/.test(value)) {
    const whole = BigInt(value)
    if (whole >= LOWEST && whole <= HIGHEST) return whole
  }
  throw refusal('This is not a cursor of this list.')
}

function partsOf(text: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}

function refusal(message: string): AppError {
  return new AppError('bad_input', 'bad_cursor', message, { field: 'cursor', hint: 'Ask without a cursor to begin again.' })
}
