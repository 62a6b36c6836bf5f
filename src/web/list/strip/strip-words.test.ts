import { expect, test } from 'vitest'
import type { Histogram } from '../../../api/contract/metrics.ts'
import { sayCounts, sayInterval, sayOutside, totalOf } from './strip-words.ts'

const counts = { ok: 11, running: 0, waiting: 2, error: 1 }
const none = { ok: 0, running: 0, waiting: 0, error: 0 }

test('a bar says how many there are and of what status', () => {
  expect(totalOf(counts)).toBe(14)
  expect(sayCounts(counts, 'session')).toBe('14 sessions · 11 ok · 2 waiting · 1 with errors')
  expect(sayCounts({ ...none, running: 1 }, 'trace')).toBe('1 trace · 1 running')
  expect(sayCounts(none, 'session')).toBe('no sessions')
})

test('a length of time is said in words', () => {
  expect((['30m', '1d', '10s', '1w'] as const).map(sayInterval)).toEqual(['per 30 minutes', 'per day', 'per 10 seconds', 'per week'])
})

test('what has no bar is said', () => {
  const histogram = { before: none, after: counts } as unknown as Histogram
  expect(sayOutside(histogram, 'sessions')).toBe('14 went on later')
  expect(sayOutside({ ...histogram, before: counts }, 'traces')).toBe('14 began earlier, 14 began later')
  expect(sayOutside({ ...histogram, after: undefined }, 'sessions')).toBe('')
})
