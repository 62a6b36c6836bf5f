import { describe, expect, it } from 'vitest'
import type { SpanFact } from '../model/span-fact.ts'
import { fact, tokens } from './example-facts.ts'
import { countedSpanIds, foldTrace } from './rollup.ts'

type Vector = {
  readonly title: string
  readonly spans: readonly SpanFact[]
  readonly counted: readonly string[]
  readonly total: number | undefined
  readonly isApproximate?: boolean
}

const llm = (id: string, parent: string, total: number, rest: Partial<SpanFact> = {}) =>
  fact(id, parent, { kind: 'llm', usage: tokens(total - 1, 1), ...rest })
const agent = (id: string, parent: string, rest: Partial<SpanFact> = {}) => fact(id, parent, { kind: 'agent', ...rest })
const sum = (total: number, source?: string) => ({ usage: tokens(total - 1, 1, source) })

/** Who carries usage above whom, per SDK (semantics 5.3). */
const VECTORS: readonly Vector[] = [
  {
    title: 'AI SDK 4–6: the operation repeats the sum of its steps, each told under two families',
    spans: [agent('text', '', sum(30, 'ai')), llm('s1', 'text', 10), fact('t', 'text', { kind: 'tool' }), llm('s2', 'text', 20)],
    counted: ['s1', 's2'],
    total: 30,
  },
  {
    title: 'AI SDK 4–6: embedding through an operation of its own',
    spans: [fact('embed', '', { kind: 'chain', ...sum(12, 'ai') }), fact('do', 'embed', { kind: 'embedding', ...sum(12, 'ai') })],
    counted: ['do'],
    total: 12,
  },
  {
    title: 'AI SDK 7: the agent sums up the calls below its steps',
    spans: [
      agent('a', '', sum(30)),
      fact('st1', 'a', { kind: 'chain' }),
      llm('c1', 'st1', 10),
      fact('st2', 'a', { kind: 'chain' }),
      llm('c2', 'st2', 20),
    ],
    counted: ['c1', 'c2'],
    total: 30,
  },
  {
    title: 'OpenLLMetry over the AI SDK: the operation calls itself a chat as well',
    spans: [llm('text', '', 30), llm('s1', 'text', 10), llm('s2', 'text', 20)],
    counted: ['s1', 's2'],
    total: 30,
  },
  {
    title: 'Pydantic AI: a sum under names of its own',
    spans: [agent('run', '', sum(30, 'aggregated')), llm('c1', 'run', 10), llm('c2', 'run', 20)],
    counted: ['c1', 'c2'],
    total: 30,
  },
  {
    title: 'Pydantic AI, old: a sum under the names of a call',
    spans: [agent('run', '', sum(30)), fact('tools', 'run', { kind: 'chain' }), llm('c1', 'run', 10), llm('c2', 'run', 20)],
    counted: ['c1', 'c2'],
    total: 30,
  },
  {
    title: 'Pydantic AI whose calls were sampled away: the topmost sum, of every branch',
    spans: [
      fact('r', ''),
      agent('run1', 'r', sum(30, 'aggregated')),
      agent('inner', 'run1', sum(10, 'aggregated')),
      fact('step', 'r', { kind: 'chain' }),
      agent('run2', 'step', sum(7, 'aggregated')),
    ],
    counted: ['run1', 'run2'],
    total: 37,
    isApproximate: true,
  },
  {
    title: 'Strands: the agent tells what it has used in its life, the cycles nothing',
    spans: [agent('a', '', { ...sum(90), marks: ['lifetime_usage'] }), fact('cy', 'a', { kind: 'chain' }), llm('c', 'cy', 10)],
    counted: ['c'],
    total: 10,
  },
  {
    title: 'Strands whose calls were sampled away: more than this trace, perhaps',
    spans: [agent('a', '', { ...sum(90), marks: ['lifetime_usage'] }), fact('cy', 'a', { kind: 'chain' })],
    counted: ['a'],
    total: 90,
    isApproximate: true,
  },
  {
    title: 'Microsoft Agent Framework, Copilot CLI, smolagents: the agent is the sum of its calls',
    spans: [agent('a', '', sum(30)), llm('c1', 'a', 10), fact('t', 'a', { kind: 'tool' }), llm('c2', 'a', 20)],
    counted: ['c1', 'c2'],
    total: 30,
  },
  {
    title: 'CrewAI: printed totals of the crew, a growing sum on the agent, the calls below',
    spans: [
      fact('crew', '', { kind: 'workflow', ...sum(90, 'aggregated') }),
      agent('a', 'crew', { ...sum(90), marks: ['lifetime_usage'] }),
      llm('c1', 'a', 10),
      llm('c2', 'a', 20),
    ],
    counted: ['c1', 'c2'],
    total: 30,
  },
  {
    title: 'CrewAI without its calls: the agent, never the crew on top of it',
    spans: [
      fact('crew', '', { kind: 'workflow', ...sum(90, 'aggregated') }),
      agent('a', 'crew', { ...sum(90), marks: ['lifetime_usage'] }),
    ],
    counted: ['a'],
    total: 90,
    isApproximate: true,
  },
  {
    title: 'CrewAI without calls and agents: the crew',
    spans: [fact('crew', '', { kind: 'workflow', ...sum(90, 'aggregated') }), agent('a', 'crew')],
    counted: ['crew'],
    total: 90,
    isApproximate: true,
  },
  {
    title: 'Claude Agent SDK: only the agent tells usage, a sub-agent inside a tool its own',
    spans: [agent('a', '', sum(30)), fact('t', 'a', { kind: 'tool' }), agent('sub', 't', sum(8))],
    counted: ['a', 'sub'],
    total: 38,
  },
  {
    title: 'LangSmith: chains repeat the usage of the message they return',
    spans: [fact('g', '', { kind: 'chain', ...sum(10) }), fact('n', 'g', { kind: 'chain', ...sum(10) }), llm('c', 'n', 10)],
    counted: ['c'],
    total: 10,
  },
  {
    title: 'OpenInference LangChain beside the OpenAI client: one call told twice',
    spans: [llm('lc', '', 10), llm('client', 'lc', 10)],
    counted: ['client'],
    total: 10,
  },
  {
    title: 'Google ADK 1.x: tool and transferred agent below the call that asked for them',
    spans: [
      fact('inv', '', { kind: 'workflow' }),
      agent('a', 'inv'),
      llm('call1', 'a', 10),
      fact('t', 'call1', { kind: 'tool' }),
      agent('b', 't'),
      llm('call2', 'b', 20),
    ],
    counted: ['call1', 'call2'],
    total: 30,
  },
  {
    title: 'Google ADK beside google-genai: the call within the call, a transferred agent below the inner one',
    spans: [
      agent('a', ''),
      llm('call1', 'a', 10),
      llm('gen1', 'call1', 10),
      fact('t', 'gen1', { kind: 'tool' }),
      agent('b', 't'),
      llm('call2', 'b', 20),
      llm('gen2', 'call2', 20),
    ],
    counted: ['gen1', 'gen2'],
    total: 30,
  },
  {
    title: 'Mastra: a step below the generation repeats it, a tool runs below the step',
    spans: [
      agent('a', ''),
      llm('gen', 'a', 10),
      fact('step', 'gen', { kind: 'chain', ...sum(10) }),
      fact('t', 'step', { kind: 'tool' }),
      llm('gen2', 't', 20),
    ],
    counted: ['gen2', 'step'],
    total: 30,
  },
  {
    title: 'Codex: the turn rolls up what its children used',
    spans: [fact('turn', '', { kind: 'chain', ...sum(30, 'codex') }), llm('r1', 'turn', 10), llm('r2', 'turn', 20)],
    counted: ['r1', 'r2'],
    total: 30,
  },
  {
    title: 'Codex: the turn alone',
    spans: [fact('turn', '', { kind: 'chain', ...sum(30, 'codex') })],
    counted: ['turn'],
    total: 30,
  },
  {
    title: 'LiteLLM proxy below the call of its caller, HTTP between',
    spans: [llm('caller', '', 10), fact('post', 'caller'), fact('proxy', 'post'), llm('req', 'proxy', 10)],
    counted: ['req'],
    total: 10,
  },
  {
    title: 'two instrumentations beside each other: one response, the richer report',
    spans: [
      llm('a', '', 10, { responseId: 'r1' }),
      fact('b', '', { kind: 'llm', usage: { ...tokens(9, 1), cachedPromptTokens: 4 }, responseId: 'r1' }),
      llm('c', '', 10, { responseId: 'r2' }),
    ],
    counted: ['b', 'c'],
    total: 20,
  },
  {
    title: 'a parent with usage above a call that reported none',
    spans: [agent('a', '', sum(10)), llm('c', 'a', 1, { usage: tokens(0, 0) })],
    counted: ['a'],
    total: 10,
  },
  { title: 'nobody reported any', spans: [agent('a', ''), fact('c', 'a', { kind: 'llm' })], counted: [], total: undefined },
]

