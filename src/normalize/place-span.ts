import type { RawSpan } from '../model/raw-span.ts'
import { isTrue, textOf } from './scalar.ts'

const NO_PARENT = '0000000000000000'
const SPAN_ID = /^[0-9a-f]{16}$/

/**
 * The span as which one is kept. Some SDKs send spans that are none of their own: those take the place of what they speak of, so that
 * nothing is counted twice. A span already placed stays as it is.
 */
export function placeSpan(raw: RawSpan): RawSpan {
  if (raw.attributes.get('logfire.span_type') === 'pending_span') return announced(raw)
  if (isTrue(raw.attributes.get('lmnr.internal.metadata_only')) || raw.name.endsWith('(merged tools)')) return { ...raw, origin: 'note' }
  return raw
}

/**
 * Logfire announces a span under an id of its own, as a child of the span it announces, and names the real parent in an attribute
 * (`PendingSpanProcessor`): it is a first version of that span.
 */
function announced(raw: RawSpan): RawSpan {
  const parent = textOf(raw.attributes.get('logfire.pending_parent_id')).toLowerCase()
  const realParent = parent === NO_PARENT ? '' : parent
  if (raw.parentSpanId === '' || raw.parentSpanId === realParent || (realParent !== '' && !SPAN_ID.test(realParent))) return raw
  return { ...raw, spanId: raw.parentSpanId, parentSpanId: realParent }
}
