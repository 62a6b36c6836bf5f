import type { RawLogRecord, RawResource, RawScope, RawSpan } from '../model/raw-span.ts'
import { createBatch, keepLogRecord, keepSpan, reject } from './batch.ts'
import type { Batch } from './batch.ts'
import { ENVELOPES, walkJsonEnvelope } from './json/envelope.ts'
import type { EnvelopeNames } from './json/envelope.ts'
import { asObject, BadField, listField, objectField } from './json/fields.ts'
import type { JsonObject } from './json/fields.ts'
import { readLogItem } from './json/log-record.ts'
import { readSpanItem } from './json/span.ts'

/** OTLP/JSON → spans. Throws `bad_input` only when the envelope itself is broken. */
export function decodeJsonSpans(bytes: Buffer): Batch<RawSpan> {
  return decodeItems(bytes, ENVELOPES.traces, (batch, item, resource, scope) => keepSpan(batch, readSpanItem(item, resource, scope)))
}

/** OTLP/JSON → log records. Throws `bad_input` only when the envelope itself is broken. */
export function decodeJsonLogs(bytes: Buffer): Batch<RawLogRecord> {
  return decodeItems(bytes, ENVELOPES.logs, (batch, item, resource, scope) => keepLogRecord(batch, readLogItem(item, resource, scope)))
}

/** OTLP/JSON → how many metric data points it holds. */
export function countJsonMetrics(bytes: Buffer): number {
  let count = 0
  walkJsonEnvelope(bytes, ENVELOPES.metrics, (item) => {
    const metric = asObject(item, 'metrics')
    for (const kind of ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary']) {
      const data = objectField(metric, kind)
      if (data !== undefined) count += listField(data, 'dataPoints').length
    }
  })
  return count
}

type ItemReader<T> = (batch: Batch<T>, item: JsonObject, resource: RawResource, scope: RawScope) => void

function decodeItems<T>(bytes: Buffer, names: EnvelopeNames, readItem: ItemReader<T>): Batch<T> {
  const batch = createBatch<T>()
  walkJsonEnvelope(bytes, names, (item, resource, scope) => {
    try {
      readItem(batch, asObject(item, names.items), resource, scope)
    } catch (error) {
      if (!(error instanceof BadField)) throw error
      reject(batch, error.message)
    }
  })
  return batch
}
