import { AppError } from '../base/errors.ts'
import type { TimeWindow } from '../model/filter.ts'

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const
type Unit = keyof typeof UNIT_MS
/** 1970-01-05 was a Monday; weeks begin there. */
const FIRST_MONDAY_MS = 4 * UNIT_MS.d
const LATEST_MS = 18_446_744_073_709

const RELATIVE = /^now((?:[+-]\d{1,6}[smhdw])*)(?:\/([smhdw]))?$/
const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+ -]\d\d:?\d\d)?)?$/i

/** `from` and `to` as a closed window of whole milliseconds: `to` reaches to the last nanosecond of its millisecond. */
export function parseWindow(from: string | undefined, to: string | undefined, nowMs: number): TimeWindow {
  const fromMs = from === undefined ? undefined : parseTime(from, 'from', nowMs)
  const toMs = to === undefined ? undefined : parseTime(to, 'to', nowMs)
  if (fromMs !== undefined && toMs !== undefined && fromMs > toMs) {
    throw new AppError('bad_input', 'bad_time', '`to` is before `from`.', { field: 'to' })
  }
  return {
    fromUnixNano: fromMs === undefined ? undefined : BigInt(fromMs) * 1_000_000n,
    toUnixNano: toMs === undefined ? undefined : BigInt(toMs) * 1_000_000n + 999_999n,
  }
}

/** ISO 8601 (UTC unless it says otherwise), epoch milliseconds, or `now-24h`, `now-7d/d`; rounding is down for `from`, up for `to`. */
export function parseTime(text: string, field: 'from' | 'to', nowMs: number): number {
  const ms = readTimeMs(text, field, nowMs)
  if (ms === undefined) {
    throw new AppError('bad_input', 'bad_time', `\`${text.slice(0, 60)}\` is not a time.`, {
      field,
      hint: 'Allowed: ISO 8601, epoch milliseconds, now, now-24h (s, m, h, d, w), now-7d/d.',
    })
  }
  return ms
}

/** Undefined when it is no time. Clamped to what nanoseconds can state. */
export function readTimeMs(text: string, side: 'from' | 'to', nowMs: number): number | undefined {
  const ms = readRelative(text, side, nowMs) ?? readEpoch(text) ?? readIso(text)
  return ms === undefined || !Number.isFinite(ms) ? undefined : Math.min(Math.max(Math.trunc(ms), 0), LATEST_MS)
}

function readRelative(text: string, field: 'from' | 'to', nowMs: number): number | undefined {
  const [whole, steps = '', unit] = RELATIVE.exec(text) ?? []
  if (whole === undefined) return undefined
  let ms = nowMs
  for (const [, sign, amount, stepUnit] of steps.matchAll(/([+-])(\d+)([smhdw])/g)) {
    ms += (sign === '-' ? -1 : 1) * Number(amount) * UNIT_MS[stepUnit as Unit]
  }
  if (unit === undefined) return ms
  const origin = unit === 'w' ? FIRST_MONDAY_MS : 0
  const length = UNIT_MS[unit as Unit]
  const start = Math.floor((ms - origin) / length) * length + origin
  return field === 'from' ? start : start + length - 1
}

function readEpoch(text: string): number | undefined {
  return /^\d{1,16}$/.test(text) ? Number(text) : undefined
}

/** A plus sign that an address has turned into a space is a plus sign again. */
function readIso(text: string): number | undefined {
  const [whole, date = '', time = '00:00', zone = 'Z'] = ISO.exec(text) ?? []
  if (whole === undefined) return undefined
  const isRealDate = new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date)
  if (isRealDate !== true) return undefined
  const digits = zone
    .replace(' ', '+')
    .replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')
    .toUpperCase()
  const ms = Date.parse(`${date}T${time}${digits}`)
  return Number.isNaN(ms) ? undefined : ms
}
