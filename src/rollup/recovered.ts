import type { Outcome, SpanKind } from '../model/outcome.ts'
import type { SpanFact } from '../model/span-fact.ts'
import type { SpanTree } from './span-tree.ts'

/** Plain HTTP or database spans, events and judgements made afterwards say nothing about how the turn went. */
const BESIDE: ReadonlySet<SpanKind> = new Set<SpanKind>(['other', 'event', 'prompt', 'evaluator'])

/** The turn ended well although something in it failed: of the topmost spans of the app itself, the one that ended last did. */
export function hasEndedWell(tree: SpanTree, outcomes: readonly Outcome[]): boolean {
  const { facts } = tree
  const last = lastToEnd(facts, topmostOfApp(tree))
  // The event that begins a turn does not know how the turn ended: its last model call does.
  const told = facts[last]?.origin === 'log' ? lastToEnd(facts, (fact) => fact.kind === 'llm') : last
  const outcome = outcomes[told === -1 ? 0 : told]
  return outcome !== 'error' && outcome !== 'cancelled'
}

function topmostOfApp({ facts, parent, parentsFirst }: SpanTree): (fact: SpanFact, index: number) => boolean {
  const isBelow = new Uint8Array(facts.length)
  for (const index of parentsFirst) {
    const up = parent[index]!
    if (up !== -1 && (isBelow[up] || !BESIDE.has(facts[up]!.kind))) isBelow[index] = 1
  }
  return ({ kind }, index) => !BESIDE.has(kind) && !isBelow[index]
}

/** -1 when there is none. */
function lastToEnd(facts: readonly SpanFact[], isMeant: (fact: SpanFact, index: number) => boolean): number {
  let last = -1
  facts.forEach((fact, index) => {
    if (isMeant(fact, index) && (last === -1 || fact.endUnixNano >= facts[last]!.endUnixNano)) last = index
  })
  return last
}
