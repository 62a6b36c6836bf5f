import { RUNS_TOOLS } from '../model/reading.ts'
import type { Outcome } from '../model/outcome.ts'
import type { SpanTree } from './span-tree.ts'

/** A model call after which its agent stopped, and the tool calls it asked for that nothing has answered. */
export type InferredApproval = { readonly index: number; readonly callIds: readonly string[] }

/**
 * Some SDKs end a run that waits for an approval as if nothing were: the last model call of an agent asks for tools, some did not run,
 * and that is all there is to see (semantics 8.4, OpenAI Agents and AI SDK). Only where tools run inside the trace (`RUNS_TOOLS`), and
 * never beside an error: elsewhere a call that nobody answers here is the app's own business.
 */
export function inferApproval({ facts, parent }: SpanTree, outcomes: readonly Outcome[]): InferredApproval | undefined {
  if (outcomes.includes('error')) return undefined
  const index = lastCall(facts)
  const fact = facts[index]
  if (fact === undefined || fact.askedCallIds.length === 0 || !fact.marks.includes(RUNS_TOOLS)) return undefined
  if (!hasEndedAgent(index)) return undefined
  const answered = new Set(facts.flatMap((each) => each.answeredCallIds))
  const open = fact.askedCallIds.filter((id) => !answered.has(id))
  const ran = facts.filter((each, at) => isNamelessRun(each, at) && each.startUnixNano >= fact.startUnixNano).length
  return open.length > ran ? { index, callIds: open } : undefined

  /** The agent's run is over: a call may still run while it is not. */
  function hasEndedAgent(from: number): boolean {
    for (let at = parent[from]!; at !== -1; at = parent[at]!) if (facts[at]!.kind === 'agent') return !facts[at]!.isPending
    return false
  }

  /** A tool that does not say whose call it ran, and came to some end. */
  function isNamelessRun(each: SpanTree['facts'][number], at: number): boolean {
    return each.kind === 'tool' && each.answeredCallIds.length === 0 && (each.outputRank > 0 || outcomes[at] !== 'ok')
  }
}

/** The model call that ended last. */
function lastCall(facts: SpanTree['facts']): number {
  let last = -1
  facts.forEach((fact, index) => {
    if (fact.kind === 'llm' && (last === -1 || fact.endUnixNano >= facts[last]!.endUnixNano)) last = index
  })
  return last
}
