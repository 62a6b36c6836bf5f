import type { Trace } from '../model/trace.ts'

/** Codex sends the same work as spans and as events, which have ids of other traces: where a sender's spans have usage, its events add none. */
export function toldOnce(traces: readonly Trace[]): readonly Trace[] {
  const fromSpans = traces.filter((trace) => !trace.isFromLogs && trace.totalTokens !== undefined)
  const senders = new Set(fromSpans.map((trace) => trace.service))
  return traces.filter((trace) => !trace.isFromLogs || !senders.has(trace.service))
}
