import { describe, expect, it } from 'vitest'
import type { SpanFact } from '../model/span-fact.ts'
import { fact, tokens } from './example-facts.ts'
import { foldSession, foldTrace, foldWithParts } from './rollup.ts'

const named = (value: string, tier: 1 | 3 = 1) => ({ sessionCandidates: [{ tier, key: 'session.id', value }] })
const agent = (id: string, session: string, rest: Partial<SpanFact> = {}) => fact(id, 'job', { kind: 'agent', ...named(session), ...rest })
const call = (id: string, parent: string, used: number) => fact(id, parent, { kind: 'llm', usage: tokens(used, 1) })
const job = fact('job', '', { name: 'nightly', usage: undefined })

describe('a trace whose subtrees name different sessions', () => {
  const facts = [
    job,
    agent('a1', 'alpha'),
    call('m1', 'a1', 10),
    agent('b1', 'beta', { outcome: 'error' }),
    call('m2', 'b1', 20),
    agent('a2', 'alpha'),
    call('m3', 'a2', 5),
    call('own', 'job', 100),
  ]

  it('belongs to each by the spans of its subtrees', () => {
    const { trace, parts } = foldWithParts(facts)
    expect(trace).toMatchObject({
      sessionId: '',
      aliases: ['alpha', 'beta'],
      part: '',
      partCount: 2,
      promptTokens: 135,
      errorCount: 1,
      spanCount: 8,
    })
    expect(parts).toMatchObject([
      { part: 'alpha', sessionId: 'alpha', promptTokens: 15, errorCount: 0, spanCount: 4, isUnfinished: false },
      { part: 'beta', sessionId: 'beta', promptTokens: 20, errorCount: 1, spanCount: 2, isUnfinished: false },
    ])
    expect(foldSession([parts[0]!])).toMatchObject({ traceCount: 1, errorCount: 0, promptTokens: 15 })
  })

  it('keeps ids below a subtree as aliases of its session', () => {
    const { parts } = foldWithParts([...facts, fact('n', 'a1', { kind: 'agent', ...named('nested') })])
    expect(parts.map(({ sessionId, aliases }) => [sessionId, aliases])).toEqual([
      ['alpha', ['nested']],
      ['beta', []],
    ])
  })

  it.each([
    ['a span above names one', [{ ...job, ...named('top') }, ...facts.slice(1)], 'top'],
    ['all name the same', facts.map((each) => ({ ...each, ...(each.kind === 'agent' ? named('alpha') : {}) })), 'alpha'],
    ['one of them is a mere step', [...facts, fact('c', 'job', { kind: 'chain', ...named('gamma') })], 'alpha'],
    [
      'a better id is on another span',
      [...facts.map((each) => (each.kind === 'agent' ? { ...each, ...named(each.spanId, 3) } : each)), agent('z', 'best')],
      'best',
    ],
  ])('is not shared when %s', (_, all, sessionId) => {
    expect(foldWithParts(all)).toMatchObject({ trace: { sessionId, partCount: 0 }, parts: [] })
    expect(foldTrace(all).aliases).not.toContain(sessionId)
  })
})
