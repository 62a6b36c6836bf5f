import { expect, test } from 'vitest'
import { parseRangeText } from './range-text.ts'

const NOW = new Date(2026, 10, 22, 12, 0).getTime()
const local = (...parts: [number, number, number, number?, number?]) => new Date(...(parts as [number, number, number])).toISOString()

test.each([
  ['15m', 'now-15m'],
  ['15 minutes', 'now-15m'],
  ['last 3 days', 'now-3d'],
  ['past hour', 'now-1h'],
  ['2 weeks', 'now-2w'],
  ['now-90d', 'now-90d'],
  [' ALL ', 'all'],
])('"%s" is from %s', (text, from) => {
  expect(parseRangeText(text, NOW)).toEqual({ from, to: undefined })
})

test('24h is the default and is not written', () => {
  expect(parseRangeText('24h', NOW)).toEqual({ from: undefined, to: undefined })
})

test('today starts at midnight and stays open', () => {
  expect(parseRangeText('today', NOW)).toEqual({ from: local(2026, 10, 22), to: undefined })
})

test('yesterday is one whole day', () => {
  expect(parseRangeText('yesterday', NOW)).toEqual({ from: local(2026, 10, 21), to: local(2026, 10, 22) })
})

test('a date alone is that day', () => {
  expect(parseRangeText('2026-11-20', NOW)).toEqual({ from: local(2026, 10, 20), to: local(2026, 10, 21) })
})

test.each(['2026-11-20 09:00 – 11:30', '2026-11-20 09:00 to 2026-11-20 11:30', '2026-11-20T09:00 - 11:30', '2026-11-20 09:00..11:30'])(
  '"%s" is two moments',
  (text) => {
    expect(parseRangeText(text, NOW)).toEqual({
      from: new Date(2026, 10, 20, 9).toISOString(),
      to: new Date(2026, 10, 20, 11, 30).toISOString(),
    })
  },
)

test('two dates include the last day', () => {
  expect(parseRangeText('2026-11-18 to 2026-11-20', NOW)).toEqual({ from: local(2026, 10, 18), to: local(2026, 10, 21) })
})

test('a Z means UTC', () => {
  expect(parseRangeText('2026-11-20T09:00Z to now', NOW)).toEqual({ from: '2026-11-20T09:00:00.000Z' })
})

test.each(['', 'soon', 'minute', '2026-13-40', '2026-11-20 11:00 – 09:00', '12 parsecs'])('"%s" is refused', (text) => {
  expect(parseRangeText(text, NOW)).toBeUndefined()
})
