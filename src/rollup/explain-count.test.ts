import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SpanFact } from '../model/span-fact.ts'
import type { SpanKind } from '../model/outcome.ts'
import { fact, tokens } from './example-facts.ts'
import { countedSpanIds, explainCount } from './rollup.ts'

const CHAIN: readonly SpanFact[] = [
  fact('agent', '', { kind: 'agent', usage: tokens(30, 3) }),
  fact('step', 'agent', { kind: 'chain' }),
  fact('call', 'step', { kind: 'llm', usage: tokens(10, 1), responseId: 'r' }),
  fact('proxy', 'call', { kind: 'llm', usage: tokens(10, 1), responseId: 'r' }),
  fact('tool', 'step', { kind: 'tool' }),
  fact('other', 'tool', { kind: 'llm', usage: tokens(20, 2) }),
  fact('copy', '', { kind: 'llm', usage: { ...tokens(10, 1), cachedPromptTokens: 1 }, responseId: 'r' }),
  fact('sum', '', { kind: 'agent', usage: tokens(40, 4, 'aggregated') }),
  fact('empty', '', { kind: 'llm', usage: tokens(0, 0) }),
]

describe('whether usage is in the totals', () => {
  it.each([
    ['agent', 'covered', ['call']],
    ['call', 'covered', ['proxy']],
    ['proxy', 'same-response', ['copy']],
    ['copy', 'counted', []],
    ['other', 'counted', []],
    ['sum', 'sum', ['copy', 'other']],
    ['empty', 'none', []],
  ])('is told of %s: %s', (id, reason, spanIds) => {
    expect(explainCount(CHAIN, id)).toEqual({ reason, spanIds })
  })

  it('is not told of a span without usage, nor of one that is not there', () => {
    expect([explainCount(CHAIN, 'step'), explainCount(CHAIN, 'nobody')]).toEqual([undefined, undefined])
  })

  it('agrees with what is counted, in any trace', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const any = fc.record({
      parent: fc.constantFrom('', ...ids),
      kind: fc.constantFrom<SpanKind>('llm', 'agent', 'tool', 'chain', 'workflow'),
      usage: fc.option(fc.nat(3), { nil: undefined }),
      source: fc.constantFrom('gen_ai', 'aggregated'),
      responseId: fc.constantFrom('', 'r'),
    })
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: ids.length }), (specs) => {
        const facts = specs.map(({ parent, usage, source, ...rest }, at) =>
          fact(ids[at]!, parent, { ...rest, usage: usage === undefined ? undefined : tokens(usage, 0, source) }),
        )
        const counted = countedSpanIds(facts)
        for (const { spanId, usage } of facts) {
          const told = explainCount(facts, spanId)
          expect(told === undefined).toBe(usage === undefined)
          if (told === undefined) continue
          expect(told.reason === 'counted').toBe(counted.has(spanId))
          if (told.reason !== 'counted' && told.reason !== 'none') expect(told.spanIds).not.toHaveLength(0)
          if (told.reason === 'same-response' || told.reason === 'sum') expect(told.spanIds.every((id) => counted.has(id))).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