describe('what counts', () => {
  it.each(VECTORS)('$title', ({ spans, counted, total, isApproximate = false }) => {
    expect([...countedSpanIds(spans)].sort()).toEqual([...counted].sort())
    expect(foldTrace(spans)).toMatchObject({ isApproximate })
    expect(foldTrace(spans).totalTokens).toBe(total)
    expect([...countedSpanIds([...spans].reverse())].sort()).toEqual([...counted].sort())
  })
})

const listed = (costNanoUsd: number) => ({ costNanoUsd, costSource: 'listed' as const })
const sent = (costNanoUsd: number) => ({ costNanoUsd, costSource: 'sent' as const })

describe('what a trace costs', () => {
  it('is what its counted spans cost, also where a price was found for those that repeat their usage', () => {
    const spans = [agent('a', '', { ...sum(30), ...listed(300) }), llm('c1', 'a', 10, listed(100)), llm('c2', 'a', 20, sent(150))]
    expect(foldTrace(spans)).toMatchObject({ costNanoUsd: 250, isCostEstimated: true, unpricedModels: [] })
  })

  it('is that of a sum where nothing else tells of usage', () => {
    const spans = [agent('a', '', { ...sum(30, 'aggregated'), ...listed(300) }), fact('c', 'a', { kind: 'llm' })]
    expect(foldTrace(spans)).toMatchObject({ costNanoUsd: 300, isCostEstimated: true, isApproximate: true })
  })

  it('does not make a span count that has no tokens', () => {
    const spans = [agent('a', '', sum(10)), llm('c', 'a', 1, { usage: tokens(0, 0), ...listed(5) })]
    expect([...countedSpanIds(spans)]).toEqual(['a'])
    expect([...countedSpanIds([agent('a', '', sum(10)), fact('c', 'a', { kind: 'llm', ...sent(5) })])]).toEqual(['c'])
  })

  it('leaves out models without a price, and names them', () => {
    const spans = [llm('c1', '', 10, listed(100)), llm('c2', '', 20, { requestModel: 'alias', responseModel: 'ours' })]
    expect(foldTrace(spans)).toMatchObject({ costNanoUsd: 100, isCostEstimated: true, unpricedModels: ['ours'] })
  })

  it('is no estimate where everything was sent, and may be zero', () => {
    const free = { costNanoUsd: 0, costSource: 'project' as const }
    expect(foldTrace([llm('c', '', 10, sent(1))])).toMatchObject({ costNanoUsd: 1, isCostEstimated: false })
    expect(foldTrace([llm('c', '', 10, { requestModel: 'ours', ...free })])).toMatchObject({ costNanoUsd: 0, unpricedModels: [] })
  })
})
