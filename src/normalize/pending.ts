import type { RawSpan } from '../model/raw-span.ts'
import { isTrue } from './scalar.ts'

const MOST_COUNTED = 32_767

/** A span sent before it ended: no end time, or marked so by its SDK. */
export function isPending({ endTimeUnixNano, attributes }: RawSpan): boolean {
  return (
    endTimeUnixNano === 0n ||
    attributes.get('logfire.span_type') === 'pending_span' ||
    isTrue(attributes.get('lmnr.internal.metadata_only'))
  )
}

/** How complete this version of a span is, 0–65535: an ended one beats any unended one, then more attributes and events. */
export function measureCompleteness(raw: RawSpan): number {
  const counted = Math.min(raw.attributes.size + raw.events.length, MOST_COUNTED)
  return isPending(raw) ? counted : MOST_COUNTED + 1 + counted
}
