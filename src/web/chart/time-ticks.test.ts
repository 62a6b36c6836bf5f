import { expect, test } from 'vitest'
import { bucketAt, sayBucket, type Buckets } from './time-buckets.ts'
import { timeTicks } from './time-ticks.ts'

const HOUR_MS = 3_600_000
const buckets = (from: string, count: number, stepMs: number, zone = 'Europe/Rome'): Buckets => {
  const startMs = Date.parse(from)
  return {
    startsMs: Array.from({ length: count }, (_, at) => startMs + at * stepMs),
    endMs: startMs + count * stepMs,
    zone,
    isLastOpen: false,
  }
}
const texts = (of: Buckets, least: number) => timeTicks(of, least).map(({ bucket, text }) => `${bucket} ${text}`)

test('ticks are at round times of the zone, midnight by its date', () => {
  const day = buckets('2026-11-22T20:00:00Z', 24, HOUR_MS)
  expect(texts(day, 5)).toEqual(['3 23 Nov', '9 06:00', '15 12:00', '21 18:00'])
})

test('a zone with a half hour has round times of its own', () => {
  expect(texts(buckets('2026-11-22T18:30:00Z', 6, HOUR_MS, 'Asia/Kolkata'), 3)).toEqual(['0 23 Nov', '3 03:00'])
})

test('on a day of 23 hours the ticks stay round', () => {
  expect(texts(buckets('2026-03-28T23:00:00Z', 24, HOUR_MS), 6)).toEqual(['0 29 Mar', '5 06:00', '11 12:00', '17 18:00', '23 30 Mar'])
})

test('days are ticked by date and weeks by their Mondays', () => {
  expect(texts(buckets('2026-11-16T23:00:00Z', 14, 24 * HOUR_MS), 7)).toEqual(['6 23 Nov', '13 30 Nov'])
})

test('seconds are shown where they matter', () => {
  expect(texts(buckets('2026-11-22T09:00:00Z', 60, 1000), 20)).toEqual(['0 10:00:00', '30 10:00:30'])
})

test('no two ticks are nearer than they may be', () => {
  for (const least of [2, 7, 19, 50]) {
    const places = timeTicks(buckets('2026-11-20T03:15:00Z', 200, HOUR_MS / 4), least).map(({ bucket }) => bucket)
    for (const [at, place] of places.entries()) if (at > 0) expect(place - places[at - 1]!).toBeGreaterThanOrEqual(least * 0.7)
  }
})

test('a bucket is found by a moment in it, and said by its clock', () => {
  const day = buckets('2026-11-22T20:00:00Z', 24, HOUR_MS)
  expect(bucketAt(day, Date.parse('2026-11-22T21:59:59.999Z'))).toBe(1)
  expect(bucketAt(day, Date.parse('2026-11-22T19:59:59Z'))).toBeUndefined()
  expect(bucketAt(day, Date.parse('2026-11-23T20:00:00Z'))).toBeUndefined()
  const now = Date.parse('2026-11-23T12:00:00Z')
  expect(sayBucket(day, 1, now)).toBe('22 Nov 22:00 – 23:00')
  expect(sayBucket(day, 2, now)).toBe('22 Nov 23:00 – 23 Nov 00:00')
})
