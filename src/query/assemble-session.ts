import type { SessionDetail, SessionRow } from '../api/contract/session.ts'
import { isoFromUnixNano, msFromNano } from '../base/time.ts'
import type { Session } from '../model/session.ts'
import { sessionStatus } from '../model/status.ts'
import type { Trace } from '../model/trace.ts'
import { segmentsOf } from '../rollup/rollup.ts'
import type { TracePreview } from '../store/store.ts'
import { assembleCost, assembleTotals, reported } from './assemble-totals.ts'

/** What was said first and last. */
export type Previews = { readonly first: TracePreview | undefined; readonly last: TracePreview | undefined }

export function assembleSessionRow(session: Session, previews: Previews, asOfUnixNano: bigint): SessionRow {
  const { first, last } = previews
  return {
    id: session.sessionId,
    traceCount: session.traceCount,
    errorCount: session.errorCount,
    errorSpanCount: session.errorSpanCount,
    recoveredErrorCount: session.recoveredCount,
    finalErrorCount: session.errorCount - session.recoveredCount,
    rejectedSpanCount: session.rejectedCount,
    ...assembleTotals(session),
    ...assembleCost(session),
    createdAt: isoFromUnixNano(session.createdUnixNano),
    lastTraceAt: isoFromUnixNano(session.lastTraceUnixNano),
    lastActivityAt: isoFromUnixNano(session.lastActivityUnixNano),
    status: sessionStatus(session, asOfUnixNano),
    waitingSince: session.waitingSinceUnixNano === 0n ? undefined : isoFromUnixNano(session.waitingSinceUnixNano),
    durationMs: msFromNano(session.lastActivityUnixNano - session.createdUnixNano),
    activeMs: msFromNano(session.activeNano),
    waitingMs: msFromNano(session.waitingNano),
    userId: reported(session.userId),
    firstMessage: reported(first?.input ?? ''),
    lastMessage: reported(last?.output ?? '') ?? reported(last?.input ?? ''),
    p50Ms: msFromNano(session.p50Nano),
    p95Ms: msFromNano(session.p95Nano),
    models: [...session.models],
    tools: [...session.tools],
    services: [...session.services],
    tags: [...session.tags],
    environment: reported(session.environment),
    isApproximate: session.isApproximate || undefined,
    inferredFrom: session.origin === 'sent' ? undefined : session.origin,
  }
}

/** `traces`: all of the session's, in start order. */
export function assembleSessionDetail(session: Session, traces: readonly Trace[], asOfUnixNano: bigint): SessionDetail {
  const byId = (traceId: string) => traces.find((trace) => trace.traceId === traceId)
  const previews = { first: byId(session.firstTraceId), last: byId(session.lastTraceId) }
  return {
    ...assembleSessionRow(session, previews, asOfUnixNano),
    aliases: [...session.aliases],
    users: [...session.users],
    spanCount: session.spanCount,
    segments: segmentsOf(traces).map(({ kind, start, end }) => ({
      kind,
      startedAt: isoFromUnixNano(start),
      durationMs: msFromNano(end - start),
    })),
  }
}
