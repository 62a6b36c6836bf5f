import type { SpanFact } from '../model/span-fact.ts'
import { joinNotes } from './join-notes.ts'
import { buildSpanTree, type SpanTree } from './span-tree.ts'
import { splitTrace } from './split-trace.ts'

/** What is folded as one: a whole trace (`part` is empty), or what of it belongs to one session (its id). */
export type TraceShare = {
  readonly part: string
  readonly tree: SpanTree
  /** What tells of spans that were sent as spans too. */
  readonly told: readonly SpanFact[]
}

/** A trace and, where several sessions share it, the part of each. `facts`: one per span id, all of the same trace. */
export function sharesOf(facts: readonly SpanFact[]): { readonly whole: TraceShare; readonly parts: readonly TraceShare[] } {
  const { spans, told } = joinNotes(facts)
  const tree = buildSpanTree(spans)
  const toldOf = byParent(told)
  const parts = splitTrace(tree).map(({ sessionId, facts: own }) => ({
    part: sessionId,
    tree: buildSpanTree(own),
    told: own.flatMap((fact) => toldOf.get(fact.spanId) ?? []),
  }))
  return { whole: { part: '', tree, told }, parts }
}

/** Nothing when no session of this id shares the trace. */
export function shareOf(facts: readonly SpanFact[], part: string): TraceShare | undefined {
  const { whole, parts } = sharesOf(facts)
  return part === '' ? whole : parts.find((share) => share.part === part)
}

function byParent(facts: readonly SpanFact[]): ReadonlyMap<string, readonly SpanFact[]> {
  const children = new Map<string, SpanFact[]>()
  for (const fact of facts) {
    const known = children.get(fact.parentSpanId)
    if (known) known.push(fact)
    else children.set(fact.parentSpanId, [fact])
  }
  return children
}
