import { expect, test } from 'vitest'
import { formatAge, formatDuration, formatExactDuration, formatStopwatch } from './duration.ts'
import { shortenId, splitId } from './id.ts'
import { formatBytes, formatCompact, formatCost, formatCount, formatPercent, formatPlural } from './number.ts'
import { formatDateTime, formatWhen } from './time.ts'

test.each([
  [undefined, '—'],
  [0, '0'],
  [8318, '8,318'],
])('the count %s reads %s', (value, text) => {
  expect(formatCount(value)).toBe(text)
})

test.each([
  [999_999, '999,999'],
  [9_410_000, '9.41M'],
])('the sum %s reads %s', (value, text) => {
  expect(formatCompact(value)).toBe(text)
})

test.each([
  [undefined, '—'],
  [0, '0 ms'],
  [0.00025, '250 ns'],
  [0.005, '5 µs'],
  [0.25, '0.25 ms'],
  [12.4, '12.4 ms'],
  [859, '859 ms'],
  [999.6, '1 s'],
  [3630, '3.63 s'],
  [59_900, '59.9 s'],
  [59_960, '1m 00s'],
  [65_000, '1m 05s'],
  [3_599_600, '1h 00m'],
  [7_440_000, '2h 04m'],
  [273_600_000, '3d 4h'],
])('the duration %s ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test.each([
  [0, '0:00'],
  [7900, '0:07'],
  [750_000, '12:30'],
  [3_750_000, '1:02:30'],
])('a stopwatch at %s ms reads %s', (ms, text) => {
  expect(formatStopwatch(ms)).toBe(text)
})

test('an exact duration keeps its nanoseconds', () => {
  expect(formatExactDuration(1234.567891)).toBe('1,234.567891 ms')
})

test.each([
  [12_000, '12s'],
  [41 * 60_000, '41m'],
  [2 * 3_600_000, '2h'],
  [3 * 86_400_000, '3d'],
  [-5000, '0s'],
])('an age of %s ms reads %s', (ms, text) => {
  expect(formatAge(ms)).toBe(text)
})

test.each([
  [undefined, '—'],
  [0, '$0'],
  [0.0042, '$0.0042'],
  [0.00012345, '$0.00012'],
  [0.01, '$0.01'],
  [18.42, '$18.42'],
  [1234.5, '$1,235'],
])('the cost %s reads %s', (usd, text) => {
  expect(formatCost(usd)).toBe(text)
})

test.each([
  [undefined, '—'],
  [0, '0 %'],
  [0.0005, '< 0.1 %'],
  [0.024, '2.4 %'],
  [0.63, '63 %'],
])('the share %s reads %s', (share, text) => {
  expect(formatPercent(share)).toBe(text)
})

test.each([
  [512, '512 B'],
  [1536, '1.5 KiB'],
  [64 * 1024 * 1024, '64.0 MiB'],
])('%s bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

test('one thing is not many', () => {
  expect([formatPlural(1, 'trace'), formatPlural(2, 'trace'), formatPlural(0, 'trace')]).toEqual(['1 trace', '2 traces', '0 traces'])
})

const NOW = new Date(2026, 10, 22, 12, 0, 0).getTime()
const ago = (ms: number) => new Date(NOW - ms).toISOString()

test('a time is relative under seven days and absolute after', () => {
  expect(formatWhen(ago(2 * 3_600_000), NOW)).toBe('2h ago')
  expect(formatWhen(new Date(2026, 10, 2, 9, 26, 47).toISOString(), NOW)).toBe('2 Nov 09:26:47')
})

test('a time of another year says the year', () => {
  expect(formatDateTime(new Date(2025, 10, 2, 9, 26, 47).toISOString(), NOW)).toBe('2 Nov 2025 09:26')
})

test('a time ahead of our clock is now within a minute and itself beyond', () => {
  expect(formatWhen(ago(-30_000), NOW)).toBe('0s ago')
  expect(formatWhen(ago(-3_600_000), NOW)).toBe('22 Nov 13:00:00')
})

test('the two parts of an id are the whole id', () => {
  const id = '90199272-398d-4167-b45a-552500664890'
  const { head, tail } = splitId(id)
  expect(head + tail).toBe(id)
  expect(tail).toBe('664890')
  expect(splitId('chat-17')).toEqual({ head: 'chat-17', tail: '' })
  expect(shortenId(id)).toBe('90199272…664890')
})
