import type { SpanKind } from '../model/outcome.ts'
import type { SpanFact } from '../model/span-fact.ts'
import { joinNotes } from './join-notes.ts'
import { buildSpanTree, type SpanTree } from './span-tree.ts'

/** What belongs to one of the sessions that share a trace: the subtrees below the spans that name it. */
export type TracePart = { readonly sessionId: string; readonly facts: readonly SpanFact[] }

const TURNS: ReadonlySet<SpanKind> = new Set<SpanKind>(['llm', 'agent', 'workflow'])
const NONE: readonly TracePart[] = []

/**
 * A batch job or a notebook may run many conversations in one trace: then ids of the best tier sit on disjoint subtrees, each the work of
 * a model, an agent or a workflow, and no span above names one (semantics 1.2, rule 4). Otherwise there is nothing to split: one id is
 * the trace's, the others are aliases. What lies outside these subtrees belongs to the whole trace alone.
 */
export function splitTrace({ facts, parent, parentsFirst }: SpanTree): readonly TracePart[] {
  const tier = facts.reduce((best, fact) => Math.min(best, fact.sessionCandidates[0]?.tier ?? Infinity), Infinity)
  if (tier === Infinity) return NONE
  /** Of each span, the topmost one at or above it that names an id of this tier. */
  const tops = new Int32Array(facts.length).fill(-1)
  const sessions = new Map<number, string>()
  for (const index of parentsFirst) {
    const above = parent[index] === -1 ? -1 : tops[parent[index]!]!
    const [first] = facts[index]!.sessionCandidates
    tops[index] = above !== -1 ? above : first?.tier === tier ? index : -1
    if (tops[index] === index) sessions.set(index, first!.value)
  }
  if (new Set(sessions.values()).size < 2 || ![...sessions.keys()].every((top) => TURNS.has(facts[top]!.kind))) return NONE
  const parts = new Map<string, SpanFact[]>([...new Set(sessions.values())].sort().map((sessionId) => [sessionId, []]))
  facts.forEach((fact, index) => {
    const top = tops[index]!
    // What a part hangs from is there, only not in it: nothing is missing.
    if (top !== -1) parts.get(sessions.get(top)!)!.push(top === index && parent[index] !== -1 ? { ...fact, parentSpanId: '' } : fact)
  })
  return [...parts].map(([sessionId, own]) => ({ sessionId, facts: own }))
}

/** The spans of a shared trace, and the notes on them, that belong to one of its sessions. */
export function spanIdsOfPart(facts: readonly SpanFact[], sessionId: string): string[] {
  const part = splitTrace(buildSpanTree(joinNotes(facts).spans)).find((each) => each.sessionId === sessionId)
  const ids = new Set(part?.facts.map((fact) => fact.spanId))
  return facts.filter((fact) => ids.has(fact.spanId) || (fact.origin !== 'span' && ids.has(fact.parentSpanId))).map((fact) => fact.spanId)
}
