import { expect, test } from 'vitest'
import { modelSeries } from './model-series.ts'
import { barsOf, bucketsOf, captionOf } from './time-series.ts'

const reply = {
  items: [
    { at: '2026-11-22T09:00:00.000Z', value: 3, parts: [2, 1] },
    { at: '2026-11-22T10:00:00.000Z', value: 0 },
  ],
  interval: '1h' as const,
  endsAt: '2026-11-22T11:00:00.000Z',
  isFirstPartial: false,
  isLastPartial: true,
  names: ['ok', 'error'],
  before: { value: 4 },
  total: 7,
}

test('bars have their parts in the order that is asked for, and none that nobody named', () => {
  expect(barsOf(reply, ['error', 'waiting', 'ok'])).toEqual([{ parts: [1, undefined, 2] }, { parts: [0] }])
})

test('the last bucket may still grow', () => {
  expect(bucketsOf(reply, 'UTC')).toMatchObject({ startsMs: [1795338000000, 1795341600000], endMs: 1795345200000, isLastOpen: true })
})

test('what lies beside the buckets is said', () => {
  expect(captionOf(reply, 'Europe/Rome', (count) => `${count} traces`)).toBe('1 hour a step · Europe/Rome · 4 traces more began before')
})

test('models have one look each, and the rest is one', () => {
  const series = modelSeries({ ...reply, names: ['gpt-4o', '', 'other', 'x'], otherCount: 5 })
  expect(series.map(({ label }) => label)).toEqual(['gpt-4o', 'not named', 'other', '5 other'])
  expect(new Set(series.map(({ paint }) => JSON.stringify(paint))).size).toBe(4)
})
