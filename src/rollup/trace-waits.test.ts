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

  it('does not end with another tool that a paused node still runs', () => {
    const node = (rest: Partial<SpanFact>) => span('n', 'r', 0, 40, { checkpointNs: 'n:1', ...rest })
    const spans = [
      span('r', '', 0, 60),
      paused({ parentSpanId: 'n', checkpointNs: 'n:1' }),
      span('q', 'n', 20, 30, { checkpointNs: 'n:1' }),
    ]
    expect(foldTrace([...spans, node({ outcome: 'interrupted', interruptIds: ['i1'] })])).toMatchObject({
      outcome: 'interrupted',
      waits: [],
    })
  })

  it('goes on for the question that an answer leaves out', () => {
    const both = paused({ interruptIds: ['i1', 'i2'] })
    expect(foldTrace([span('r', '', 0, 60), both, span('q', 'r', 50, 55, { isResume: true, answeredCallIds: ['i2'] })])).toMatchObject({
      outcome: 'interrupted',
      openPauses: [{ checkpointNs: '', ids: ['i1'] }],
      waits: [{ start: 10n, end: 50n }],
    })
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

describe('one pause told by several spans', () => {
  it('is one when only those above name it', () => {
    const facts = [span('r', '', 0, 60), paused(), span('t', 'p', 6, 9, { outcome: 'interrupted', interruptIds: [''] })]
    expect(foldTrace(facts)).toMatchObject({ interruptCount: 1, interruptedAtUnixNano: 9n })
  })

  it('is one when a sibling that knows no checkpoint encloses it', () => {
    const inner = paused({ interruptIds: [''], checkpointNs: 'n:1' })
    const echo = span('e', 'r', 4, 11, { outcome: 'interrupted', interruptIds: [''] })
    expect(foldTrace([span('r', '', 0, 60), inner, echo])).toMatchObject({ interruptCount: 1, interruptedAtUnixNano: 10n })
    expect(foldTrace([span('r', '', 0, 60), inner, { ...echo, endUnixNano: 9n }])).toMatchObject({ interruptCount: 2 })
  })

  it('takes a moment for many', () => {
    const many = Array.from({ length: 20_000 }, (_, n) => span(`s${n}`, 'r', 5, 10, { outcome: 'interrupted', interruptIds: [''] }))
    expect(foldTrace([span('r', '', 0, 60), ...many]).interruptCount).toBe(20_000)
  })
})

describe('an error is recovered from', () => {
  const failed = { kind: 'tool', outcome: 'error' } as const
  it.each([
    ['when the agent above it ended well', [span('a', '', 0, 60, { kind: 'agent' }), span('t', 'a', 5, 10, failed)], true],
    [
      'not when the agent was stopped',
      [span('a', '', 0, 60, { kind: 'agent', outcome: 'cancelled' }), span('t', 'a', 5, 10, failed)],
      false,
    ],
    [
      'when the next attempt went well',
      [span('h', '', 0, 60), span('t', 'h', 5, 10, failed), span('u', 'h', 20, 30, { kind: 'tool' })],
      true,
    ],
    ['not when the last step failed', [span('u', 'h', 0, 3, { kind: 'tool' }), span('t', 'h', 5, 10, failed)], false],
    ['not because an evaluation went well', [span('t', '', 5, 10, failed), span('v', '', 20, 30, { kind: 'evaluator' })], false],
  ] as const)('%s', (_, facts, isRecovered) => {
    expect(foldTrace(facts)).toMatchObject({ errorCount: 1, isRecovered })
  })
})
