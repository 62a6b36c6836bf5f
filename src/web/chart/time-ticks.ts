import { wallMs, wallTime } from '../format/zone.ts'
import { MONTHS, pad } from '../format/time.ts'
import type { Buckets } from './time-buckets.ts'

export type TimeTick = { readonly bucket: number; readonly text: string }

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
const STEPS_MS = [
  ...[1, 5, 10, 15, 30].map((seconds) => seconds * 1000),
  ...[1, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28, 56, 112, 364].map((days) => days * DAY),
]
/** Weeks begin on Mondays; the epoch began on a Thursday. */
const MONDAY_MS = 3 * DAY

/** Buckets that begin at a round time of their zone, at least `leastBuckets` apart, and what the clock or calendar says there. */
export function timeTicks(buckets: Buckets, leastBuckets: number): readonly TimeTick[] {
  const { startsMs, endMs, zone } = buckets
  const [first, count] = [startsMs[0] ?? 0, startsMs.length]
  const leastMs = ((endMs - first) / Math.max(1, count)) * leastBuckets
  const stepMs = STEPS_MS.find((step) => step >= leastMs) ?? STEPS_MS.at(-1) ?? DAY
  const walls = startsMs.map((start) => wallMs(start, zone) + MONDAY_MS)
  const ticks: TimeTick[] = []
  walls.forEach((wall, bucket) => {
    // The first one at or after each round time: buckets may be longer than it, or begin beside it.
    const isFirst = bucket === 0 ? wall % stepMs === 0 : Math.floor(wall / stepMs) > Math.floor((walls[bucket - 1] ?? 0) / stepMs)
    const last = ticks.at(-1)
    if (isFirst && (last === undefined || bucket - last.bucket >= leastBuckets * 0.7))
      ticks.push({ bucket, text: tickText(startsMs[bucket] ?? 0, zone, stepMs) })
  })
  return ticks
}

function tickText(ms: number, zone: string, stepMs: number): string {
  const { year, month, day, hour, minute, second } = wallTime(ms, zone)
  const date = `${day} ${MONTHS[month - 1]}`
  if (stepMs >= 28 * DAY) return `${date} ${year}`
  if (stepMs >= DAY || hour + minute + second === 0) return date
  return [hour, minute, ...(stepMs < MINUTE ? [second] : [])].map(pad).join(':')
}
