import { expect, test } from 'vitest'
import { ALL_TIME, boundMs, describeRange, frozenRange, normalRange, rangeQuery, rangeReaching, shiftRange } from './range.ts'

const NOW = new Date(2026, 10, 22, 12, 0).getTime()

test('the default window asks for the last 24 hours, open to now', () => {
  expect(rangeQuery({})).toEqual({ from: 'now-24h', to: undefined })
})

test('all time asks for no bounds', () => {
  expect(rangeQuery({ from: ALL_TIME })).toEqual({ from: undefined, to: undefined })
})

test('defaults are not written', () => {
  expect(normalRange({ from: 'now-24h', to: 'now' })).toEqual({ from: undefined, to: undefined })
})

test.each([
  [{}, 'Last 24 hours'],
  [{ from: 'now-7d' }, 'Last 7 days'],
  [{ from: 'now-1w', to: 'now' }, 'Last 1 week'],
  [{ from: 'now-5m' }, 'Last 5 minutes'],
  [{ from: ALL_TIME }, 'All time'],
  [{ from: ALL_TIME, to: new Date(2026, 10, 20, 9, 0).toISOString() }, 'Until 20 Nov 09:00'],
  [{ from: new Date(2026, 10, 20, 9, 0).toISOString(), to: new Date(2026, 10, 20, 11, 30).toISOString() }, '20 Nov 09:00 – 11:30'],
  [{ from: new Date(2026, 10, 20, 9, 0).toISOString() }, '20 Nov 09:00 – now'],
  [{ from: 'rubbish' }, 'Unreadable range'],
])('%j reads "%s"', (range, words) => {
  expect(describeRange(range, NOW)).toBe(words)
})

test.each([
  ['now', NOW],
  ['now-2h', NOW - 7_200_000],
  ['1700000000000', 1_700_000_000_000],
  ['2026-11-20T09:00:00Z', Date.UTC(2026, 10, 20, 9)],
  ['never', undefined],
])('the bound %s is %s', (text, ms) => {
  expect(boundMs(text, NOW)).toBe(ms)
})

test('a window moves by its own length', () => {
  expect(shiftRange({ from: 'now-1h' }, NOW, -1)).toEqual({
    from: new Date(NOW - 7_200_000).toISOString(),
    to: new Date(NOW - 3_600_000).toISOString(),
  })
})

test('all time does not move', () => {
  expect(shiftRange({ from: ALL_TIME }, NOW, -1)).toBeUndefined()
})

test.each([
  [2 * 3_600_000, 'now-6h'],
  [3 * 86_400_000, 'now-7d'],
  [400 * 86_400_000, ALL_TIME],
])('activity %d ms ago is reached by %s', (ageMs, from) => {
  expect(rangeReaching(NOW - ageMs, NOW).from).toBe(from)
})

test('a range for others no longer moves, and all time stays all time', () => {
  expect(frozenRange({ from: 'now-1h' }, NOW)).toEqual({ from: new Date(NOW - 3_600_000).toISOString(), to: new Date(NOW).toISOString() })
  expect(frozenRange({ from: ALL_TIME, to: '2026-11-20T09:00:00.000Z' }, NOW)).toEqual({ from: ALL_TIME, to: '2026-11-20T09:00:00.000Z' })
})
