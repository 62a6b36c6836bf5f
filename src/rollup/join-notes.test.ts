import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SpanFact } from '../model/span-fact.ts'
import { fact, tokens } from './example-facts.ts'
import { foldTrace } from './fold-trace.ts'
import { joinNotes } from './join-notes.ts'

const note = (spanId: string, parentSpanId: string, rest: Partial<SpanFact> = {}) =>
  fact(spanId, parentSpanId, { origin: 'note', startUnixNano: 1_500n, endUnixNano: 1_500n, ...rest })
const event = (spanId: string, parentSpanId: string, rest: Partial<SpanFact> = {}) =>
  note(spanId, parentSpanId, { origin: 'log', service: 'agent', ...rest })
const session = (value: string, tier: 1 | 2 = 1) => ({ sessionCandidates: [{ tier, key: 'session.id', value }] })
const joined = (facts: readonly SpanFact[], spanId: string) => joinNotes(facts).spans.find((span) => span.spanId === spanId)

describe('a note', () => {
  it('speaks for its span and is none', () => {
    const trace = foldTrace([
      fact('a', '', { kind: 'llm' }),
      note('n', 'a', { ...session('s'), userId: 'u', inputPreview: 'Hello?', inputRank: 2, outputPreview: 'Hi.', outputRank: 2 }),
    ])
    expect(trace).toMatchObject({
      sessionId: 's',
      userId: 'u',
      input: 'Hello?',
      output: 'Hi.',
      spanCount: 1,
      isUnfinished: false,
      name: 'span',
    })
  })

  it('does not talk over its span, and of two the last one is heard', () => {
    const said = (spanId: string, text: string, at: bigint) => note(spanId, 'a', { inputPreview: text, inputRank: 2, startUnixNano: at })
    const notes = [said('n', 'first', 1_100n), said('m', 'last', 1_200n)]
    expect(foldTrace([fact('a', '', { kind: 'llm' }), ...notes]).input).toBe('last')
    expect(foldTrace([fact('a', '', { kind: 'llm', inputPreview: 'own', inputRank: 2 }), ...notes]).input).toBe('own')
  })

  it('never makes a trace unfinished or wrong, also before its span comes', () => {
    const early = foldTrace([fact('b', ''), note('n', 'a', { ...session('s'), outcome: 'error', errorType: 'X', isPending: true })])
    expect(early).toMatchObject({ sessionId: 's', spanCount: 1, errorCount: 0, isUnfinished: false, outcome: 'ok' })
  })

  it('alone is a trace that can be found', () => {
    const alone = foldTrace([note('n', 'a', { ...session('s'), inputPreview: 'Hello?', inputRank: 2 }), note('m', 'a', { userId: 'u' })])
    expect(alone).toMatchObject({ sessionId: 's', userId: 'u', input: 'Hello?', spanCount: 0, errorCount: 0, isUnfinished: false })
    expect(alone.startUnixNano).toBe(1_500n)
  })

  it('gives its span the usage it lacks, and adds nothing to what it has', () => {
    const counts = note('n', 'a', { kind: 'llm', usage: tokens(10, 5), responseId: 'r' })
    expect(foldTrace([fact('a', '', { kind: 'llm' }), counts]).promptTokens).toBe(10)
    expect(foldTrace([fact('a', '', { kind: 'llm', usage: tokens(7, 1) }), counts]).promptTokens).toBe(7)
  })

  it('of a call in a step that is no call counts only where no span does, and is not what the step was asked', () => {
    const told = [
      note('n', 'a', { kind: 'llm', usage: tokens(10, 5), inputPreview: 'in between', inputRank: 2 }),
      note('m', 'a', { kind: 'llm', usage: tokens(10, 5) }),
    ]
    expect(foldTrace([fact('a', ''), ...told])).toMatchObject({ promptTokens: 20, spanCount: 1, input: 'in between' })
    const call = fact('c', 'a', { kind: 'llm', usage: tokens(10, 5), inputPreview: 'Hello?', inputRank: 2 })
    expect(foldTrace([fact('a', ''), call, ...told])).toMatchObject({ promptTokens: 10, input: 'Hello?' })
  })
})

describe('an exception in a note', () => {
  const bare = { outcome: 'error', outcomeRule: 12, isBareError: true } as const
  const pause = { outcome: 'interrupted', outcomeRule: 1, errorType: 'GraphInterrupt', errorMessage: 'wait', interruptIds: ['i'] } as const
  const failure = { outcome: 'error', outcomeRule: 12, errorType: 'ValueError', errorMessage: 'boom' } as const

  it.each([
    ['names a bare error', bare, [failure], { outcome: 'error', errorType: 'ValueError', isBareError: false }],
    ['makes a bare error a pause', bare, [pause], { outcome: 'interrupted', outcomeRule: 1, interruptIds: ['i'] }],
    ['makes a quiet span a pause', {}, [pause], { outcome: 'interrupted' }],
    ['that was handled changes nothing', {}, [failure], { outcome: 'ok', errorType: '' }],
    ['that is genuine beats a pause', bare, [pause, failure], { outcome: 'error', errorType: 'ValueError' }],
    ['that repeats the pause is none', bare, [pause, { ...failure, errorMessage: 'wait' }], { outcome: 'interrupted' }],
    [
      'gives the type to an error of the same words',
      { ...bare, isBareError: false, errorMessage: 'wait' },
      [pause],
      { outcome: 'interrupted' },
    ],
    [
      'leaves other errors alone',
      { ...bare, isBareError: false, errorMessage: 'other' },
      [pause],
      { outcome: 'error', errorMessage: 'other' },
    ],
    ['leaves typed errors alone', { ...failure }, [pause], { outcome: 'error', errorType: 'ValueError' }],
  ])('%s', (_, own, notes, expected) => {
    const facts = [fact('a', '', own), ...notes.map((each, index) => note(`n${index}`, 'a', each))]
    expect(joined(facts, 'a')).toMatchObject(expected)
  })
})

