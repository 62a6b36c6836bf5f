import { AppError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import type { RawLogRecord, RawSpan } from '../model/raw-span.ts'
import type { SpanSink } from '../model/span-sink.ts'
import { countRejected, isWrongSignal } from './batch.ts'
import type { Batch } from './batch.ts'
import type { ReceiveCounters } from './counters.ts'
import { countJsonMetrics, decodeJsonLogs, decodeJsonSpans } from './decode-json.ts'
import { countProtobufMetrics, decodeProtobufLogs, decodeProtobufSpans } from './decode-protobuf.ts'
import type { Encoding } from './otlp-reply.ts'

export type Signal = 'traces' | 'logs' | 'metrics'

/** What became of one request's telemetry. `message` is empty when nothing was rejected. */
export type Accepted = { readonly acceptedCount: number; readonly rejectedCount: number; readonly message: string }

export type AcceptDeps = { readonly sink: SpanSink; readonly log: Log; readonly counters: ReceiveCounters }

/**
 * Decodes one request body and hands what it holds to the sink, once. Resolves when the sink has kept it. Rejects with AppError
 * and then nothing was kept. Trouble nobody expected while storing is `unavailable`, so that the sender tries again.
 */
export async function acceptBody(signal: Signal, encoding: Encoding, body: Buffer, projectId: string, deps: AcceptDeps): Promise<Accepted> {
  const isJson = encoding === 'json'
  switch (signal) {
    case 'traces': {
      const batch = isJson ? decodeJsonSpans(body) : decodeProtobufSpans(body)
      return handOver(signal, batch, deps, (spans: readonly RawSpan[]) => deps.sink.acceptSpans(projectId, spans, body.length))
    }
    case 'logs': {
      const batch = isJson ? decodeJsonLogs(body) : decodeProtobufLogs(body)
      return handOver(signal, batch, deps, (records: readonly RawLogRecord[]) => deps.sink.acceptLogs(projectId, records, body.length))
    }
    case 'metrics': {
      const acceptedCount = isJson ? countJsonMetrics(body) : countProtobufMetrics(body)
      deps.counters.accepted.metrics += acceptedCount
      return { acceptedCount, rejectedCount: 0, message: '' }
    }
  }
}

async function handOver<T>(
  signal: Signal,
  batch: Batch<T>,
  deps: AcceptDeps,
  store: (items: readonly T[]) => Promise<void>,
): Promise<Accepted> {
  const { counters, log } = deps
  const acceptedCount = batch.items.length
  const rejectedCount = countRejected(batch)
  try {
    if (isWrongSignal(batch)) throw new AppError('bad_input', 'wrong_signal', describeRejected(batch))
    if (acceptedCount > 0) await store(batch.items)
  } catch (error) {
    counters.refused[signal] += acceptedCount + rejectedCount
    if (error instanceof AppError) throw error
    log.error({ error, signal, count: acceptedCount }, 'storing failed unexpectedly')
    throw new AppError('unavailable', 'store_failed', 'The telemetry could not be stored just now.', { cause: error, retryAfterSeconds: 5 })
  }
  counters.accepted[signal] += acceptedCount
  counters.rejected[signal] += rejectedCount
  return { acceptedCount, rejectedCount, message: describeRejected(batch) }
}

const MAX_REASONS = 5

function describeRejected(batch: Batch<unknown>): string {
  const reasons = [...batch.rejected].sort(([, a], [, b]) => b - a)
  if (reasons.length === 0) return ''
  const told = reasons.slice(0, MAX_REASONS).map(([reason, count]) => `${count} × ${reason}`)
  if (reasons.length > MAX_REASONS) told.push(`and ${reasons.length - MAX_REASONS} other reasons`)
  return `${countRejected(batch)} rejected: ${told.join('; ')}`
}
