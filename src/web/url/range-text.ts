import { ALL_TIME, absoluteRange, normalRange, type Range } from './range.ts'

const DAY_MS = 86_400_000
const UNITS: Record<string, string> = {
  s: 's',
  sec: 's',
  second: 's',
  m: 'm',
  min: 'm',
  minute: 'm',
  h: 'h',
  hr: 'h',
  hour: 'h',
  d: 'd',
  day: 'd',
  w: 'w',
  week: 'w',
}

/**
 * What people type: `15m`, `last 3 days`, `today`, `yesterday`, `all`, `2026-11-20`, `2026-11-20 09:00 – 11:30`,
 * `2026-11-20 09:00 to 2026-11-21 10:00`. Times are in the browser's zone. Undefined when it is none of these.
 */
export function parseRangeText(text: string, nowMs: number): Range | undefined {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ')
  if (words === 'all' || words === 'all time') return { from: ALL_TIME }
  if (words === 'today') return normalRange({ from: startOfDay(nowMs, 0).toISOString() })
  if (words === 'yesterday') return absoluteRange(startOfDay(nowMs, -1).getTime(), startOfDay(nowMs, 0).getTime())
  return parseLast(words) ?? parseAbsolute(words)
}

function parseLast(words: string): Range | undefined {
  const [, count, name] = /^(?:last |past |now-)?(\d+)? ?([a-z]+)$/.exec(words) ?? []
  const unit = name && (UNITS[name] ?? UNITS[name.replace(/s$/, '')])
  if (!unit || (count === undefined && !/^(last|past) /.test(words))) return undefined
  return normalRange({ from: `now-${Number(count ?? 1)}${unit}` })
}

function parseAbsolute(words: string): Range | undefined {
  const [startText, endText, ...rest] = words.split(/ ?(?:–|—|\.\.| - | to ) ?/)
  if (!startText || rest.length > 0) return undefined
  const start = parseMoment(startText)
  if (!start) return undefined
  if (endText === undefined) {
    return start.hasTime ? { from: start.at.toISOString() } : absoluteRange(start.at.getTime(), start.at.getTime() + DAY_MS)
  }
  if (endText === 'now') return { from: start.at.toISOString() }
  const end = /^\d{1,2}:\d{2}/.test(endText) ? parseMoment(`${startText.slice(0, 10)} ${endText}`) : parseMoment(endText)
  if (!end) return undefined
  const endMs = end.hasTime ? end.at.getTime() : end.at.getTime() + DAY_MS
  return endMs > start.at.getTime() ? absoluteRange(start.at.getTime(), endMs) : undefined
}

function parseMoment(text: string): { at: Date; hasTime: boolean } | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[t ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(z)?)?$/.exec(text.trim())
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, utc] = match
  const date = `${year}-${month}-${day}T${(hour ?? '0').padStart(2, '0')}:${minute ?? '00'}:${second ?? '00'}`
  const at = new Date(utc ? `${date}Z` : date)
  return Number.isNaN(at.getTime()) ? undefined : { at, hasTime: hour !== undefined }
}

function startOfDay(nowMs: number, plusDays: number): Date {
  const at = new Date(nowMs)
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + plusDays)
}
