import { AppError } from '../base/errors.ts'
import type { RawLogRecord, RawResource, RawScope, RawSpan } from '../model/raw-span.ts'
import { createBatch, REJECTED, reject } from './batch.ts'
import type { Batch } from './batch.ts'
import type { Cursor } from './protobuf/cursor.ts'
import { walkEnvelope } from './protobuf/envelope.ts'
import { decodeLogRecord } from './protobuf/log-record.ts'
import { countMetricPoints } from './protobuf/metric.ts'
import { decodeSpan } from './protobuf/span.ts'

type ItemDecoder<T> = (cursor: Cursor, end: number, resource: RawResource, scope: RawScope, batch: Batch<T>) => void

/** ExportTraceServiceRequest → spans. Throws `bad_input` only when the envelope itself is broken. */
export function decodeProtobufSpans(bytes: Buffer): Batch<RawSpan> {
  return decodeItems(bytes, decodeSpan)
}

/** ExportLogsServiceRequest → log records. Throws `bad_input` only when the envelope itself is broken. */
export function decodeProtobufLogs(bytes: Buffer): Batch<RawLogRecord> {
  return decodeItems(bytes, decodeLogRecord)
}

/** ExportMetricsServiceRequest → how many data points it holds. */
export function countProtobufMetrics(bytes: Buffer): number {
  let count = 0
  walkEnvelope(bytes, (cursor, end) => {
    count += countMetricPoints(cursor, end)
  })
  return count
}

function decodeItems<T>(bytes: Buffer, decodeItem: ItemDecoder<T>): Batch<T> {
  const batch = createBatch<T>()
  walkEnvelope(bytes, (cursor, end, resource, scope) => {
    try {
      decodeItem(cursor, end, resource, scope, batch)
    } catch (error) {
      if (!(error instanceof AppError) || error.isTooLarge) throw error
      reject(batch, REJECTED.malformed)
    }
  })
  return batch
}
