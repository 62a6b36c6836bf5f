import { browserZone, formatMoment } from '../format/time.ts'

/** A time window as the URL spells it. Absent = the default: the last 24 hours. `from=all` = all time. */
export type Range = { readonly from?: string; readonly to?: string }

export const DEFAULT_FROM = 'now-24h'
export const ALL_TIME = 'all'

export const RANGE_PRESETS = [
  { from: 'now-15m', label: 'Last 15 minutes', ms: 15 * 60_000 },
  { from: 'now-1h', label: 'Last hour', ms: 3_600_000 },
  { from: 'now-6h', label: 'Last 6 hours', ms: 6 * 3_600_000 },
  { from: DEFAULT_FROM, label: 'Last 24 hours', ms: 24 * 3_600_000 },
  { from: 'now-7d', label: 'Last 7 days', ms: 7 * 86_400_000 },
  { from: 'now-30d', label: 'Last 30 days', ms: 30 * 86_400_000 },
  { from: 'now-90d', label: 'Last 90 days', ms: 90 * 86_400_000 },
  { from: ALL_TIME, label: 'All time', ms: Number.POSITIVE_INFINITY },
] as const

const UNIT_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }
const UNIT_WORDS: Record<string, string> = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week' }

/** What the API is asked: absent means unbounded there. */
export function rangeQuery(range: Range): { from?: string; to?: string } {
  const from = range.from ?? DEFAULT_FROM
  return { from: from === ALL_TIME ? undefined : from, to: range.to === 'now' ? undefined : range.to }
}

/** Defaults are not written. */
export function normalRange(range: Range): Range {
  return { from: range.from === DEFAULT_FROM ? undefined : range.from, to: range.to === 'now' ? undefined : range.to }
}

/** `Last 24 hours`, `All time`, `20 Nov 09:00 – 11:30`. */
export function describeRange(range: Range, nowMs: number, zone = browserZone()): string {
  const from = range.from ?? DEFAULT_FROM
  if (!range.to || range.to === 'now') {
    const preset = RANGE_PRESETS.find((one) => one.from === from)
    if (preset) return preset.label
    const [, count, unit] = /^now-(\d+)([smhdw])$/.exec(from) ?? []
    if (count && unit) return `Last ${count} ${UNIT_WORDS[unit]}${count === '1' ? '' : 's'}`
  }
  const start = boundMs(from, nowMs)
  const end = boundMs(range.to ?? 'now', nowMs)
  if (end === undefined || (start === undefined && from !== ALL_TIME)) return 'Unreadable range'
  const endText = !range.to || range.to === 'now' ? 'now' : formatMoment(end, zone, nowMs)
  if (start === undefined) return `Until ${endText}`
  const startText = formatMoment(start, zone, nowMs)
  const isSameDay = startText.slice(0, -5) === endText.slice(0, -5)
  return `${startText} – ${isSameDay ? endText.slice(-5) : endText}`
}

/** A bound in epoch milliseconds; undefined when it is unreadable or open. */
export function boundMs(text: string, nowMs: number): number | undefined {
  if (text === 'now') return nowMs
  const [, count, unit] = /^now-(\d+)([smhdw])$/.exec(text) ?? []
  if (count && unit) return nowMs - Number(count) * (UNIT_MS[unit] ?? 0)
  const ms = /^\d+$/.test(text) ? Number(text) : Date.parse(text)
  return Number.isFinite(ms) && !Number.isNaN(new Date(ms).getTime()) ? ms : undefined
}

/** The window moved by its own length; -1 is back, 1 is forward. Undefined for all time. */
export function shiftRange(range: Range, nowMs: number, direction: -1 | 1): Range | undefined {
  const start = boundMs(range.from ?? DEFAULT_FROM, nowMs)
  const end = boundMs(range.to ?? 'now', nowMs)
  if (start === undefined || end === undefined) return undefined
  const by = (end - start) * direction
  return absoluteRange(start + by, end + by)
}

/** The same window for whoever looks later: relative bounds become what they are now. All time stays all time. */
export function frozenRange(range: Range, nowMs: number): Range {
  const freeze = (text: string) => {
    const ms = boundMs(text, nowMs)
    return ms === undefined ? text : new Date(ms).toISOString()
  }
  return { from: freeze(range.from ?? DEFAULT_FROM), to: freeze(range.to ?? 'now') }
}

export function absoluteRange(startMs: number, endMs: number): Range {
  return { from: new Date(startMs).toISOString(), to: new Date(endMs).toISOString() }
}

/** The shortest preset that reaches back to a moment. */
export function rangeReaching(atMs: number, nowMs: number): Range {
  const preset = RANGE_PRESETS.find((one) => nowMs - atMs < one.ms)
  return normalRange({ from: preset?.from ?? ALL_TIME })
}
