import type { RawEvent, RawLink, RawResource, RawScope, RawSpan } from '../../model/raw-span.ts'
import { keepSpan, REJECTED, reject } from '../batch.ts'
import type { Batch } from '../batch.ts'
import { noAttributes, withAttribute } from './any-value.ts'
import type { Cursor } from './cursor.ts'

/** Decodes the span that ends at `end` into the batch, or rejects it there with a reason. */
export function decodeSpan(cursor: Cursor, end: number, resource: RawResource, scope: RawScope, batch: Batch<RawSpan>): void {
  let traceId = ''
  let spanId = ''
  let parentSpanId = ''
  let traceState = ''
  let flags = 0
  let name = ''
  let kind = 0
  let startTimeUnixNano = 0n
  let endTimeUnixNano = 0n
  let attributes = noAttributes()
  let droppedAttributesCount = 0
  let droppedEventsCount = 0
  let droppedLinksCount = 0
  let events: RawEvent[] = NO_EVENTS
  let links: RawLink[] = NO_LINKS
  let status = UNSET
  let isLog = false
  while (cursor.pos < end) {
    const tag = cursor.tag()
    switch (tag) {
      case 10:
        traceId = cursor.hex()
        break
      case 18:
        spanId = cursor.hex()
        break
      case 26:
        traceState = cursor.text()
        break
      case 34:
        parentSpanId = cursor.hex()
        break
      case 42:
        name = cursor.repeatedText()
        break
      case 48:
        kind = cursor.int32()
        break
      case 57:
        startTimeUnixNano = cursor.fixed64()
        break
      case 65:
        endTimeUnixNano = cursor.fixed64()
        break
      case 74:
        attributes = withAttribute(attributes, cursor)
        break
      case 80:
        droppedAttributesCount = cursor.uint32()
        break
      case 90:
        if (events === NO_EVENTS) events = []
        events.push(decodeEvent(cursor))
        break
      case 96:
        droppedEventsCount = cursor.uint32()
        break
      case 106:
        if (links === NO_LINKS) links = []
        links.push(decodeLink(cursor))
        break
      case 112:
        droppedLinksCount = cursor.uint32()
        break
      case 122:
        status = decodeStatus(cursor)
        break
      case 133:
        flags = cursor.fixed32()
        break
      // LogRecord.time_unix_nano and observed_time_unix_nano: a span has messages and bytes under these numbers.
      case 9:
      case 89:
        isLog = true
        cursor.skip(tag)
        break
      default:
        cursor.skip(tag)
    }
  }
  cursor.finish(end)
  if (isLog) {
    reject(batch, REJECTED.looksLikeLog)
    return
  }
  keepSpan(batch, {
    traceId,
    spanId,
    parentSpanId,
    traceState,
    flags,
    name,
    kind,
    startTimeUnixNano,
    endTimeUnixNano,
    attributes,
    droppedAttributesCount,
    events,
    droppedEventsCount,
    links,
    droppedLinksCount,
    statusCode: status.code,
    statusMessage: status.message,
    resource,
    scope,
  })
}

const NO_EVENTS: RawEvent[] = []
const NO_LINKS: RawLink[] = []
const UNSET = { code: 0, message: '' }

function decodeStatus(cursor: Cursor): { code: number; message: string } {
  const end = cursor.end()
  let code = 0
  let message = ''
  while (cursor.pos < end) {
    const tag = cursor.tag()
    if (tag === 18) message = cursor.text()
    else if (tag === 24) code = cursor.int32()
    else cursor.skip(tag)
  }
  cursor.finish(end)
  return { code, message }
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
