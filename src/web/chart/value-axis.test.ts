import { expect, test } from 'vitest'
import { niceDurationStep } from './ticks.ts'
import { linearAxis, logAxis } from './value-axis.ts'

test('an even axis begins at zero and ends at a round value', () => {
  const axis = linearAxis(3630, niceDurationStep)
  expect(axis.ticks).toEqual([0, 2000, 4000])
  expect(axis.shareOf(3000)).toBe(0.75)
})

test('an axis of powers of ten holds the least and the most', () => {
  const axis = logAxis(12, 4300)
  expect(axis.ticks).toEqual([10, 100, 1000, 10_000])
  expect(axis.shareOf(10)).toBe(0)
  expect(axis.shareOf(10_000)).toBe(1)
  expect(axis.shareOf(0)).toBe(0)
})

test.each([linearAxis(50, niceDurationStep), logAxis(0.3, 70)])('a place up the axis is a value again', (axis) => {
  for (const value of [1, 7, 49]) expect(axis.valueAt(axis.shareOf(value))).toBeCloseTo(value)
})

test('an axis of nothing is still an axis', () => {
  expect(linearAxis(0, niceDurationStep).shareOf(0)).toBe(0)
  expect(logAxis(Number.POSITIVE_INFINITY, 0).ticks.length).toBeGreaterThan(1)
})
