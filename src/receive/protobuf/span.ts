import type { RawEvent, RawLink, RawResource, RawScope, RawSpan } from '../../model/raw-span.ts'
import { keepSpan, REJECTED, reject } from '../batch.ts'
import type { Batch } from '../batch.ts'
import { noAttributes, withAttribute } from './any-value.ts'
import type { Cursor } from './cursor.ts'

/** Decodes the span that ends at `end` into the batch, or rejects it there with a reason. */
export function decodeSpan(cursor: Cursor, end: number, resource: RawResource, scope: RawScope, batch: Batch<RawSpan>): void {
  const span = emptySpan(resource, scope)
  let isLog = false
  while (cursor.pos < end) {
    const tag = cursor.tag()
    if (tag === LOG_TIME || tag === LOG_OBSERVED_TIME) isLog = true
    decodeSpanField(cursor, tag, span)
  }
  cursor.finish(end)
  if (isLog) reject(batch, REJECTED.looksLikeLog)
  else keepSpan(batch, span)
}

/** LogRecord.time_unix_nano and observed_time_unix_nano: a span has bytes and messages under these numbers. */
const LOG_TIME = 9
const LOG_OBSERVED_TIME = 89

type Draft<T> = { -readonly [Key in keyof T]: T[Key] }
type SpanDraft = Draft<RawSpan> & { events: RawEvent[]; links: RawLink[] }

const NO_EVENTS: RawEvent[] = []
const NO_LINKS: RawLink[] = []

function emptySpan(resource: RawResource, scope: RawScope): SpanDraft {
  return {
    traceId: '',
    spanId: '',
    parentSpanId: '',
    traceState: '',
    flags: 0,
    name: '',
    kind: 0,
    startTimeUnixNano: 0n,
    endTimeUnixNano: 0n,
    attributes: noAttributes(),
    droppedAttributesCount: 0,
    events: NO_EVENTS,
    droppedEventsCount: 0,
    links: NO_LINKS,
    droppedLinksCount: 0,
    statusCode: 0,
    statusMessage: '',
    resource,
    scope,
  }
}

/** Attributes first: nearly every field of a span is one. */
function decodeSpanField(cursor: Cursor, tag: number, span: SpanDraft): void {
  if (tag === 74) span.attributes = withAttribute(span.attributes, cursor)
  else if (tag === 10) span.traceId = cursor.hex()
  else if (tag === 18) span.spanId = cursor.hex()
  else if (tag === 26) span.traceState = cursor.text()
  else if (tag === 34) span.parentSpanId = cursor.hex()
  else if (tag === 42) span.name = cursor.repeatedText()
  else if (tag === 48) span.kind = cursor.int32()
  else if (tag === 57) span.startTimeUnixNano = cursor.fixed64()
  else if (tag === 65) span.endTimeUnixNano = cursor.fixed64()
  else if (tag === 80) span.droppedAttributesCount = cursor.uint32()
  else if (tag === 90) {
    if (span.events === NO_EVENTS) span.events = []
    span.events.push(decodeEvent(cursor))
  } else if (tag === 96) span.droppedEventsCount = cursor.uint32()
  else if (tag === 106) {
    if (span.links === NO_LINKS) span.links = []
    span.links.push(decodeLink(cursor))
  } else if (tag === 112) span.droppedLinksCount = cursor.uint32()
  else if (tag === 122) decodeStatus(cursor, span)
  else if (tag === 133) span.flags = cursor.fixed32()
  else cursor.skip(tag)
}

function decodeStatus(cursor: Cursor, span: SpanDraft): void {
  const end = cursor.end()
  while (cursor.pos < end) {
    const tag = cursor.tag()
    if (tag === 18) span.statusMessage = cursor.text()
    else if (tag === 24) span.statusCode = cursor.int32()
    else cursor.skip(tag)
  }
  cursor.finish(end)
}

function decodeEvent(cursor: Cursor): RawEvent {
  const end = cursor.end()
  let timeUnixNano = 0n
  let name = ''
  let attributes = noAttributes()
  let droppedAttributesCount = 0
  while (cursor.pos < end) {
    const tag = cursor.tag()
    if (tag === 9) timeUnixNano = cursor.fixed64()
    else if (tag === 18) name = cursor.repeatedText()
    else if (tag === 26) attributes = withAttribute(attributes, cursor)
    else if (tag === 32) droppedAttributesCount = cursor.uint32()
    else cursor.skip(tag)
  }
  cursor.finish(end)
  return { timeUnixNano, name, attributes, droppedAttributesCount }
}

/** Ids of links are kept as sent, right or wrong: a link is only shown. */
function decodeLink(cursor: Cursor): RawLink {
  const end = cursor.end()
  let traceId = ''
  let spanId = ''
  let traceState = ''
  let attributes = noAttributes()
  let droppedAttributesCount = 0
  let flags = 0
  while (cursor.pos < end) {
    const tag = cursor.tag()
    if (tag === 10) traceId = cursor.hex()
    else if (tag === 18) spanId = cursor.hex()
    else if (tag === 26) traceState = cursor.text()
    else if (tag === 34) attributes = withAttribute(attributes, cursor)
    else if (tag === 40) droppedAttributesCount = cursor.uint32()
    else if (tag === 53) flags = cursor.fixed32()
    else cursor.skip(tag)
  }
  cursor.finish(end)
  return { traceId, spanId, traceState, attributes, droppedAttributesCount, flags }
}
