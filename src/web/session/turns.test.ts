import { expect, test } from 'vitest'
import { placeTurns } from './turns.ts'

const trace = (id: string, startS: number, endS: number) => ({
  id,
  startedAt: new Date(startS * 1000).toISOString(),
  updatedAt: new Date(endS * 1000).toISOString(),
})

test('turns are counted from the first trace, gaps from the end of all before', () => {
  const places = placeTurns([trace('a', 0, 10), trace('b', 12, 13), trace('c', 20, 21)])
  expect([...places.values()]).toEqual([
    { turn: 1, gapBeforeMs: undefined },
    { turn: 2, gapBeforeMs: 2000 },
    { turn: 3, gapBeforeMs: 7000 },
  ])
})

test('a trace that starts before an earlier one ended has a negative gap', () => {
  const places = placeTurns([trace('long', 0, 100), trace('short', 5, 6), trace('next', 50, 51)])
  expect(places.get('next')?.gapBeforeMs).toBe(-50_000)
})
