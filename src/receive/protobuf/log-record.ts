import type { AnyValue } from '../../model/any-value.ts'
import type { RawLogRecord, RawResource, RawScope } from '../../model/raw-span.ts'
import { keepLogRecord, REJECTED, reject } from '../batch.ts'
import type { Batch } from '../batch.ts'
import { decodeAnyValue, noAttributes, withAttribute } from './any-value.ts'
import type { Cursor } from './cursor.ts'

/** Decodes the log record that ends at `end` into the batch, or rejects it there with a reason. */
export function decodeLogRecord(cursor: Cursor, end: number, resource: RawResource, scope: RawScope, batch: Batch<RawLogRecord>): void {
  let traceId = ''
  let spanId = ''
  let timeUnixNano = 0n
  let observedTimeUnixNano = 0n
  let severityNumber = 0
  let severityText = ''
  let eventName = ''
  let body: AnyValue
  let attributes = noAttributes()
  let droppedAttributesCount = 0
  let flags = 0
  let isSpan = false
  while (cursor.pos < end) {
    const tag = cursor.tag()
    switch (tag) {
      case 9:
        timeUnixNano = cursor.fixed64()
        break
      case 16:
        severityNumber = cursor.int32()
        break
      case 26:
        severityText = cursor.repeatedText()
        break
      case 42:
        body = decodeAnyValue(cursor, 0)
        break
      case 50:
        attributes = withAttribute(attributes, cursor)
        break
      case 56:
        droppedAttributesCount = cursor.uint32()
        break
      case 69:
        flags = cursor.fixed32()
        break
      case 74:
        traceId = cursor.hex()
        break
      case 82:
        spanId = cursor.hex()
        break
      case 89:
        observedTimeUnixNano = cursor.fixed64()
        break
      case 98:
        eventName = cursor.repeatedText()
        break
      // Span.trace_id and span_id: a log record has a number under these.
      case 10:
      case 18:
        isSpan = true
        cursor.pos = end
        break
      default:
        cursor.skip(tag)
    }
  }
  cursor.finish(end)
  if (isSpan) {
    reject(batch, REJECTED.looksLikeSpan)
    return
  }
  keepLogRecord(batch, {
    traceId,
    spanId,
    timeUnixNano,
    observedTimeUnixNano,
    severityNumber,
    severityText,
    eventName,
    body,
    attributes,
    droppedAttributesCount,
    flags,
    resource,
    scope,
  })
}
