import type { RawLogRecord, RawResource, RawScope } from '../../model/raw-span.ts'
import { keepLogRecord, REJECTED, reject } from '../batch.ts'
import type { Batch } from '../batch.ts'
import { decodeAnyValue, noAttributes, withAttribute } from './any-value.ts'
import type { Cursor } from './cursor.ts'

/** Decodes the log record that ends at `end` into the batch, or rejects it there with a reason. */
export function decodeLogRecord(cursor: Cursor, end: number, resource: RawResource, scope: RawScope, batch: Batch<RawLogRecord>): void {
  const record = emptyRecord(resource, scope)
  while (cursor.pos < end) {
    const tag = cursor.tag()
    if (tag === SPAN_TRACE_ID || tag === SPAN_ID) {
      reject(batch, REJECTED.looksLikeSpan)
      return
    }
    decodeRecordField(cursor, tag, record)
  }
  cursor.finish(end)
  keepLogRecord(batch, record)
}

/** Span.trace_id and span_id: a log record has numbers under these. */
const SPAN_TRACE_ID = 10
const SPAN_ID = 18

type Draft<T> = { -readonly [Key in keyof T]: T[Key] }

function emptyRecord(resource: RawResource, scope: RawScope): Draft<RawLogRecord> {
  return {
    traceId: '',
    spanId: '',
    timeUnixNano: 0n,
    observedTimeUnixNano: 0n,
    severityNumber: 0,
    severityText: '',
    eventName: '',
    body: undefined,
    attributes: noAttributes(),
    droppedAttributesCount: 0,
    flags: 0,
    resource,
    scope,
  }
}

function decodeRecordField(cursor: Cursor, tag: number, record: Draft<RawLogRecord>): void {
  if (tag === 50) record.attributes = withAttribute(record.attributes, cursor)
  else if (tag === 9) record.timeUnixNano = cursor.fixed64()
  else if (tag === 16) record.severityNumber = cursor.int32()
  else if (tag === 26) record.severityText = cursor.repeatedText()
  else if (tag === 42) record.body = decodeAnyValue(cursor, 0)
  else if (tag === 56) record.droppedAttributesCount = cursor.uint32()
  else if (tag === 69) record.flags = cursor.fixed32()
  else if (tag === 74) record.traceId = cursor.hex()
  else if (tag === 82) record.spanId = cursor.hex()
  else if (tag === 89) record.observedTimeUnixNano = cursor.fixed64()
  else if (tag === 98) record.eventName = cursor.repeatedText()
  else cursor.skip(tag)
}
