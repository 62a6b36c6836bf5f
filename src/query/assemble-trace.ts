import type { TraceRow } from '../api/contract/trace.ts'
import { isoFromUnixNano, msFromNano } from '../base/time.ts'
import { traceStatus } from '../model/status.ts'
import type { ListedTrace } from '../store/store.ts'
import { assembleCost, assembleTotals, reported } from './assemble-totals.ts'

export function assembleTraceRow({ trace, isWaiting }: ListedTrace, asOfUnixNano: bigint): TraceRow {
  return {
    id: trace.traceId,
    name: trace.name,
    sessionId: reported(trace.sessionId),
    startedAt: isoFromUnixNano(trace.startUnixNano),
    updatedAt: isoFromUnixNano(trace.endUnixNano),
    durationMs: msFromNano(trace.endUnixNano - trace.startUnixNano),
    spanCount: trace.spanCount,
    errorCount: trace.errorCount,
    interruptCount: trace.interruptCount,
    ...assembleTotals(trace),
    ...assembleCost(trace),
    status: traceStatus(trace, isWaiting, asOfUnixNano),
    input: reported(trace.input),
    output: reported(trace.output),
    userId: reported(trace.userId),
    models: [...trace.models],
    tags: [...trace.tags],
    environment: reported(trace.environment),
    service: reported(trace.service),
    sessionCount: trace.partCount > 0 ? trace.partCount : undefined,
    sessionInferredFrom: trace.sessionOrigin === '' || trace.sessionOrigin === 'sent' ? undefined : trace.sessionOrigin,
    rejectedSpanCount: trace.rejectedCount,
    hasSessionConflict: trace.hasSessionConflict || undefined,
    isRecovered: trace.isRecovered || undefined,
    isApproximate: trace.isApproximate || undefined,
  }
}
