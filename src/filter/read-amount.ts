import type { FieldType } from './fields.ts'
import { readTimeMs } from './parse-time.ts'

/** The whole numbers that an amount stands for, both ends included: a date is all of its day. */
export type Amount = { readonly first: bigint; readonly last: bigint }

const LARGEST = 2n ** 63n - 1n
const COUNT_UNITS: Readonly<Record<string, bigint>> = { '': 1n, k: 1_000n, m: 1_000_000n, b: 1_000_000_000n }
/** Nanoseconds; without a unit milliseconds, as everywhere in the API. */
const DURATION_UNITS: Readonly<Record<string, bigint>> = {
  '': 1_000_000n,
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  min: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
}
const NANO_USD = 1_000_000_000n
const DAY_NANO = DURATION_UNITS['d']!

export function readAmount(type: FieldType, text: string, nowMs: number): Amount | undefined {
  const exactly = (value: bigint | undefined) => (value === undefined || value > LARGEST ? undefined : { first: value, last: value })
  switch (type) {
    case 'count':
      return exactly(readNumber(text.toLowerCase(), COUNT_UNITS))
    case 'duration':
      return exactly(readDuration(text.toLowerCase()))
    case 'money':
      return exactly(readNumber(text.replace(/^\$/, ''), { '': NANO_USD }))
    case 'time':
      return readTime(text, nowMs)
    default:
      return undefined
  }
}

/** `1.5k` to 1500n; undefined when it is no number, or no whole one of the smallest unit. */
function readNumber(text: string, units: Readonly<Record<string, bigint>>): bigint | undefined {
  const [, whole = '', decimals = '', unit = ''] = /^(\d{1,19})(?:\.(\d{1,18}))?([a-zµ]*)$/.exec(text) ?? []
  if (whole === '' || !Object.hasOwn(units, unit)) return undefined
  const scaled = BigInt(whole + decimals) * units[unit]!
  const divisor = 10n ** BigInt(decimals.length)
  return scaled % divisor === 0n ? scaled / divisor : undefined
}

/** `2.5s`, `1h30m`. */
function readDuration(text: string): bigint | undefined {
  const single = readNumber(text, DURATION_UNITS)
  if (single !== undefined) return single
  const parts = text.match(/\d+(?:\.\d+)?[a-zµ]+/g) ?? []
  if (parts.length < 2 || parts.join('') !== text) return undefined
  const values = parts.map((part) => readNumber(part, DURATION_UNITS))
  return values.every((value) => value !== undefined) ? values.reduce((sum, value) => sum + value, 0n) : undefined
}

function readTime(text: string, nowMs: number): Amount | undefined {
  const firstMs = readTimeMs(text, 'from', nowMs)
  const lastMs = readTimeMs(text, 'to', nowMs)
  if (firstMs === undefined || lastMs === undefined) return undefined
  const first = BigInt(firstMs) * 1_000_000n
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text)
  return { first, last: isDay ? first + DAY_NANO - 1n : BigInt(lastMs) * 1_000_000n + 999_999n }
}
