import { formatMoment } from '../format/time.ts'

/** Equal stretches of time, end to end, as the clock of a zone divides it. */
export type Buckets = {
  /** Epoch milliseconds, ascending. */
  readonly startsMs: readonly number[]
  /** Where the last one ends. */
  readonly endMs: number
  readonly zone: string
  /** More may come into the last one. */
  readonly isLastOpen: boolean
}

export function endOf({ startsMs, endMs }: Buckets, at: number): number {
  return startsMs[at + 1] ?? endMs
}

/** The bucket that a moment lies in; undefined outside of all. */
export function bucketAt(buckets: Buckets, ms: number): number | undefined {
  const { startsMs, endMs } = buckets
  if (ms >= endMs || ms < (startsMs[0] ?? Number.POSITIVE_INFINITY)) return undefined
  return startsMs.findLastIndex((start) => start <= ms)
}

/** `24 Nov 09:00 – 10:00`. */
export function sayBucket(buckets: Buckets, at: number, nowMs: number): string {
  const startMs = buckets.startsMs[at] ?? 0
  const endMs = endOf(buckets, at)
  const [start, end] = [startMs, endMs].map((ms) => formatMoment(ms, buckets.zone, nowMs, endMs - startMs < 60_000)) as [string, string]
  const day = start.slice(0, start.lastIndexOf(' ') + 1)
  return `${start} – ${end.startsWith(day) ? end.slice(day.length) : end}`
}
