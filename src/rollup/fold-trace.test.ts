import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RUNS_TOOLS } from '../model/reading.ts'
import type { SpanFact } from '../model/span-fact.ts'
import type { Trace } from '../model/trace.ts'
import { fact, tokens } from './example-facts.ts'
import { countedSpanIds, foldTrace, foldWithParts, settledOutcomes } from './rollup.ts'

const counted = (facts: SpanFact[]) => [...countedSpanIds(facts)].sort()

describe('usage is counted once', () => {
  it('counts the calls, not the parent that repeats their sum', () => {
    const facts = [
      fact('p', '', { kind: 'agent', usage: tokens(30, 3) }),
      fact('c1', 'p', { kind: 'llm', usage: tokens(10, 1) }),
      fact('c2', 'p', { kind: 'llm', usage: tokens(20, 2) }),
    ]
    expect(counted(facts)).toEqual(['c1', 'c2'])
    expect(foldTrace(facts)).toMatchObject({ promptTokens: 30, completionTokens: 3, totalTokens: 33 })
  })

  it('does not need the kind: a parent that calls itself llm is covered too', () => {
    expect(counted([fact('p', '', { kind: 'llm', usage: tokens(9, 1) }), fact('c', 'p', { kind: 'llm', usage: tokens(9, 1) })])).toEqual([
      'c',
    ])
  })

  it('counts both calls when a tool or a sub-agent lies between', () => {
    const facts = [
      fact('a', '', { kind: 'llm', usage: tokens(5, 1) }),
      fact('t', 'a', { kind: 'tool' }),
      fact('g', 't', { kind: 'agent' }),
      fact('b', 'g', { kind: 'llm', usage: tokens(7, 1) }),
    ]
    expect(counted(facts)).toEqual(['a', 'b'])
    expect(counted([facts[0]!, fact('g', 'a', { kind: 'agent' }), fact('b', 'g', { kind: 'llm', usage: tokens(7, 1) })])).toEqual([
      'a',
      'b',
    ])
  })

  it('covers an agent across a nested agent, since its sum holds that work as well', () => {
    const facts = [
      fact('p', '', { kind: 'agent', usage: tokens(7, 1) }),
      fact('g', 'p', { kind: 'agent' }),
      fact('b', 'g', { kind: 'llm', usage: tokens(7, 1) }),
    ]
    expect(counted(facts)).toEqual(['b'])
  })

  it('counts an agent that is the only carrier', () => {
    expect(counted([fact('p', '', { kind: 'agent', usage: tokens(7, 1) }), fact('b', 'p', { kind: 'llm' })])).toEqual(['p'])
  })

  it('counts one response once and keeps the richer report', () => {
    const rich = { ...tokens(5, 1), cachedPromptTokens: 2 }
    expect(
      counted([
        fact('a', '', { kind: 'llm', usage: tokens(5, 1), responseId: 'r1' }),
        fact('b', '', { kind: 'llm', usage: rich, responseId: 'r1' }),
        fact('c', '', { kind: 'llm', usage: tokens(5, 1) }),
      ]),
    ).toEqual(['b', 'c'])
  })

  it('falls back to sums the SDK made only when nothing else carries usage, and says so', () => {
    const sum = fact('p', '', { kind: 'agent', usage: tokens(8, 2, 'aggregated') })
    expect(foldTrace([sum, fact('b', 'p', { kind: 'llm' })])).toMatchObject({ totalTokens: 10, isApproximate: true })
    expect(foldTrace([sum, fact('b', 'p', { kind: 'llm', usage: tokens(1, 1) })])).toMatchObject({ totalTokens: 2, isApproximate: false })
  })

  it('leaves totals absent when nobody reported any', () => {
    expect(foldTrace([fact('a', '')]).totalTokens).toBeUndefined()
  })
})

