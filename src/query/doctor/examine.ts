import type { Doctor } from '../../api/contract/doctor.ts'
import { isoFromUnixNano, unixNanoFromMs } from '../../base/time.ts'
import type { TimeWindow } from '../../model/filter.ts'
import type { ReceivedRequest } from '../../model/span-sink.ts'
import type { SpanFact } from '../../model/span-fact.ts'
import { uncountedSpans } from '../../rollup/rollup.ts'
import type { CheckedTrace, Reads, ScopeShare } from '../../store/store.ts'
import { spansAmong } from '../assemble-spans.ts'
import { parseWindow } from '../../filter/filter.ts'
import { diagnose, type Uncounted } from './diagnose.ts'
import { requestTroubles } from './request-troubles.ts'

/** Traces whose spans are read one by one to find usage that is told twice. */
const MOST_LOOKED_INTO = 200

type Asked = { readonly from: string; readonly to: string }

/** What is missing or doubtful in what the SDKs of a project send. */
export async function examine(
  reads: Reads,
  projectId: string,
  { from, to }: Asked,
  requests: readonly ReceivedRequest[],
  nowMs: number,
): Promise<Doctor> {
  const window = parseWindow(from, to, nowMs)
  const { traces, total } = await reads.checkedTraces(projectId, window)
  const [shares, losses] = traces.length === 0 ? [[], []] : await Promise.all([reads.scopeShares(projectId, window), lossesOf(traces)])
  const suspects = suspectsOf(traces, shares)
  const uncounted = await uncountedIn(reads, projectId, suspects.slice(0, MOST_LOOKED_INTO))
  const isUncountedAtLeast = suspects.length > MOST_LOOKED_INTO
  return {
    ...bounds(window),
    traces: total,
    checkedTraces: traces.length,
    scopes: diagnose({ traces, shares, losses, uncounted, isUncountedAtLeast, asOfUnixNano: unixNanoFromMs(nowMs) }),
    requests: requestTroubles(requests),
  }

  function lossesOf(checked: readonly CheckedTrace[]) {
    const first = checked.reduce((least, { startUnixNano }) => (startUnixNano < least ? startUnixNano : least), checked[0]!.startUnixNano)
    const last = checked.reduce((most, { endUnixNano }) => (endUnixNano > most ? endUnixNano : most), 0n)
    return reads.lossShares(projectId, window, first, last)
  }
}

function bounds({ fromUnixNano = 0n, toUnixNano = 0n }: TimeWindow): Pick<Doctor, 'from' | 'to'> {
  return { from: isoFromUnixNano(fromUnixNano), to: isoFromUnixNano(toUnixNano) }
}

/** Traces whose spans together tell more tokens than the trace counts, newest first. */
function suspectsOf(traces: readonly CheckedTrace[], shares: readonly ScopeShare[]): readonly string[] {
  const told = new Map<string, number>()
  for (const { traceId, toldTokens } of shares) told.set(traceId, (told.get(traceId) ?? 0) + toldTokens)
  return traces.filter(({ traceId, totalTokens }) => (told.get(traceId) ?? 0) > totalTokens).map(({ traceId }) => traceId)
}

async function uncountedIn(reads: Reads, projectId: string, traceIds: readonly string[]): Promise<Uncounted[]> {
  if (traceIds.length === 0) return []
  const byTrace = new Map<string, SpanFact[]>()
  for (const fact of await reads.factsOfTraces(projectId, traceIds)) {
    const known = byTrace.get(fact.traceId)
    if (known === undefined) byTrace.set(fact.traceId, [fact])
    else known.push(fact)
  }
  return [...byTrace.values()].flatMap((facts) =>
    uncountedSpans(spansAmong(facts)).map(({ traceId, scope, spanId }) => ({ traceId, scope, spanId })),
  )
}
