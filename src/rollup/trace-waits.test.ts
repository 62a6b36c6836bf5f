import { describe, expect, it } from 'vitest'
import type { SpanFact } from '../model/span-fact.ts'
import { fact } from './example-facts.ts'
import { foldSession, foldTrace, segmentsOf } from './rollup.ts'

const span = (id: string, parent: string, start: number, end: number, rest: Partial<SpanFact> = {}) =>
  fact(id, parent, {
    startUnixNano: BigInt(start),
    endUnixNano: BigInt(end),
    sessionCandidates: [{ tier: 1, key: 'session.id', value: 's' }],
    ...rest,
  })
const paused = (rest: Partial<SpanFact> = {}) => span('p', 'r', 5, 10, { outcome: 'interrupted', interruptIds: ['i1'], ...rest })

describe('waiting inside one trace', () => {
  it.each([
    ['runs the checkpoint again', { checkpointNs: 'n:1' }, { checkpointNs: 'n:1' }],
    ['brings the answer', {}, { isResume: true }],
    ['runs the call that was asked about', { answeredCallIds: ['c1'] }, { answeredCallIds: ['c1'] }],
  ])('ends when a later span %s', (_, before, after) => {
    const trace = foldTrace([span('r', '', 0, 60), paused(before), span('q', 'r', 50, 55, after)])
    expect(trace).toMatchObject({ outcome: 'ok', interruptCount: 1, waits: [{ start: 10n, end: 50n }], interruptedAtUnixNano: 0n })
    expect(foldSession([trace])).toMatchObject({ waitingNano: 40n, activeNano: 20n, waitingSinceUnixNano: 0n })
    expect(segmentsOf([trace]).map(({ kind, start, end }) => [kind, Number(end - start)])).toEqual([
      ['active', 10],
      ['waiting', 40],
      ['active', 10],
    ])
  })

  it('goes on when the later span is about something else', () => {
    const trace = foldTrace([span('r', '', 0, 60), paused({ checkpointNs: 'n:1' }), span('q', 'r', 50, 55, { checkpointNs: 'n:2' })])
    expect(trace).toMatchObject({ outcome: 'interrupted', waits: [], interruptedAtUnixNano: 10n })
  })

  it('is also a span that is nothing but a human deciding', () => {
    const trace = foldTrace([span('r', '', 0, 60), span('w', 'r', 20, 50, { isHumanWait: true, kind: 'event' })])
    expect(foldSession([trace])).toMatchObject({ waitingNano: 30n, activeNano: 30n })
  })
})

describe('an error beside a pause', () => {
  it('inside the paused span came before it: the trace waits, and has an error span', () => {
    expect(foldTrace([span('r', '', 0, 60), paused(), span('e', 'p', 6, 7, { outcome: 'error' })])).toMatchObject({
      outcome: 'interrupted',
      errorCount: 1,
    })
  })

  it('elsewhere wins, and the pause is kept as a note', () => {
    expect(foldTrace([span('r', '', 0, 60), paused(), span('e', 'r', 6, 7, { outcome: 'error' })])).toMatchObject({
      outcome: 'error',
      errorCount: 1,
      interruptCount: 1,
    })
  })
})
