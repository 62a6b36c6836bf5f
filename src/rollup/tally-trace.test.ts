import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SpanKind } from '../model/outcome.ts'
import type { SpanFact } from '../model/span-fact.ts'
import { fact, tokens } from './example-facts.ts'
import { foldWithParts, tallyTrace, type TraceTally } from './rollup.ts'

const idsOf = (settled: TraceTally['calls']) => settled.map((each) => each.fact.spanId)
const callsOf = (facts: readonly SpanFact[]) => idsOf(tallyTrace(facts, '')!.calls)
const llm = (spanId: string, parent: string, rest: Partial<SpanFact> = {}) => fact(spanId, parent, { kind: 'llm', ...rest })

describe('a call of a model', () => {
  it('is one, however many libraries tell of it', () => {
    expect(callsOf([llm('framework', ''), llm('client', 'framework')])).toEqual(['client'])
    expect(callsOf([llm('framework', '', { usage: tokens(5, 1) }), llm('client', 'framework')])).toEqual(['framework'])
    expect(callsOf([llm('framework', ''), fact('http', 'framework'), llm('client', 'http', { usage: tokens(5, 1) })])).toEqual(['client'])
    expect(callsOf([llm('a', '', { responseId: 'r', usage: tokens(5, 1) }), llm('b', '', { responseId: 'r' })])).toEqual(['a'])
    expect(callsOf([llm('a', '', { responseId: 'r' }), llm('b', '', { responseId: 'r' })])).toEqual(['a'])
  })

  it('is another one behind a tool or an agent', () => {
    const facts = [llm('outer', '', { usage: tokens(5, 1) }), fact('tool', 'outer', { kind: 'tool' }), llm('inner', 'tool')]
    expect(callsOf(facts)).toEqual(['inner', 'outer'])
  })

  it('is told by events where no span is one', () => {
    const agent = fact('agent', '', { kind: 'agent', service: 'coder' })
    const event = llm('event', 'agent', { origin: 'log', service: 'coder', usage: tokens(5, 1) })
    expect(callsOf([agent, event])).toEqual(['event'])
  })
})

describe('a tool that ran', () => {
  it('comes with what became of it, and once where its execution is a span of its own', () => {
    const facts = [
      fact('a', '', { kind: 'tool', answeredCallIds: ['c'], outcome: 'rejected' }),
      fact('b', 'a', { kind: 'tool', answeredCallIds: ['c'] }),
    ]
    const { tools } = tallyTrace(facts, '')!
    expect(tools.map(({ fact: { spanId }, outcome }) => [spanId, outcome])).toEqual([['a', 'rejected']])
  })
})

describe('what a trace is told to have used', () => {
  it('adds up to its totals, of a shared one to those of each part', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const any = fc.record({
      parent: fc.constantFrom('', ...ids),
      kind: fc.constantFrom<SpanKind>('llm', 'agent', 'tool', 'chain'),
      prompt: fc.option(fc.nat(3), { nil: undefined }),
      source: fc.constantFrom('gen_ai', 'aggregated'),
      responseId: fc.constantFrom('', 'r'),
      costNanoUsd: fc.option(fc.nat(9), { nil: undefined }),
      costSource: fc.constantFrom<SpanFact['costSource']>('sent', 'listed'),
      origin: fc.constantFrom<SpanFact['origin']>('span', 'span', 'note', 'log'),
      session: fc.constantFrom('', 'S', 'T'),
    })
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: ids.length }), (specs) => {
        const facts = specs.map(({ parent, prompt, source, session, ...rest }, at) =>
          fact(ids[at]!, parent, {
            ...rest,
            usage: prompt === undefined ? undefined : tokens(prompt, 1, source),
            sessionCandidates: session === '' ? [] : [{ tier: 1, key: 'session.id', value: session }],
          }),
        )
        const { trace, parts } = foldWithParts(facts)
        for (const folded of [trace, ...parts]) {
          const { counted, paid } = tallyTrace(facts, folded.part)!
          const sum = (values: readonly (number | undefined)[]) => values.reduce<number>((total, each) => total + (each ?? 0), 0)
          expect(sum(counted.map(({ usage }) => usage?.promptTokens))).toBe(folded.promptTokens ?? 0)
          expect(sum(paid.map(({ costNanoUsd }) => costNanoUsd))).toBe(folded.costNanoUsd ?? 0)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
