import type { Metric } from '../api/api.ts'
import type { IngestStats } from '../ingest/ingest.ts'
import type { ReceiveCounters } from '../receive/receive.ts'

/** What `/metrics` says besides the numbers of the process. Labels are signals and error codes, never content. */
export function metricsOf(counters: ReceiveCounters, ingest: IngestStats, listeners: number): Metric[] {
  const bySignal = (counts: ReceiveCounters['accepted']) => Object.entries(counts).map(([signal, value]) => ({ labels: { signal }, value }))
  const byReason = [...counters.refusedRequests].map(([reason, value]) => ({ labels: { reason }, value }))
  return [
    counter('sojourn_requests_total', 'OTLP requests', [{ value: counters.requests }]),
    counter('sojourn_requests_refused_total', 'OTLP requests answered with an error, by reason', byReason),
    counter('sojourn_items_accepted_total', 'Spans, log records and data points that were accepted', bySignal(counters.accepted)),
    counter('sojourn_items_rejected_total', 'Items named in a partial success', bySignal(counters.rejected)),
    counter('sojourn_items_refused_total', 'Items of requests that were answered with an error', bySignal(counters.refused)),
    counter('sojourn_spans_written_total', 'Spans on disk', [{ value: ingest.spansWritten }]),
    counter('sojourn_logs_written_total', 'Log records on disk', [{ value: ingest.logsWritten }]),
    counter('sojourn_batches_written_total', 'Inserts of spans and logs', [{ value: ingest.batchesWritten }]),
    counter('sojourn_rows_refused_total', 'Rows the engine could not read', [{ value: ingest.rowsRefused }]),
    counter('sojourn_traces_repaired_total', 'Traces folded again after a crash', [{ value: ingest.repairedTraces }]),
    gauge('sojourn_queue_bytes', 'Decoded bytes waiting to be written', ingest.queuedBytes),
    gauge('sojourn_traces_waiting', 'Traces waiting to be folded', ingest.dirtyTraces),
    gauge('sojourn_sessions_waiting', 'Sessions waiting to be folded', ingest.dirtySessions),
    gauge('sojourn_rollup_lag_seconds', 'Age of the oldest span that is in no total yet', ingest.rollupLagMs / 1000),
    gauge('sojourn_live_listeners', 'Live streams that are open', listeners),
  ]
}

function counter(name: string, help: string, samples: Metric['samples']): Metric {
  return { name, help, type: 'counter', samples }
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: 'gauge', samples: [{ value }] }
}
