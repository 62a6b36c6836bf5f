import { percentile } from '../base/percentile.ts'
import type { Session } from '../model/session.ts'
import type { Trace } from '../model/trace.ts'
import { inStartOrder, intervalOf, lengthOf, subtract, union } from './intervals.ts'
import { pairPauses } from './pair-pauses.ts'
import { waitsOf } from './session-time.ts'
import { sumTotals } from './sum-totals.ts'
import { toldOnce } from './told-once.ts'

const MAX_NAMES = 100
const MAX_UNANSWERED = 1000

/** The session of these traces, all of the same session; nothing when there is none left. */
export function foldSession(unsorted: readonly Trace[]): Session | undefined {
  const traces = inStartOrder(unsorted)
  const first = traces[0]
  const last = traces.at(-1)
  if (!first || !last) return undefined
  return {
    projectId: first.projectId,
    sessionId: first.sessionId,
    origin: first.sessionOrigin === '' ? 'sent' : first.sessionOrigin,
    aliases: names(traces, (trace) => trace.aliases).filter((alias) => alias !== first.sessionId),
    traceCount: traces.length,
    errorCount: traces.filter((trace) => trace.errorCount > 0).length,
    errorSpanCount: traces.reduce((sum, trace) => sum + trace.errorCount, 0),
    recoveredCount: traces.filter((trace) => trace.isRecovered).length,
    rejectedCount: traces.reduce((sum, trace) => sum + trace.rejectedCount, 0),
    spanCount: traces.reduce((sum, trace) => sum + trace.spanCount, 0),
    createdUnixNano: first.startUnixNano,
    lastTraceUnixNano: last.startUnixNano,
    lastActivityUnixNano: latestEnd(traces),
    ...foldTime(traces),
    ...sumTotals(toldOnce(traces)),
    unfinishedUntilUnixNano: latestEnd(traces.filter((trace) => trace.isUnfinished)),
    userId: traces.find((trace) => trace.userId !== '')?.userId ?? '',
    users: names(traces, (trace) => [trace.userId]),
    ...foldDurations(traces),
    models: names(traces, (trace) => trace.models),
    requestedModels: names(traces, (trace) => trace.requestedModels),
    providers: names(traces, (trace) => trace.providers),
    tools: names(traces, (trace) => trace.tools),
    tags: names(traces, (trace) => trace.tags),
    environment: traces.find((trace) => trace.environment !== '')?.environment ?? '',
    environments: names(traces, (trace) => [trace.environment]),
    services: names(traces, (trace) => [trace.service]),
    isCostEstimated: traces.some((trace) => trace.isCostEstimated),
    unpricedModels: names(traces, (trace) => trace.unpricedModels),
    isApproximate: traces.some((trace) => trace.isApproximate),
    firstTraceId: first.traceId,
    lastTraceId: last.traceId,
  }
}

function foldTime(traces: readonly Trace[]): Pick<Session, 'activeNano' | 'waitingNano' | 'waitingSinceUnixNano' | 'unansweredTraceIds'> {
  const pauses = pairPauses(traces)
  const { unanswered, open } = pauses
  const waiting = waitsOf(traces, pauses)
  return {
    activeNano: lengthOf(subtract(union(traces.map(intervalOf)), waiting)),
    waitingNano: lengthOf(waiting),
    waitingSinceUnixNano: open?.interruptedAtUnixNano ?? 0n,
    unansweredTraceIds: unanswered.slice(-MAX_UNANSWERED).map((trace) => trace.traceId),
  }
}

function foldDurations(traces: readonly Trace[]): Pick<Session, 'p50Nano' | 'p95Nano'> {
  const exact = traces.map((trace) => trace.endUnixNano - trace.startUnixNano).sort((a, b) => (a < b ? -1 : 1))
  const durations = exact.map(Number)
  // Rounding may not lead beyond what a column holds.
  const at = (share: number) => {
    const nano = BigInt(Math.round(percentile(durations, share)!))
    return nano < exact.at(-1)! ? nano : exact.at(-1)!
  }
  return { p50Nano: at(0.5), p95Nano: at(0.95) }
}

function latestEnd(traces: readonly Trace[]): bigint {
  return traces.reduce((end, trace) => (trace.endUnixNano > end ? trace.endUnixNano : end), 0n)
}

function names(traces: readonly Trace[], read: (trace: Trace) => readonly string[]): string[] {
  const found = new Set(traces.flatMap(read))
  found.delete('')
  return [...found].sort().slice(0, MAX_NAMES)
}
