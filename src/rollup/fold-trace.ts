import { modelOf, type SpanFact } from '../model/span-fact.ts'
import type { Trace } from '../model/trace.ts'
import { chooseSession } from './choose-session.ts'
import { topmost, turnInput, turnOutput } from './choose-words.ts'
import { countedFacts, isApproximate, isEstimate, paidFacts, sumCost, sumUsage } from './count-usage.ts'
import { groupErrors } from './error-groups.ts'
import { union } from './intervals.ts'
import { modelUsage } from './model-usage.ts'
import { hasEndedWell } from './recovered.ts'
import { countInterrupts, settle, type SettledSpans } from './settle-outcomes.ts'
import type { SpanTree } from './span-tree.ts'
import { toolNameOf, toolRuns } from './tool-runs.ts'
import { toldErrors } from './trace-errors.ts'
import { sharesOf, type TraceShare } from './trace-shares.ts'
import { names, traceFacets } from './trace-facets.ts'
import { traceWaits } from './trace-waits.ts'

const MAX_NAMES = 100
const MAX_NAMESPACES = 1000

/** The trace of these spans. `facts`: one per span id, at least one, all of the same trace. */
export function foldTrace(facts: readonly SpanFact[]): Trace {
  return foldWithParts(facts).trace
}

/** The same, and where several sessions share it, what it is to each of them: the same fold over that session's spans alone. */
export function foldWithParts(facts: readonly SpanFact[]): { readonly trace: Trace; readonly parts: readonly Trace[] } {
  const { whole: all, parts: shares } = sharesOf(facts)
  const version = facts.reduce((sum, fact) => sum + fact.batchSeq, 0n)
  const whole = foldShare(all, facts, version)
  if (shares.length === 0) return { trace: whole, parts: [] }
  const parts = shares.map((share) => foldPart(share, facts, version))
  const aliases = [whole.sessionId, ...whole.aliases].sort().slice(0, MAX_NAMES)
  const shared = { sessionId: '', sessionOrigin: '', aliases, hasSessionConflict: false, partCount: parts.length } as const
  return { trace: { ...whole, ...shared }, parts }
}

function foldPart(share: TraceShare, facts: readonly SpanFact[], version: bigint): Trace {
  const spanIds = share.tree.facts.map((fact) => fact.spanId)
  const inside = new Set(spanIds)
  const own = facts.filter((fact) => inside.has(fact.spanId))
  return { ...foldShare(share, own, version), part: share.part, sessionId: share.part, spanIds }
}

function foldShare({ tree, told }: TraceShare, facts: readonly SpanFact[], version: bigint): Trace {
  const { facts: spans } = tree
  const first = spans[0]
  if (!first) throw new Error('a trace has at least one span')
  const settled = settle(tree)
  const counted = countedFacts(tree, told)
  const paid = paidFacts(counted, told)
  return {
    projectId: first.projectId,
    traceId: first.traceId,
    part: '',
    partCount: 0,
    ...chooseSession(tree),
    userId: topmost(tree, (fact) => fact.userId),
    name: topmost(tree, (fact) => fact.traceName) || topmost(tree, (fact) => fact.name),
    startUnixNano: tree.facts[0]!.startUnixNano,
    endUnixNano: spans.reduce((end, fact) => (fact.endUnixNano > end ? fact.endUnixNano : end), 0n),
    spanCount: spans.filter(({ origin }) => origin !== 'note').length,
    ...foldOutcomes(tree, settled),
    ...traceFacets(tree, settled.outcomes, facts),
    errors: groupErrors(toldErrors(tree, settled.outcomes)),
    spanIds: [],
    isUnfinished: tree.hasMissingParent || spans.some((fact) => fact.isPending),
    ...sumUsage(counted),
    costNanoUsd: sumCost(paid),
    isCostEstimated: paid.some(isEstimate),
    unpricedModels: names(paid, (fact) => (fact.costNanoUsd === undefined ? modelOf(fact) : '')),
    isFromLogs: spans.every(({ origin }) => origin === 'log'),
    isApproximate: counted.some(isApproximate),
    models: names(spans, modelOf),
    modelUsage: modelUsage(tree, counted, paid),
    tools: names(
      toolRuns(tree).map((index) => spans[index]!),
      toolNameOf,
    ),
    tags: [...new Set(spans.flatMap((fact) => fact.tags))].sort().slice(0, MAX_NAMES),
    environment: topmost(tree, (fact) => fact.environment),
    service: topmost(tree, (fact) => fact.service),
    input: turnInput(tree),
    output: turnOutput(tree),
    checkpointNamespaces: names(spans, (fact) => fact.checkpointNs, MAX_NAMESPACES),
    isResume: spans.some((fact) => fact.isResume),
    answeredCallIds: [...new Set(spans.flatMap((fact) => fact.answeredCallIds))].sort().slice(0, MAX_NAMESPACES),
    historyKey: tree.facts.find((fact) => fact.historyKey !== '')?.historyKey ?? '',
    threadKey: lastThread(tree.facts),
    version,
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
  | 'openPauses'
  | 'waits'
>

function foldOutcomes(tree: SpanTree, settled: SettledSpans): FoldedOutcomes {
  const { facts, parent } = tree
  const { outcomes, owners, hasErrorOutside } = settled
  const { waits, open, openSince } = traceWaits(tree, settled)
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
    outcome: outcomeOf({ hasErrorOutside, isPaused: open.length > 0, hasError: errorCount > 0, isCancelled }),
    isRecovered: errorCount > 0 && hasEndedWell(tree, outcomes),
    interruptedAtUnixNano: openSince,
    openPauses: open.slice(0, MAX_NAMESPACES),
    waits: union(waits),
  }
}

/** What the conversation has come to: as the last model call to end tells it. */
function lastThread(facts: readonly SpanFact[]): string {
  const told = facts.filter((fact) => fact.threadKey !== '')
  return told.reduce((last, fact) => (fact.endUnixNano >= last.endUnixNano ? fact : last), told[0]!)?.threadKey ?? ''
}

type Findings = { readonly hasErrorOutside: boolean; readonly isPaused: boolean; readonly hasError: boolean; readonly isCancelled: boolean }

/** An error below a paused span came before its pause; any other one beats it (semantics 8.5, roll-up rule 3). */
function outcomeOf({ hasErrorOutside, isPaused, hasError, isCancelled }: Findings): Trace['outcome'] {
  if (hasErrorOutside) return 'error'
  if (isPaused) return 'interrupted'
  return hasError ? 'error' : isCancelled ? 'cancelled' : 'ok'
}
