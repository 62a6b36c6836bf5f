import type { RawLogRecord, RawSpan } from '../../model/raw-span.ts'
import { textOf } from '../scalar.ts'

const SPAN_KIND_INTERNAL = 1

type Made = Pick<RawSpan, 'traceId' | 'spanId' | 'parentSpanId' | 'name' | 'origin'> & Partial<RawSpan>

/** A span with what the record says, a moment long. */
export function madeSpan(record: RawLogRecord, made: Made): RawSpan {
  const at = recordTime(record)
  return {
    traceState: '',
    flags: record.flags,
    kind: SPAN_KIND_INTERNAL,
    startTimeUnixNano: at,
    endTimeUnixNano: at,
    attributes: record.attributes,
    droppedAttributesCount: record.droppedAttributesCount,
    events: [],
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
    statusCode: 0,
    statusMessage: '',
    resource: record.resource,
    scope: record.scope,
    ...made,
  }
}

/** Names an event may have: the attribute is the older and, where both are there, the telling one (Codex names a source line as well). */
export function eventNames(record: RawLogRecord): readonly string[] {
  const names = [textOf(record.attributes.get('event.name')), record.eventName]
  return names.filter((name) => name !== '')
}

/** Codex states only when the record was observed. */
function recordTime({ timeUnixNano, observedTimeUnixNano }: RawLogRecord): bigint {
  return timeUnixNano === 0n ? observedTimeUnixNano : timeUnixNano
}
