import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SpanFact } from '../model/span-fact.ts'
import type { ModelUsage } from '../model/trace.ts'
import { fact, tokens } from './example-facts.ts'
import { foldTrace, sumTotals } from './rollup.ts'

const llm = (spanId: string, parent: string, requestModel: string, rest: Partial<SpanFact> = {}) =>
  fact(spanId, parent, { kind: 'llm', requestModel, ...rest })
const brief = ({ model, callCount, totalTokens, costNanoUsd }: ModelUsage) => [model, callCount, totalTokens, costNanoUsd]

describe('what each model of a trace has used', () => {
  it('is told by name, the model that answered before the one asked for', () => {
    const spans = [
      llm('a', '', 'small', { usage: tokens(5, 1), costNanoUsd: 7, costSource: 'sent' }),
      llm('b', '', 'small', { usage: tokens(2, 1) }),
      llm('c', '', 'large', { responseModel: 'large-2', usage: tokens(9, 1) }),
    ]
    expect(foldTrace(spans).modelUsage.map(brief)).toEqual([
      ['large-2', 1, 10, undefined],
      ['small', 2, 9, 7],
    ])
  })

  it('has each call once, whoever else tells of it', () => {
    const spans = [llm('framework', '', 'm', { usage: tokens(5, 1) }), llm('client', 'framework', 'm', { usage: tokens(5, 1) })]
    expect(foldTrace(spans).modelUsage.map(brief)).toEqual([['m', 1, 6, undefined]])
  })

  it('has calls that tell no usage, and usage that no model was named for', () => {
    const spans = [llm('a', '', 'm'), fact('b', '', { kind: 'agent', usage: tokens(5, 1) })]
    expect(foldTrace(spans).modelUsage.map(brief)).toEqual([
      ['', 0, 6, undefined],
      ['m', 1, undefined, undefined],
    ])
  })

  it('has no more than a hundred names', () => {
    const usage = foldTrace(Array.from({ length: 150 }, (_, n) => llm(`s${n}`, '', `m${n}`, { usage: tokens(1, 0) }))).modelUsage
    expect(usage).toHaveLength(101)
    expect(usage[0]).toMatchObject({ model: '', callCount: 50, totalTokens: 50 })
  })

  it('adds up to the totals of the trace', () => {
    const span = fc.record({
      parent: fc.nat(12),
      model: fc.constantFrom('', 'a', 'b', 'c'),
      kind: fc.constantFrom('llm', 'tool', 'agent', 'embedding', 'chain'),
      tokens: fc.option(fc.nat(50), { nil: undefined }),
      cost: fc.option(fc.nat(50), { nil: undefined }),
    })
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 12 }), (spans) => {
        const trace = foldTrace(
          spans.map(({ parent, model, kind, tokens: n, cost }, index) =>
            fact(`s${index}`, parent < index ? `s${parent}` : '', {
              kind,
              responseModel: model,
              usage: n === undefined ? undefined : tokens(n, 1),
              costNanoUsd: cost,
              costSource: cost === undefined ? '' : 'sent',
            }),
          ),
        )
        const { promptTokens, completionTokens, totalTokens, cachedPromptTokens, reasoningTokens, costNanoUsd } = trace
        const totals = { promptTokens, completionTokens, totalTokens, cachedPromptTokens, reasoningTokens, costNanoUsd }
        expect(sumTotals(trace.modelUsage)).toEqual(totals)
      }),
    )
  })
})
