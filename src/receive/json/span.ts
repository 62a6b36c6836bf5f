import type { RawEvent, RawLink, RawResource, RawScope, RawSpan } from '../../model/raw-span.ts'
import { readAttributes } from './any-value.ts'
import { countField, enumField, idField, listField, nanoField, objectField, textField } from './fields.ts'
import type { JsonObject } from './fields.ts'

/** Throws BadField. Ids are lower-case hex, not yet checked. */
export function readSpanItem(span: JsonObject, resource: RawResource, scope: RawScope): RawSpan {
  const status = objectField(span, 'status') ?? {}
  return {
    traceId: idField(span, 'traceId', 16),
    spanId: idField(span, 'spanId', 8),
    parentSpanId: idField(span, 'parentSpanId', 8),
    traceState: textField(span, 'traceState'),
    flags: countField(span, 'flags'),
    name: textField(span, 'name'),
    kind: enumField(span, 'kind', kindNumber),
    startTimeUnixNano: nanoField(span, 'startTimeUnixNano'),
    endTimeUnixNano: nanoField(span, 'endTimeUnixNano'),
    attributes: readAttributes(span),
    droppedAttributesCount: countField(span, 'droppedAttributesCount'),
    events: listField(span, 'events').map(readEvent),
    droppedEventsCount: countField(span, 'droppedEventsCount'),
    links: listField(span, 'links').map(readLink),
    droppedLinksCount: countField(span, 'droppedLinksCount'),
    statusCode: enumField(status, 'code', statusNumber),
    statusMessage: textField(status, 'message'),
    resource,
    scope,
  }
}

function readEvent(event: JsonObject): RawEvent {
  return {
    timeUnixNano: nanoField(event, 'timeUnixNano'),
    name: textField(event, 'name'),
    attributes: readAttributes(event),
    droppedAttributesCount: countField(event, 'droppedAttributesCount'),
  }
}

function readLink(link: JsonObject): RawLink {
  return {
    traceId: idField(link, 'traceId', 16),
    spanId: idField(link, 'spanId', 8),
    traceState: textField(link, 'traceState'),
    attributes: readAttributes(link),
    droppedAttributesCount: countField(link, 'droppedAttributesCount'),
    flags: countField(link, 'flags'),
  }
}

const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER']
const STATUSES = ['UNSET', 'OK', 'ERROR']

function kindNumber(name: string): number {
  return Math.max(0, KINDS.indexOf(name.toUpperCase().replace('SPAN_KIND_', '')))
}

function statusNumber(name: string): number {
  return Math.max(0, STATUSES.indexOf(name.toUpperCase().replace('STATUS_CODE_', '')))
}
