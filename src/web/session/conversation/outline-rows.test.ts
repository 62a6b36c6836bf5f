import { describe, expect, it } from 'vitest'
import { placeOf } from './example-turn.ts'
import { firstWords, isProblem, outlineRows } from './outline-rows.ts'

const MINUTE = 60_000

describe('the outline', () => {
  it('shows long rests between turns and passes over short ones', () => {
    const turns = [
      placeOf({ traceId: 'a' }),
      placeOf({ traceId: 'b', gapBeforeMs: 4 * MINUTE }),
      placeOf({ traceId: 'c', gapBeforeMs: 52 * MINUTE }),
      placeOf({ traceId: 'd', gapBeforeMs: -10 }),
    ]
    const rows = outlineRows(turns, false)
    expect(rows.map((row) => (row.kind === 'turn' ? row.place.traceId : row.lastsMs))).toEqual(['a', 'b', 52 * MINUTE, 'c', 'd'])
  })

  it('says of a rest whether a human was awaited in it', () => {
    const waits = [{ since: '2026-11-22T09:00:00.000Z', answeredAt: '2026-11-22T09:10:00.000Z', resumedByTraceId: 'b' }]
    const rows = outlineRows(
      [
        placeOf({ traceId: 'a', waits }),
        placeOf({ traceId: 'b', gapBeforeMs: 10 * MINUTE }),
        placeOf({ traceId: 'c', gapBeforeMs: 10 * MINUTE }),
      ],
      false,
    )
    expect(rows.flatMap((row) => (row.kind === 'rest' ? [row.isWait] : []))).toEqual([true, false])
  })

  it('keeps to turns that broke or wait when asked for problems', () => {
    const open = [{ since: '2026-11-22T09:00:00.000Z' }]
    const answered = [{ since: '2026-11-22T09:00:00.000Z', answeredAt: '2026-11-22T09:10:00.000Z' }]
    const turns = [
      placeOf({ traceId: 'fine' }),
      placeOf({ traceId: 'broken', status: 'error', errorCount: 2, gapBeforeMs: 10 * MINUTE }),
      placeOf({ traceId: 'answered', waits: answered }),
      placeOf({ traceId: 'waiting', status: 'waiting', waits: open }),
    ]
    expect(outlineRows(turns, true)).toEqual([turns[1], turns[3]].map((place) => ({ kind: 'turn', place })))
    expect(turns.map(isProblem)).toEqual([false, true, false, true])
  })

  it('names a turn by what was said first, on one line, else by its trace', () => {
    expect(firstWords(placeOf({ input: 'count\n  the males ', output: 'there are 577' }))).toBe('count the males')
    expect(firstWords(placeOf({ input: ' ', output: 'there are 577' }))).toBe('there are 577')
    expect(firstWords(placeOf({ name: 'AgentExecutor' }))).toBe('AgentExecutor')
  })
})