describe('outcomes are settled by the whole trace', () => {
  const paused = fact('n', 'r', { kind: 'chain', outcome: 'interrupted', interruptIds: ['i1'], endUnixNano: 5_000n, checkpointNs: 'n:1' })

  it('is interrupted without errors, however often nested graphs repeat the interrupt', () => {
    const facts = [
      fact('r', '', { kind: 'workflow' }),
      fact('g', 'r', { outcome: 'interrupted', interruptIds: ['i1'] }),
      { ...paused, parentSpanId: 'g' },
    ]
    expect(foldTrace(facts)).toMatchObject({
      outcome: 'interrupted',
      errorCount: 0,
      interruptCount: 1,
      interruptedAtUnixNano: 5_000n,
      openPauses: [{ checkpointNs: 'n:1', ids: ['i1'] }],
    })
  })

  it('is interrupted when what went wrong was handled below the pause, and an error when it went wrong beside it', () => {
    const handled = fact('t', 'n', { kind: 'tool', outcome: 'error' })
    expect(foldTrace([fact('r', ''), paused, handled])).toMatchObject({ outcome: 'interrupted', errorCount: 1, isRecovered: true })
    const beside = fact('t', 'r', { kind: 'tool', outcome: 'error' })
    expect(foldTrace([fact('r', ''), paused, beside])).toMatchObject({ outcome: 'error', errorCount: 1, interruptCount: 1 })
  })

  it('counts a pause without an id once when a span beside the graph repeats it', () => {
    const graph = fact('g', 'n', {
      outcome: 'interrupted',
      interruptIds: [''],
      checkpointNs: 'n:1',
      startUnixNano: 1_100n,
      endUnixNano: 1_900n,
    })
    const echo = fact('e', 'n', { kind: 'agent', outcome: 'interrupted', interruptIds: [''] })
    const node = fact('n', 'r', { outcome: 'interrupted', interruptIds: [''], checkpointNs: 'n:1' })
    expect(foldTrace([fact('r', ''), node, echo, graph])).toMatchObject({
      interruptCount: 1,
      openPauses: [{ checkpointNs: 'n:1', ids: [] }],
    })
  })

  it('counts parallel interrupts apart, and one without an id where it is owned', () => {
    const nameless = fact('m', 'r', { outcome: 'interrupted', interruptIds: [''] })
    expect(foldTrace([fact('r', '', { outcome: 'interrupted', interruptIds: [''] }), paused, nameless]).interruptCount).toBe(2)
  })

  it('calls a wordless error above a pause cancelled', () => {
    const facts = [fact('r', '', { outcome: 'error', isBareError: true }), paused]
    expect(foldTrace(facts)).toMatchObject({ outcome: 'interrupted', errorCount: 0 })
    expect(settledOutcomes(facts).get('r')).toMatchObject({ outcome: 'cancelled' })
  })

  it('keeps the error when a genuine one stands beside the pause', () => {
    const facts = [fact('r', '', { outcome: 'error', isBareError: true }), paused, fact('e', 'r', { outcome: 'error' })]
    expect(foldTrace(facts)).toMatchObject({ outcome: 'error', errorCount: 2, interruptCount: 1 })
  })

  it('knows an error the app recovered from', () => {
    const facts = [fact('h', ''), fact('r', 'h', { kind: 'agent' }), fact('t', 'r', { kind: 'tool', outcome: 'error' })]
    expect(foldTrace(facts)).toMatchObject({ errorCount: 1, isRecovered: true })
  })
})

describe('the session comes from any span', () => {
  it('prefers the tier, then the topmost span, and keeps the others as aliases', () => {
    const trace = foldTrace([
      fact('r', '', {
        sessionCandidates: [
          { tier: 1, key: 'session_uuid', value: 'SDK' },
          { tier: 2, key: 'gen_ai.conversation.id', value: 'T1' },
        ],
      }),
      fact('c', 'r', { sessionCandidates: [{ tier: 1, key: 'session_uuid', value: 'META' }] }),
    ])
    expect(trace).toMatchObject({ sessionId: 'SDK', aliases: ['META', 'T1'], hasSessionConflict: true })
  })

  it('finds an id that only a deep child of a missing root carries', () => {
    const trace = foldTrace([fact('b', 'gone'), fact('c', 'b', { sessionCandidates: [{ tier: 3, key: 'thread_id', value: 'x y/z' }] })])
    expect(trace).toMatchObject({ sessionId: 'x y/z', aliases: [], hasSessionConflict: false, isUnfinished: true })
  })
})

