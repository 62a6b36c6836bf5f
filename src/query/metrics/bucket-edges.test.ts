import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { INTERVALS, type Interval } from '../../api/contract/metrics.ts'
import { bucketEdges, intervalMs } from './bucket-edges.ts'
import { BUCKETS_MAX, checkInterval, chooseInterval, LONGEST_MS } from './choose-interval.ts'
import { zoneClock } from './zone-clock.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

function edges(tz: string, interval: Interval, from: string, to: string): string[] {
  return bucketEdges(Date.parse(from), Date.parse(to), interval, zoneClock(tz)).map((ms) => new Date(ms).toISOString())
}

const hoursBetween = (times: readonly string[]) =>
  times.slice(1).map((time, index) => (Date.parse(time) - Date.parse(times[index]!)) / HOUR)

describe('buckets of a day begin at midnight of the zone', () => {
  it.each([
    ['utc', '2026-11-24T05:00:00.000Z', ['2026-11-24T00:00:00.000Z', '2026-11-25T00:00:00.000Z']],
    ['Asia/Kolkata', '2026-11-24T18:29:59.999Z', ['2026-11-23T18:30:00.000Z', '2026-11-24T18:30:00.000Z']],
    ['Asia/Kathmandu', '2026-11-24T18:14:59.999Z', ['2026-11-23T18:15:00.000Z', '2026-11-24T18:15:00.000Z']],
    ['Pacific/Kiritimati', '2026-11-24T10:00:00.000Z', ['2026-11-24T10:00:00.000Z', '2026-11-25T10:00:00.000Z']],
    ['Pacific/Pago_Pago', '2026-11-24T10:00:00.000Z', ['2026-11-23T11:00:00.000Z', '2026-11-24T11:00:00.000Z']],
  ])('%s', (tz, at, expected) => expect(edges(tz, '1d', at, at)).toEqual(expected))

  it.each([
    ['clocks put forward at two', 'Europe/Rome', '2026-03-28T12:00Z', '2026-03-30T12:00Z', [24, 23, 24]],
    ['clocks put back at three', 'Europe/Rome', '2026-10-24T12:00Z', '2026-10-26T12:00Z', [24, 25, 24]],
    ['clocks put forward over midnight', 'America/Sao_Paulo', '2018-11-03T12:00Z', '2018-11-05T12:00Z', [24, 23, 24]],
    ['clocks put back at midnight', 'America/Sao_Paulo', '2018-02-17T12:00Z', '2018-02-18T12:00Z', [25, 24]],
    ['clocks put forward over midnight', 'Africa/Cairo', '2025-04-24T12:00Z', '2025-04-26T12:00Z', [24, 23, 24]],
    ['clocks put back to midnight, which comes twice', 'America/Havana', '2025-11-01T12:00Z', '2025-11-03T12:00Z', [24, 25, 24]],
    ['clocks put forward by half an hour', 'Australia/Lord_Howe', '2026-10-03T12:00Z', '2026-10-04T12:00Z', [24, 23.5]],
    ['a day that was left out at the date line', 'Pacific/Apia', '2011-12-29T12:00Z', '2011-12-31T12:00Z', [24, 24, 24]],
  ])('%s: %s', (_, tz, from, to, hours) => expect(hoursBetween(edges(tz, '1d', from, to))).toEqual(hours))
})

describe('other buckets', () => {
  it('of a week begin on Monday', () => {
    const found = edges('Europe/Rome', '1w', '2026-10-20T12:00Z', '2026-11-03T12:00Z')
    expect(found).toEqual(['2026-10-18T22:00:00.000Z', '2026-10-25T23:00:00.000Z', '2026-11-01T23:00:00.000Z', '2026-11-08T23:00:00.000Z'])
  })

  it('of three hours follow the clocks, and are longer or shorter when these are set', () => {
    expect(hoursBetween(edges('Europe/Rome', '3h', '2026-03-28T23:00Z', '2026-03-29T21:59Z'))).toEqual([2, 3, 3, 3, 3, 3, 3, 3])
    expect(hoursBetween(edges('Europe/Rome', '3h', '2026-10-24T22:00Z', '2026-10-25T22:59Z'))).toEqual([4, 3, 3, 3, 3, 3, 3, 3])
  })

  it('of an hour are an hour long, also the one that comes twice', () => {
    const found = edges('America/New_York', '1h', '2026-11-01T04:00Z', '2026-11-01T08:59Z')
    expect(hoursBetween(found)).toEqual([1, 1, 1, 1, 1])
  })

  it('of an hour begin with the hour in zones of half hours', () => {
    expect(edges('Asia/Kolkata', '1h', '2026-11-24T05:10Z', '2026-11-24T05:40Z')).toEqual([
      '2026-11-24T04:30:00.000Z',
      '2026-11-24T05:30:00.000Z',
      '2026-11-24T06:30:00.000Z',
    ])
  })
})

