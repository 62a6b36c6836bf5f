type Metric = {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge'
  readonly samples: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[]
}

type BySignal = Readonly<Record<string, number>>
type Received = {
  readonly requests: number
  readonly refusedRequests: ReadonlyMap<string, number>
  readonly accepted: BySignal
  readonly rejected: BySignal
  readonly refused: BySignal
}
type Written = {
  readonly queuedBytes: number
  readonly spansWritten: number
  readonly logsWritten: number
  readonly batchesWritten: number
  readonly rowsRefused: number
  readonly dirtyTraces: number
  readonly dirtySessions: number
  readonly rollupLagMs: number
  readonly repairedTraces: number
}

/** What `/metrics` says besides the numbers of the process. Labels are signals and error codes, never content. */
export function metricsOf(counters: Received, ingest: Written): Metric[] {
  const bySignal = (counts: BySignal) => Object.entries(counts).map(([signal, value]) => ({ labels: { signal }, value }))
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
  ]
}

function counter(name: string, help: string, samples: Metric['samples']): Metric {
  return { name, help, type: 'counter', samples }
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: 'gauge', samples: [{ value }] }
}