describe("a coding agent's event", () => {
  const prompt = event('p', '', { kind: 'agent', startUnixNano: 1_000n, endUnixNano: 1_000n, inputPreview: 'Hello?', inputRank: 2 })
  const call = event('c', 'p', { kind: 'llm', usage: tokens(10, 5), costNanoUsd: 7, costSource: 'sent', endUnixNano: 1_900n })

  it('is a span, and its prompt lasts as long as what it led to', () => {
    expect(foldTrace([prompt, call])).toMatchObject({ spanCount: 2, promptTokens: 10, costNanoUsd: 7, input: 'Hello?' })
    expect(joined([prompt, call], 'p')?.endUnixNano).toBe(1_900n)
  })

  it('tells of a span where its sender sends spans: counted once, errors too, but the sent cost is kept', () => {
    const spans = [
      fact('s', '', { kind: 'agent', service: 'agent' }),
      fact('l', 's', { kind: 'llm', service: 'agent', usage: tokens(10, 5), outcome: 'error', errorType: 'X' }),
    ]
    const events = [{ ...prompt, parentSpanId: 's' }, { ...call, parentSpanId: 's' }, event('e', 's', { kind: 'llm', outcome: 'error' })]
    expect(foldTrace([...spans, ...events])).toMatchObject({
      spanCount: 2,
      errorCount: 1,
      promptTokens: 10,
      costNanoUsd: 7,
      input: 'Hello?',
      unpricedModels: [],
    })
    expect(joinNotes([...spans, ...events]).spans.map(({ spanId }) => spanId)).toEqual(['l', 's'])
  })

  it('says what a call cost that is only priced from a list in its span', () => {
    const spans = [
      fact('s', '', { kind: 'agent', service: 'agent' }),
      fact('l', 's', { kind: 'llm', service: 'agent', usage: tokens(10, 5), costNanoUsd: 9, costSource: 'listed' }),
    ]
    const events = [
      { ...prompt, parentSpanId: 's' },
      { ...call, parentSpanId: 's' },
    ]
    expect(foldTrace([...spans, ...events])).toMatchObject({ costNanoUsd: 7, isCostEstimated: false })
    const paid = fact('l', '', { kind: 'llm', usage: tokens(10, 5), costNanoUsd: 9, costSource: 'listed' })
    expect(joined([paid, note('n', 'l', { kind: 'llm', costNanoUsd: 7, costSource: 'sent' })], 'l')).toMatchObject({
      costNanoUsd: 7,
      costSource: 'sent',
    })
  })

  it('counts where the spans of its sender have no usage', () => {
    const span = fact('s', '', { kind: 'agent', service: 'agent' })
    expect(foldTrace([span, { ...call, parentSpanId: 's' }])).toMatchObject({ spanCount: 1, promptTokens: 10, costNanoUsd: 7 })
  })

  it('stays a span inside the trace of another sender', () => {
    const facts = [fact('s', '', { service: 'ci' }), { ...call, parentSpanId: 's' }]
    expect(foldTrace(facts)).toMatchObject({ spanCount: 2, promptTokens: 10 })
  })

  it('of a prompt does not say how its turn ended: the last call does', () => {
    const failed = event('e', 'p', { kind: 'llm', outcome: 'error', endUnixNano: 1_950n })
    expect(foldTrace([prompt, call, failed])).toMatchObject({ errorCount: 1, isRecovered: false })
    expect(foldTrace([prompt, { ...call, endUnixNano: 1_990n }, failed])).toMatchObject({ errorCount: 1, isRecovered: true })
  })

  it('without a prompt id goes below the prompt asked last', () => {
    const second = { ...prompt, spanId: 'q', startUnixNano: 3_000n, endUnixNano: 3_000n }
    const flat = [prompt, second, { ...call, parentSpanId: '' }, event('d', '', { startUnixNano: 3_100n, endUnixNano: 3_200n })]
    expect(flat.map(({ spanId }) => joined(flat, spanId)?.parentSpanId)).toEqual(['', '', 'p', 'q'])
  })
})

it('joins the same whatever the order', () => {
  const facts = [
    fact('a', '', { kind: 'agent', service: 'agent' }),
    fact('b', 'a', { outcome: 'error', isBareError: true }),
    note('n', 'b', { outcome: 'error', errorType: 'X', ...session('s') }),
    note('m', 'b', { outcome: 'interrupted', outcomeRule: 1, ...session('t') }),
    note('o', 'gone', { inputPreview: 'x', inputRank: 2, userId: 'u', kind: 'llm', usage: tokens(1, 1) }),
    event('e', 'a', { kind: 'llm', usage: tokens(3, 3), inputPreview: 'y', inputRank: 2 }),
    event('f', '', { kind: 'agent', service: 'other' }),
    event('g', '', { service: 'other', endUnixNano: 5_000n }),
  ]
  const expected = foldTrace(facts)
  fc.assert(
    fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (order) => {
      expect(foldTrace(order)).toEqual(expected)
    }),
  )
})
