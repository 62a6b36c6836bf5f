import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paused, trace } from '../../rollup/example-traces.ts'
import { foldSession, pairPauses } from '../../rollup/rollup.ts'
import { assembleOutline } from './get-outline.ts'
import { placeTurns } from './place-turns.ts'

const MS = 1_000_000
const inMs = (id: string, start: number, end: number, rest = {}) => trace(id, start * MS, end * MS, rest)
const NOW = 10n ** 15n

describe('the place of a turn', () => {
  it('is told from the end of all that came before, which may lie behind its start', () => {
    const traces = [inMs('a', 0, 100), inMs('b', 20, 30), inMs('c', 150, 160)]
    const places = placeTurns(traces, pairPauses(traces), NOW)
    expect(places.map(({ index, gapBeforeMs, overlaps }) => ({ index, gapBeforeMs, overlaps }))).toEqual([
      { index: 0, gapBeforeMs: undefined, overlaps: undefined },
      { index: 1, gapBeforeMs: -80, overlaps: [0] },
      { index: 2, gapBeforeMs: 50, overlaps: undefined },
    ])
  })

  it('names every earlier turn that had not ended, the first 20 of many', () => {
    const any = fc.array(fc.tuple(fc.nat(60), fc.nat(40)), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(any, (pairs) => {
        const sorted = pairs.toSorted(([a], [b]) => a - b)
        const traces = sorted.map(([start, length], n) => trace(`t${n}`, start, start + length))
        const expected = traces.map((it, index) =>
          traces.flatMap((other, at) => (at < index && other.endUnixNano > it.startUnixNano ? [at] : [])).slice(0, 20),
        )
        expect(placeTurns(traces, pairPauses(traces), NOW).map(({ overlaps }) => overlaps ?? [])).toEqual(expected)
      }),
    )
  })

  it('adds up to the numbers of the session', () => {
    const traces = [inMs('a', 0, 1, { errorCount: 2, promptTokens: 5 }), inMs('b', 2, 3, { promptTokens: 7, errorCount: 0 })]
    const places = placeTurns(traces, pairPauses(traces), NOW)
    const session = foldSession(traces)!
    expect(places.filter(({ errorCount }) => errorCount > 0)).toHaveLength(session.errorCount)
    expect(places.reduce((sum, { promptTokens }) => sum + (promptTokens ?? 0), 0)).toBe(session.promptTokens)
  })
})

describe('the outline', () => {
  it('tells when a turn waited for a human, until when, and which turn went on', () => {
    const asking = paused('a', 0, 1000 * MS, ['n1', 'n2'])
    const answering = inMs('b', 5000, 6000, { checkpointNamespaces: ['n1', 'n2'] })
    const inside = inMs('c', 7000, 9000, { waits: [{ start: 7_500_000_000n, end: 8_000_000_000n }] })
    const open = paused('d', 10_000 * MS, 11_000 * MS, ['n3'])
    const outline = assembleOutline([asking, answering, inside, open], NOW)
    expect(outline.map(({ status, waits }) => ({ status, waits }))).toEqual([
      { status: 'ok', waits: [{ since: iso(1), answeredAt: iso(5), resumedByTraceId: 'b' }] },
      { status: 'ok', waits: [] },
      { status: 'ok', waits: [{ since: iso(7.5), answeredAt: iso(8), resumedByTraceId: 'c' }] },
      { status: 'waiting', waits: [{ since: iso(11), answeredAt: undefined, resumedByTraceId: undefined }] },
    ])
  })
})

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
