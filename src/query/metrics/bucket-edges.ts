import type { Interval } from '../../api/contract/metrics.ts'
import type { ZoneClock } from './zone-clock.ts'

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const
const HOUR_MS = UNIT_MS.h
/** 1970-01-05 was a Monday; weeks begin there. */
const FIRST_MONDAY_MS = 4 * UNIT_MS.d
/** No clock was ever set by more, in one go: a country that changes sides of the date line. */
const LARGEST_SHIFT_MS = 25 * HOUR_MS

export function intervalMs(interval: Interval): number {
  return Number(interval.slice(0, -1)) * UNIT_MS[interval.at(-1) as keyof typeof UNIT_MS]
}

/**
 * Starts of the buckets from the one that holds `fromMs` to the one that holds `toMs`, and the end of the last: milliseconds, ascending.
 * A bucket begins when the clocks of the zone reach a multiple of the interval, counted from midnight, or from Monday. Where
 * they are put forward over it, it begins right then. Where they are put back and show it again, a bucket of more than an hour does not
 * begin again but is longer; one of an hour or less does.
 */
export function bucketEdges(fromMs: number, toMs: number, interval: Interval, clock: ZoneClock): number[] {
  const length = intervalMs(interval)
  const margin = length + LARGEST_SHIFT_MS
  const edges = edgesBetween(fromMs - margin, toMs + margin, interval, clock)
  const first = edges.findLastIndex((edge) => edge <= fromMs)
  const end = edges.findIndex((edge) => edge > toMs)
  return edges.slice(first, end + 1)
}

function edgesBetween(fromMs: number, toMs: number, interval: Interval, clock: ZoneClock): number[] {
  const length = intervalMs(interval)
  const origin = interval.endsWith('w') ? FIRST_MONDAY_MS : 0
  const repeats = length <= HOUR_MS
  const edges: number[] = []
  /** Of the bucket before: how many of its length lie between the origin and it, on the clocks. */
  let last: number | undefined
  for (const { fromMs: start, toMs: end, offsetMs } of clock.stretches(fromMs, toMs)) {
    const shown = start + offsetMs - origin
    const index = Math.floor(shown / length)
    const isNew = last !== undefined && (index > last || (repeats && (index < last || shown % length === 0)))
    if (isNew) edges.push(start)
    if (last === undefined || isNew) last = index
    const next = index + 1
    for (let at = next * length + origin - offsetMs, each = next; at < end; at += length, each++) {
      if (!repeats && each <= last) continue
      edges.push(at)
      last = each
    }
  }
  return edges
}
