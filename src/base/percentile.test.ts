import { expect, it } from 'vitest'
import { percentile } from './percentile.ts'

it('lies between neighbours in proportion', () => {
  expect(percentile([10, 20, 30, 40], 0.5)).toBe(25)
  expect(percentile([10, 20], 0.95)).toBeCloseTo(19.5)
  expect(percentile([7], 0.95)).toBe(7)
  expect(percentile([], 0.5)).toBeUndefined()
})