/** What the clocks of a zone show, asked moment by moment. */
function shownAt(tz: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: tz,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  return (ms) => Date.parse(`${format.format(ms).replace(' ', 'T')}Z`)
}

const ZONES = [
  'UTC',
  'Europe/Rome',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'America/St_Johns',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Pyongyang',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
] as const
const MONDAY = Date.UTC(1970, 0, 5)

describe('in any zone', () => {
  const anyMoment = fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2027, 0) })

  it('two moments share a bucket of more than an hour exactly when the latest clock time so far falls into the same one', () => {
    const long = INTERVALS.filter((interval) => intervalMs(interval) > HOUR)
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.constantFrom(...long), anyMoment, (tz, interval, from) => {
        const length = intervalMs(interval)
        const shown = shownAt(tz)
        const to = from + 3 * length
        const found = bucketEdges(from, to, interval, zoneClock(tz))
        const bucketAt = (ms: number) => Math.floor((shown(ms) - MONDAY) / length)
        // Every quarter of an hour: no clock is set in between. From a day before on, for what a clock put back shows again.
        let latest = -Infinity
        const begins: number[] = []
        const start = Math.floor((from - length - 50 * HOUR) / (15 * MINUTE)) * 15 * MINUTE
        for (let at = start; at <= to + length + 26 * HOUR; at += 15 * MINUTE) {
          if (bucketAt(at) <= latest) continue
          if (latest !== -Infinity) begins.push(at)
          latest = bucketAt(at)
        }
        const first = begins.findLastIndex((at) => at <= from)
        const end = begins.findIndex((at) => at > to)
        expect(found).toEqual(begins.slice(first, end + 1))
      }),
      { numRuns: 60 },
    )
  })

  it('buckets of an hour or less begin at a multiple on the clocks, and none is longer than it says but where clocks are set', () => {
    const short = INTERVALS.filter((interval) => intervalMs(interval) <= HOUR)
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.constantFrom(...short), anyMoment, (tz, interval, from) => {
        const length = intervalMs(interval)
        const to = from + 60 * length
        const found = bucketEdges(from, to, interval, zoneClock(tz))
        const shown = shownAt(tz)
        for (const [index, at] of found.slice(1).entries()) {
          const before = found[index]!
          const isSet = shown(at) - shown(before) !== at - before
          if (!isSet) expect([at - before, shown(at) % length]).toEqual([length, 0])
          expect(at - before).toBeLessThanOrEqual(isSet ? 2 * length : length)
        }
        expect(found[0]!).toBeLessThanOrEqual(from)
        expect(found.at(-2)!).toBeLessThanOrEqual(to)
        expect(found.at(-1)!).toBeGreaterThan(to)
      }),
    )
  })
})

describe('the interval', () => {
  const DAY = 24 * HOUR
  it.each([
    [1, '1s'],
    [15 * MINUTE, '10s'],
    [HOUR, '1m'],
    [6 * HOUR, '5m'],
    [DAY, '30m'],
    [7 * DAY, '3h'],
    [30 * DAY, '12h'],
    [90 * DAY, '1d'],
    [365 * DAY, '1w'],
  ] as const)('of %i ms is %s', (length, expected) => expect(chooseInterval(length)).toBe(expected))

  it('never makes more than 200 buckets, whatever is cut at the ends', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: 1, max: LONGEST_MS }), fc.nat(LONGEST_MS), (tz, length, offset) => {
        const from = Date.UTC(2005, 0) + offset
        expect(bucketEdges(from, from + length, chooseInterval(length), zoneClock(tz)).length - 1).toBeLessThanOrEqual(BUCKETS_MAX)
      }),
      { numRuns: 50 },
    )
  })

  it('is refused with what is allowed instead where it makes too many', () => {
    expect(checkInterval('1h', 7 * DAY)).toBe('1h')
    expect(() => checkInterval('1m', 7 * DAY)).toThrow(
      expect.objectContaining({ field: 'interval', hint: 'Allowed here: 1h, 3h, 6h, 12h, 1d, 1w.' }),
    )
  })

  it('needs a zone that exists', () => {
    expect(() => zoneClock('Europe/Atlantis')).toThrow(
      expect.objectContaining({ field: 'tz', message: expect.stringContaining('Europe/Atlantis') }),
    )
    expect(() => zoneClock('')).toThrow(expect.objectContaining({ field: 'tz' }))
  })
})
