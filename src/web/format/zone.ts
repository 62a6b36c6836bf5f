/** What a clock on a wall in some zone shows. */
export type WallTime = {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Whether the browser knows the zone: an IANA name, or `UTC`. */
export function isZone(zone: string): boolean {
  try {
    return clockOf(zone) !== undefined
  } catch {
    return false
  }
}

export function wallTime(ms: number, zone: string): WallTime {
  const read: Record<string, number> = {}
  for (const { type, value } of clockOf(zone).formatToParts(ms)) if (type !== 'literal') read[type] = Number(value)
  return read as WallTime
}

/** The same as milliseconds since a midnight of that wall: two of them are as far apart as the clock says. */
export function wallMs(ms: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallTime(ms, zone)
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((ms % 1000) + 1000) % 1000)
}

/** Undoes `wallMs`. What a clock skips is the moment after; what it shows twice is the first time. */
export function momentOfWall(wall: number, zone: string): number {
  const offsetAt = (ms: number) => wallMs(ms, zone) - ms
  const candidates = [wall - offsetAt(wall - 86_400_000), wall - offsetAt(wall + 86_400_000)]
  return candidates.find((ms) => wallMs(ms, zone) === wall) ?? Math.max(...candidates)
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(zone, clock)
  return clock
}
