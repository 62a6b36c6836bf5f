import { expect, test } from 'vitest'
import { pointChange, relativeChange } from './change.ts'

test.each([
  [112, 100, '▲ 12 %'],
  [99, 100, '▼ 1.0 %'],
  [100, 100, '= same'],
  [100_000, 1, '▲ > 999 %'],
  [3, 0, '▲ from 0'],
  [0, 0, '= same'],
])('%s after %s is %s', (current, previous, text) => {
  const change = relativeChange(current, previous)
  expect(`${change?.sign} ${change?.text}`).toBe(text)
})

test('what is not known on either side has no change', () => {
  expect(relativeChange(undefined, 1)).toBeUndefined()
  expect(relativeChange(1, undefined)).toBeUndefined()
})

test('shares change by points', () => {
  expect(pointChange(0.0063, 0.0083)).toEqual({ sign: '▼', text: '0.2 points' })
  expect(pointChange(0.5, 0.5001)).toEqual({ sign: '=', text: 'same' })
})
