import { browserZone } from '../format/time.ts'
import { momentOfWall, wallTime } from '../format/zone.ts'
import { ALL_TIME, absoluteRange, normalRange, type Range } from './range.ts'

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
 * `2026-11-20 09:00 to 2026-11-21 10:00`. Times are on the clock of `zone`. Undefined when it is none of these.
 */
export function parseRangeText(text: string, nowMs: number, zone = browserZone()): Range | undefined {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ')
  if (words === 'all' || words === 'all time') return { from: ALL_TIME }
  if (words === 'today') return normalRange({ from: new Date(startOfDay(nowMs, 0, zone)).toISOString() })
  if (words === 'yesterday') return absoluteRange(startOfDay(nowMs, -1, zone), startOfDay(nowMs, 0, zone))
  return parseLast(words) ?? parseAbsolute(words, zone)
}

function parseLast(words: string): Range | undefined {
  const [, count, name] = /^(?:last |past |now-)?(\d+)? ?([a-z]+)$/.exec(words) ?? []
  const unit = name && (UNITS[name] ?? UNITS[name.replace(/s$/, '')])
  if (!unit || (count === undefined && !/^(last|past) /.test(words))) return undefined
  return normalRange({ from: `now-${Number(count ?? 1)}${unit}` })
}

function parseAbsolute(words: string, zone: string): Range | undefined {
  const [startText, endText, ...rest] = words.split(/ ?(?:–|—|\.\.| - | to ) ?/)
  if (!startText || rest.length > 0) return undefined
  const start = parseMoment(startText, zone)
  if (!start) return undefined
  if (endText === undefined)
    return start.hasTime ? { from: new Date(start.ms).toISOString() } : absoluteRange(start.ms, dayAfter(start.ms, zone))
  if (endText === 'now') return { from: new Date(start.ms).toISOString() }
  const end = parseMoment(/^\d{1,2}:\d{2}/.test(endText) ? `${startText.slice(0, 10)} ${endText}` : endText, zone)
  if (!end) return undefined
  const endMs = end.hasTime ? end.ms : dayAfter(end.ms, zone)
  return endMs > start.ms ? absoluteRange(start.ms, endMs) : undefined
}

function parseMoment(text: string, zone: string): { ms: number; hasTime: boolean } | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[t ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(z)?)?$/.exec(text.trim())
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, utc] = match
  const wall = Date.parse(`${year}-${month}-${day}T${(hour ?? '0').padStart(2, '0')}:${minute ?? '00'}:${second ?? '00'}Z`)
  if (Number.isNaN(wall)) return undefined
  return { ms: utc ? wall : momentOfWall(wall, zone), hasTime: hour !== undefined }
}

/** The next midnight: not every day has 24 hours. */
function dayAfter(ms: number, zone: string): number {
  return startOfDay(ms, 1, zone)
}

function startOfDay(ms: number, plusDays: number, zone: string): number {
  const { year, month, day } = wallTime(ms, zone)
  return momentOfWall(Date.UTC(year, month - 1, day + plusDays), zone)
}
