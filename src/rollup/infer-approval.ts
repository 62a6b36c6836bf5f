import type { Outcome } from '../model/outcome.ts'
import { RUNS_TOOLS } from '../model/reading.ts'
import type { SpanFact } from '../model/span-fact.ts'
import type { SpanTree } from './span-tree.ts'

/** A model call after which the run of its agent stopped. */
export type InferredApproval = {
  readonly index: number
  /** Tool calls it asked for that nothing in the trace has answered. */
  readonly open: readonly string[]
  /** Others of them that were answered after all, and when. */
  readonly answers: readonly { readonly callId: string; readonly at: bigint }[]
}

/**
 * Some SDKs end a run that waits for an approval as if nothing were: the last model call of an agent asks for tools, some did not run,
 * and that is all there is to see (semantics 8.4, OpenAI Agents and AI SDK). Only where tools run inside the trace (`RUNS_TOOLS`):
 * elsewhere a call that nobody answers here is the app's own business. A call waits while the trace has come no further, and never beside
 * an error or in a run that was stopped; it has waited when it was run or answered after the run of its agent had ended.
 */
export function inferApprovals(tree: SpanTree, outcomes: readonly Outcome[]): InferredApproval[] {
  const { facts } = tree
  if (!facts.some(isAsking)) return []
  const agents = agentsOf(tree)
  const last = lastCalls(facts, agents)
  const byCall = answersByCall(facts)
  const isQuiet = !outcomes.includes('error') && !isStopped(last.ofTrace, tree, outcomes)
  return last.ofAgents.flatMap((index) => {
    const fact = facts[index]!
    const agent = facts[agents[index]!]!
    if (!isAsking(fact) || agent.isPending) return []
    const answers = fact.askedCallIds.flatMap((callId) => {
      const moments = byCall.get(callId)
      const isLate = moments?.answer !== undefined && moments.first >= agent.endUnixNano
      return isLate ? [{ callId, at: moments.answer! }] : []
    })
    const unanswered = isQuiet && index === last.ofTrace ? fact.askedCallIds.filter((id) => !byCall.has(id)) : []
    const isOpen = unanswered.length > 0 && unanswered.length > namelessRuns(facts, outcomes, fact.startUnixNano)
    const open = isOpen ? unanswered : []
    return open.length + answers.length > 0 ? [{ index, open, answers }] : []
  })
}

const isAsking = (fact: SpanFact): boolean => fact.kind === 'llm' && fact.askedCallIds.length > 0 && fact.marks.includes(RUNS_TOOLS)

/** Of each span the nearest agent above, -1 when there is none. */
function agentsOf({ facts, parent, parentsFirst }: SpanTree): Int32Array {
  const agents = new Int32Array(facts.length).fill(-1)
  for (const index of parentsFirst) {
    const up = parent[index]!
    if (up !== -1) agents[index] = facts[up]!.kind === 'agent' ? up : agents[up]!
  }
  return agents
}

/** The model calls that ended last, of the trace and of each agent. */
function lastCalls(facts: readonly SpanFact[], agents: Int32Array): { readonly ofTrace: number; readonly ofAgents: readonly number[] } {
  const lastOf = new Map<number, number>()
  let ofTrace = -1
  const isLater = (index: number, other: number) => other === -1 || facts[index]!.endUnixNano >= facts[other]!.endUnixNano
  facts.forEach(({ kind }, index) => {
    if (kind !== 'llm') return
    if (isLater(index, ofTrace)) ofTrace = index
    if (agents[index] !== -1 && isLater(index, lastOf.get(agents[index]!) ?? -1)) lastOf.set(agents[index]!, index)
  })
  return { ofTrace, ofAgents: [...lastOf.values()] }
}

/** `first`: when anything first answered the call; `answer`: when a tool ran it or a human's word came, no mere history. */
type Moments = { readonly first: bigint; answer: bigint | undefined }

/** `facts` in start order. */
function answersByCall(facts: readonly SpanFact[]): ReadonlyMap<string, Moments> {
  const byCall = new Map<string, Moments>()
  for (const { kind, isResume, answeredCallIds, startUnixNano } of facts) {
    for (const id of answeredCallIds) {
      const answer = kind === 'tool' || isResume ? startUnixNano : undefined
      const known = byCall.get(id)
      if (known === undefined) byCall.set(id, { first: startUnixNano, answer })
      else known.answer ??= answer
    }
  }
  return byCall
}

/** Runs of tools that do not say whose call they are, and that came to some end. */
function namelessRuns(facts: readonly SpanFact[], outcomes: readonly Outcome[], from: bigint): number {
  const isRun = (each: SpanFact, at: number) =>
    each.kind === 'tool' && each.answeredCallIds.length === 0 && (each.outputRank > 0 || outcomes[at] !== 'ok')
  return facts.filter((each, at) => each.startUnixNano >= from && isRun(each, at)).length
}

function isStopped(index: number, { parent }: SpanTree, outcomes: readonly Outcome[]): boolean {
  for (let at = index; at !== -1; at = parent[at]!) if (outcomes[at] === 'cancelled') return true
  return false
}
