import type { SpanKind } from '../../model/outcome.ts'
import type { SpanFact } from '../../model/span-fact.ts'
import type { SpanTree } from '../../rollup/rollup.ts'

const CONTAINERS: ReadonlySet<SpanKind> = new Set<SpanKind>(['agent', 'workflow', 'chain', 'other'])
/** What a model says inside these is said to them, not to the user. */
const CLOSED: ReadonlySet<SpanKind> = new Set<SpanKind>(['tool', 'retriever', 'embedding', 'reranker', 'guardrail', 'evaluator'])
const BOUNDARIES: ReadonlySet<SpanKind> = new Set<SpanKind>([...CLOSED, 'agent', 'workflow'])
const MOST_CALLS = 200
const FIRST_CALLS = 50
const MOST_OUTER = 50

/** Indices into the tree of the spans that tell what was said, in start order. */
export type Speakers = {
  /** Model calls. */
  readonly calls: readonly number[]
  /** Topmost steps that tell what the user said, and those that tell what was answered. */
  readonly asking: ReadonlySet<number>
  readonly answering: ReadonlySet<number>
  /** Topmost steps with some other input or output: words, where nobody else has any. */
  readonly hintingInput: ReadonlySet<number>
  readonly hintingOutput: ReadonlySet<number>
  /** Model calls that are too many to be read. */
  readonly unreadCalls: number
}

export function chooseSpeakers(
  { facts, parent, parentsFirst }: SpanTree,
  outcomes: ReadonlyMap<string, { readonly outcome: string }>,
): Speakers {
  const { wraps, repeats } = nestedCalls(facts, parent, parentsFirst)
  const above = facts.map(() => ({ isClosed: false, hasAsked: false, hasAnswered: false, isInput: false, isOutput: false }))
  const found = { open: [] as number[], closed: [] as number[] }
  const sets = {
    asking: new Set<number>(),
    answering: new Set<number>(),
    hintingInput: new Set<number>(),
    hintingOutput: new Set<number>(),
  }
  // What is asked of a model beside a whole agent is its own business: Mastra has titles made there.
  const hasRootAgent = facts.some(({ kind, parentSpanId }) => kind === 'agent' && parentSpanId === '')
  for (const index of parentsFirst) {
    const fact = facts[index]!
    const state = above[index]!
    if (parent[index] !== -1) Object.assign(state, above[parent[index]!])
    if (fact.kind === 'llm' && !wraps[index]) {
      const isAside = parent[index] === -1 && hasRootAgent
      if (!repeats[index] && !isAside) found[state.isClosed ? 'closed' : 'open'].push(index)
    } else if (!state.isClosed && (CONTAINERS.has(fact.kind) || wraps[index])) {
      const isPaused = outcomes.get(fact.spanId)?.outcome === 'interrupted'
      if (!state.hasAsked && !fact.isResume && fact.inputRank === 2) sets.asking.add(index)
      else if (!state.isInput && !fact.isResume && fact.inputRank === 1) sets.hintingInput.add(index)
      if (!state.hasAnswered && !isPaused && fact.outputRank === 2) sets.answering.add(index)
      else if (!state.isOutput && !isPaused && fact.outputRank === 1) sets.hintingOutput.add(index)
      state.hasAsked ||= fact.isResume || fact.inputRank === 2
      state.hasAnswered ||= !isPaused && fact.outputRank === 2
      state.isInput ||= fact.inputRank > 0
      state.isOutput ||= fact.outputRank > 0
    }
    state.isClosed ||= CLOSED.has(fact.kind)
  }
  const calls = [...found.open, ...handedOver(facts, found)].sort((a, b) => a - b)
  const read = calls.length <= MOST_CALLS ? calls : [...calls.slice(0, FIRST_CALLS), ...calls.slice(FIRST_CALLS - MOST_CALLS)]
  return { calls: read, ...mapSets(sets), unreadCalls: calls.length - read.length }
}

/** An agent that a tool hands over to answers in its place: no model call outside hears of it any more. */
function handedOver(
  facts: readonly SpanFact[],
  { open, closed }: { readonly open: readonly number[]; readonly closed: readonly number[] },
): number[] {
  const last = open.reduce((latest, index) => (facts[index]!.startUnixNano > latest ? facts[index]!.startUnixNano : latest), 0n)
  return closed.filter((index) => facts[index]!.startUnixNano > last)
}

function mapSets<K extends string>(sets: Readonly<Record<K, ReadonlySet<number>>>): Record<K, ReadonlySet<number>> {
  const cut = Object.entries<ReadonlySet<number>>(sets).map(([name, set]) => [name, new Set([...set].slice(0, MOST_OUTER))])
  return Object.fromEntries(cut) as Record<K, ReadonlySet<number>>
}

/**
 * A model call inside another one is the same call told again. The inner ones are heard when they tell what they were asked, as they are
 * the finer tale; else the outer one.
 */
function nestedCalls(facts: readonly SpanFact[], parent: Int32Array, parentsFirst: Int32Array) {
  const wraps = new Uint8Array(facts.length)
  const repeats = new Uint8Array(facts.length)
  const hasCallBelow = new Uint8Array(facts.length)
  for (let at = parentsFirst.length - 1; at >= 0; at--) {
    const index = parentsFirst[at]!
    const { kind, inputRank } = facts[index]!
    if (kind === 'llm' && hasCallBelow[index]) wraps[index] = 1
    const up = parent[index]!
    if (up !== -1 && !BOUNDARIES.has(kind) && (hasCallBelow[index] || (kind === 'llm' && inputRank === 2))) hasCallBelow[up] = 1
  }
  const isInCall = new Uint8Array(facts.length)
  for (const index of parentsFirst) {
    const up = parent[index]!
    if (up === -1 || BOUNDARIES.has(facts[up]!.kind)) continue
    if (isInCall[up] || (facts[up]!.kind === 'llm' && !wraps[up])) isInCall[index] = 1
    if (isInCall[index] && facts[index]!.kind === 'llm') repeats[index] = 1
  }
  return { wraps, repeats }
}
