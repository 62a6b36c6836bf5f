import { AppError } from '../../base/errors.ts'

const DAY_MS = 86_400_000

/** A stretch of time in which the clocks of a zone are set the same way; `offsetMs`: what they show minus UTC. */
export type Stretch = { readonly fromMs: number; readonly toMs: number; readonly offsetMs: number }

/** The clocks of a zone. */
export type ZoneClock = {
  /** Stretches from `fromMs` up to `toMs`, one after the other without a gap. */
  stretches(fromMs: number, toMs: number): Stretch[]
}

/** `tz`: an IANA name or `utc`. */
export function zoneClock(tz: string): ZoneClock {
  if (tz.toLowerCase() === 'utc') return { stretches: (fromMs, toMs) => [{ fromMs, toMs, offsetMs: 0 }] }
  const offsetAt = offsetsOf(tz)
  return {
    stretches(fromMs, toMs) {
      const found: Stretch[] = []
      let start = fromMs
      for (let at = fromMs; at < toMs; at += DAY_MS) {
        const next = Math.min(at + DAY_MS, toMs)
        if (offsetAt(at) === offsetAt(next)) continue
        const change = firstOfOther(offsetAt, at, next)
        found.push({ fromMs: start, toMs: change, offsetMs: offsetAt(at) })
        start = change
      }
      return start < toMs ? [...found, { fromMs: start, toMs, offsetMs: offsetAt(start) }] : found
    },
  }
}

/** The first millisecond of the offset that holds at `toMs`; clocks change once between the two. */
function firstOfOther(offsetAt: (ms: number) => number, fromMs: number, toMs: number): number {
  const before = offsetAt(fromMs)
  let [low, high] = [fromMs, toMs]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle) === before) low = middle
    else high = middle
  }
  return high
}

const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/

function offsetsOf(tz: string): (ms: number) => number {
  const format = formatOf(tz)
  return (ms) => {
    const [, sign, hours, minutes, seconds = '0'] = OFFSET.exec(format.format(ms)) ?? []
    if (sign === undefined) return 0
    return (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  } catch {
    throw new AppError('bad_input', 'bad_parameter', `\`${timeZone.slice(0, 60)}\` is not a time zone.`, {
      field: 'tz',
      hint: 'Allowed: an IANA name, as Europe/Rome or Asia/Kolkata, or utc.',
    })
  }
}
