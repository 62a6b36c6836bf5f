import { modelOf, type SpanFact } from '../model/span-fact.ts'
import type { Trace } from '../model/trace.ts'
import { chooseSession } from './choose-session.ts'
import { topmost, turnInput, turnOutput } from './choose-words.ts'
import { countedFacts, isApproximate, isEstimate, paidFacts, sumCost, sumUsage } from './count-usage.ts'
import { union } from './intervals.ts'
import { joinNotes } from './join-notes.ts'
import { hasEndedWell } from './recovered.ts'
import { countInterrupts, settle, type SettledSpans } from './settle-outcomes.ts'
import { buildSpanTree, type SpanTree } from './span-tree.ts'
import { splitTrace } from './split-trace.ts'
import { traceWaits } from './trace-waits.ts'

const MAX_NAMES = 100
const MAX_NAMESPACES = 1000

/** The trace of these spans. `facts`: one per span id, at least one, all of the same trace. */
export function foldTrace(facts: readonly SpanFact[]): Trace {
  return foldWithParts(facts).trace
}

/** The same, and where several sessions share it, what it is to each of them: the same fold over that session's spans alone. */
export function foldWithParts(facts: readonly SpanFact[]): { readonly trace: Trace; readonly parts: readonly Trace[] } {
  const joined = joinNotes(facts)
  const tree = buildSpanTree(joined.spans)
  const split = splitTrace(tree)
  const version = facts.reduce((sum, fact) => sum + fact.batchSeq, 0n)
  const whole = foldSpans(tree, joined.told, version)
  if (split.length === 0) return { trace: whole, parts: [] }
  const toldOf = byParent(joined.told)
  const parts = split.map(({ sessionId, facts: own }) => {
    const told = own.flatMap((fact) => toldOf.get(fact.spanId) ?? [])
    return { ...foldSpans(buildSpanTree(own), told, version), part: sessionId, sessionId }
  })
  const aliases = [whole.sessionId, ...whole.aliases].sort().slice(0, MAX_NAMES)
  const shared = { sessionId: '', sessionOrigin: '', aliases, hasSessionConflict: false, partCount: parts.length } as const
  return { trace: { ...whole, ...shared }, parts }
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

function foldSpans(tree: SpanTree, told: readonly SpanFact[], version: bigint): Trace {
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
    isUnfinished: tree.hasMissingParent || spans.some((fact) => fact.isPending),
    ...sumUsage(counted),
    costNanoUsd: sumCost(paid),
    isCostEstimated: paid.some(isEstimate),
    unpricedModels: names(paid, (fact) => (fact.costNanoUsd === undefined ? modelOf(fact) : '')),
    isFromLogs: spans.every(({ origin }) => origin === 'log'),
    isApproximate: counted.some(isApproximate),
    models: names(spans, modelOf),
    tools: toolNames(tree),
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

/** A tool inside a tool with the same call is that call again (`claude_code.tool.execution`). */
function toolNames({ facts, parent }: SpanTree): string[] {
  const isRepeat = (fact: SpanFact, index: number) =>
    facts[parent[index]!]?.kind === 'tool' && fact.answeredCallIds.some((id) => facts[parent[index]!]!.answeredCallIds.includes(id))
  return names(
    facts.filter((fact, index) => fact.kind === 'tool' && !isRepeat(fact, index)),
    (fact) => fact.toolName || fact.name,
  )
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

function names(facts: readonly SpanFact[], read: (fact: SpanFact) => string, max = MAX_NAMES): string[] {
  const found = new Set(facts.map(read))
  found.delete('')
  return [...found].sort().slice(0, max)
}
