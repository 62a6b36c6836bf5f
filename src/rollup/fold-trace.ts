import type { SpanFact } from '../model/span-fact.ts'
import type { Trace } from '../model/trace.ts'
import { chooseSession } from './choose-session.ts'
import { topmost, turnInput, turnOutput } from './choose-words.ts'
import { AGGREGATED, countedSpans, sumUsage } from './count-usage.ts'
import { countInterrupts, settle, type SettledSpans } from './settle-outcomes.ts'
import { buildSpanTree, type SpanTree } from './span-tree.ts'

const MAX_NAMES = 100
const MAX_NAMESPACES = 1000

/** The trace of these spans. `facts`: one per span id, at least one, all of the same trace. */
export function foldTrace(facts: readonly SpanFact[]): Trace {
  const first = facts[0]
  if (!first) throw new Error('a trace has at least one span')
  const tree = buildSpanTree(facts)
  const settled = settle(tree)
  const counted = countedSpans(tree).map((index) => tree.facts[index]!)
  return {
    projectId: first.projectId,
    traceId: first.traceId,
    part: '',
    partCount: 0,
    ...chooseSession(tree),
    userId: topmost(tree, (fact) => fact.userId),
    name: topmost(tree, (fact) => fact.traceName) || topmost(tree, (fact) => fact.name),
    startUnixNano: tree.facts[0]!.startUnixNano,
    endUnixNano: facts.reduce((end, fact) => (fact.endUnixNano > end ? fact.endUnixNano : end), 0n),
    spanCount: facts.length,
    ...foldOutcomes(tree, settled),
    isUnfinished: tree.hasMissingParent || facts.some((fact) => fact.isPending),
    ...sumUsage(counted),
    isCostEstimated: counted.some(({ costSource }) => costSource === 'listed' || costSource === 'project'),
    unpricedModels: names(counted, (fact) => (fact.costNanoUsd === undefined ? fact.responseModel || fact.requestModel : '')),
    isApproximate: counted.some((fact) => fact.usage?.source === AGGREGATED),
    models: names(facts, (fact) => fact.responseModel || fact.requestModel),
    tools: names(facts, (fact) => (fact.kind === 'tool' ? fact.toolName || fact.name : '')),
    tags: [...new Set(facts.flatMap((fact) => fact.tags))].sort().slice(0, MAX_NAMES),
    environment: topmost(tree, (fact) => fact.environment),
    service: topmost(tree, (fact) => fact.service),
    input: turnInput(tree),
    output: turnOutput(tree),
    checkpointNamespaces: names(facts, (fact) => fact.checkpointNs, MAX_NAMESPACES),
    isResume: facts.some((fact) => fact.isResume),
    openCallIds: openCalls(facts),
    answeredCallIds: [...new Set(facts.flatMap((fact) => fact.answeredCallIds))].sort().slice(0, MAX_NAMESPACES),
    waits: [],
    historyKey: '',
    threadKey: '',
    version: facts.reduce((sum, fact) => sum + fact.batchSeq, 0n),
  }
}

type FoldedOutcomes = Pick<
  Trace,
  | 'errorCount'
  | 'rejectedCount'
  | 'interruptCount'
  | 'interruptIds'
  | 'outcome'
  | 'isRecovered'
  | 'interruptedAtUnixNano'
  | 'interruptNamespaces'
>

function foldOutcomes(tree: SpanTree, settled: SettledSpans): FoldedOutcomes {
  const { facts, parent } = tree
  const { outcomes, owners } = settled
  const errorCount = outcomes.filter((outcome) => outcome === 'error').length
  const isCancelled = facts.some((_, index) => parent[index] === -1 && outcomes[index] === 'cancelled')
  return {
    errorCount,
    rejectedCount: outcomes.filter((outcome) => outcome === 'rejected').length,
    interruptCount: countInterrupts(tree, settled),
    interruptIds: [...new Set(owners.flatMap((index) => facts[index]!.interruptIds))]
      .filter((id) => id !== '')
      .sort()
      .slice(0, MAX_NAMESPACES),
    outcome: errorCount > 0 ? 'error' : owners.length > 0 ? 'interrupted' : isCancelled ? 'cancelled' : 'ok',
    isRecovered: errorCount > 0 && topmostOutcome(tree, settled) !== 'error',
    interruptedAtUnixNano: owners.reduce((at, index) => (facts[index]!.endUnixNano > at ? facts[index]!.endUnixNano : at), 0n),
    interruptNamespaces: names(
      owners.map((index) => facts[index]!),
      (fact) => fact.checkpointNs,
      MAX_NAMESPACES,
    ),
  }
}

/** Calls that a model asked for and nothing here answered. */
function openCalls(facts: readonly SpanFact[]): string[] {
  const answered = new Set(facts.flatMap((fact) => fact.answeredCallIds))
  return [...new Set(facts.flatMap((fact) => fact.askedCallIds))]
    .filter((id) => !answered.has(id))
    .sort()
    .slice(0, MAX_NAMESPACES)
}

/** Outcome of the topmost span of the app itself: plain HTTP or database spans above it say nothing about the turn. */
function topmostOutcome({ facts, depth }: SpanTree, { outcomes }: SettledSpans): string | undefined {
  let best = -1
  facts.forEach((fact, index) => {
    if (fact.kind !== 'other' && (best === -1 || depth[index]! < depth[best]!)) best = index
  })
  return outcomes[Math.max(best, 0)]
}

function names(facts: readonly SpanFact[], read: (fact: SpanFact) => string, max = MAX_NAMES): string[] {
  const found = new Set(facts.map(read))
  found.delete('')
  return [...found].sort().slice(0, max)
}
