import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binBars, hasLimitInSight, reachOf, stackOf, totalOf, type Bar } from './bar.ts'

const bar = (...parts: (number | undefined)[]): Bar => ({ parts })

test('a bar without any known part has no total, one of zeros has', () => {
  expect(totalOf(bar(undefined, undefined))).toBeUndefined()
  expect(totalOf(bar(0, undefined))).toBe(0)
  expect(totalOf(bar(3, undefined, 4))).toBe(7)
})

test('parts lie on each other, those not known leave no gap', () => {
  expect(stackOf(bar(3, undefined, 4))).toEqual([
    { series: 0, from: 0, to: 3 },
    { series: 2, from: 3, to: 7 },
  ])
})

test('with room for all, each bar has a place of its own', () => {
  expect(binBars([bar(1), bar(2)], 10)).toEqual([
    { first: 0, last: 0, shown: 0 },
    { first: 1, last: 1, shown: 1 },
  ])
})

test('the largest of neighbours stands for them, a known one before an unknown', () => {
  const bins = binBars([bar(1), bar(9), bar(undefined), bar(0), bar(undefined)], 3)
  expect(bins.map(({ shown }) => shown)).toEqual([1, 3, 4])
})

test('bins cover every bar once, are few, and show the highest of all', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.nat(1000), { nil: undefined }), { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 1, max: 90 }),
      (values, most) => {
        const bars = values.map((value) => bar(value))
        const bins = binBars(bars, most)
        expect(bins.length).toBeLessThanOrEqual(most)
        expect(bins.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at))).toEqual(
          bars.map((_, at) => at),
        )
        expect(reachOf(bins.map(({ shown }) => bars[shown] as Bar))).toBe(reachOf(bars))
      },
    ),
  )
})

test('a limit within sight is part of the axis, one far above is not', () => {
  expect(reachOf([{ parts: [60], limit: 100 }])).toBe(100)
  expect(reachOf([{ parts: [60], limit: 128_000 }])).toBe(60)
  expect(hasLimitInSight([{ parts: [60], limit: 100 }])).toBe(true)
  expect(hasLimitInSight([{ parts: [60], limit: 128_000 }])).toBe(false)
})