describe('any forest is folded', () => {
  it('survives cycles, self-parents and a chain of 100,000 spans', () => {
    expect(foldTrace([fact('a', 'b'), fact('b', 'a'), fact('c', 'c')]).spanCount).toBe(3)
    const chain = Array.from({ length: 100_000 }, (_, n) => fact(`s${n}`, n === 0 ? '' : `s${n - 1}`, { kind: 'llm', usage: tokens(1, 1) }))
    expect(foldTrace(chain)).toMatchObject({ spanCount: 100_000, totalTokens: 2 })
  })

  it('gives the same trace for any order of the same spans', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const anyFact = fc.record({
      parent: fc.constantFrom('', 'gone', ...ids),
      start: fc.bigInt(1n, 4n),
      end: fc.bigInt(4n, 8n),
      kind: fc.constantFrom('llm', 'agent', 'tool', 'chain', 'other'),
      outcome: fc.constantFrom('ok', 'error', 'interrupted', 'cancelled'),
      origin: fc.constantFrom('span', 'span', 'span', 'note', 'log'),
      named: fc.constantFrom('', 'i1', 'i2'),
      asked: fc.subarray(['c1', 'c2']),
      answered: fc.subarray(['c1', 'i1']),
      role: fc.constantFrom('', '', 'resume', 'wait'),
      bare: fc.boolean(),
      usage: fc.option(fc.nat(9), { nil: undefined }),
      response: fc.constantFrom('', 'r1'),
      session: fc.option(fc.record({ tier: fc.constantFrom(1, 2, 3, 4), value: fc.constantFrom('x', 'y') }), { nil: undefined }),
      rank: fc.constantFrom(0, 1, 2),
      text: fc.constantFrom('p', 'q'),
    })
    fc.assert(
      fc.property(
        fc.array(anyFact, { minLength: 6, maxLength: 6 }),
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
        (specs, order) => {
          const facts = specs.map((s, n) =>
            fact(ids[n]!, s.parent, {
              startUnixNano: s.start,
              endUnixNano: s.end,
              kind: s.kind as SpanFact['kind'],
              outcome: s.outcome as SpanFact['outcome'],
              origin: s.origin as SpanFact['origin'],
              interruptIds: s.outcome === 'interrupted' ? [s.named] : [],
              checkpointNs: s.named,
              askedCallIds: s.asked,
              answeredCallIds: s.answered,
              marks: s.bare ? [RUNS_TOOLS] : [],
              isResume: s.role === 'resume',
              isHumanWait: s.role === 'wait',
              isBareError: s.bare,
              usage: s.usage === undefined ? undefined : tokens(s.usage, 1),
              responseId: s.response,
              name: s.text,
              userId: s.text,
              traceName: '',
              sessionCandidates: s.session ? [{ tier: s.session.tier as 1, key: 'k', value: s.session.value }] : [],
              inputRank: s.rank as 0,
              inputPreview: s.text,
              outputRank: s.rank as 0,
              outputPreview: s.text,
            }),
          )
          const whole = foldWithParts(facts)
          expect(foldWithParts(order.map((n) => facts[n]!))).toEqual(whole)
          const total = (read: (trace: Trace) => number) => whole.parts.reduce((sum, part) => sum + read(part), 0)
          expect(total(({ spanCount }) => spanCount)).toBeLessThanOrEqual(whole.trace.spanCount)
          expect(whole.parts.map(({ sessionId }) => sessionId).filter((id) => id !== '')).toHaveLength(whole.trace.partCount)
        },
      ),
    )
  })
})
