import fc from 'fast-check'
import { expect, test } from 'vitest'
import { niceCountStep, niceDurationStep, niceStep, ticksUpTo } from './ticks.ts'

test('ticks are round and reach over the largest value', () => {
  expect(ticksUpTo(8318, 4, niceStep)).toEqual([0, 5000, 10_000])
  expect(ticksUpTo(0.0031, 4, niceStep).at(-1)).toBeCloseTo(0.004, 9)
  expect(ticksUpTo(95_000, 4, niceDurationStep)).toEqual([0, 30_000, 60_000, 90_000, 120_000])
})

test('a count has no ticks between whole numbers', () => {
  expect(ticksUpTo(2, 4, niceCountStep)).toEqual([0, 1, 2])
})

test('without a value there is only zero', () => {
  expect(ticksUpTo(0, 4, niceStep)).toEqual([0])
})

test('however large or small, ticks are few and cover the value', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e15, noNaN: true }), fc.constantFrom(niceStep, niceDurationStep), (most, stepOf) => {
      const ticks = ticksUpTo(most, 4, stepOf)
      expect(ticks.length).toBeLessThanOrEqual(6)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-6))
    }),
  )
})
