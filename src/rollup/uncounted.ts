import type { SpanFact } from '../model/span-fact.ts'
import { countedSpanIds, isCarrier } from './count-usage.ts'

/** The spans of a trace that tell of usage which other spans are counted for. */
export function uncountedSpans(spans: readonly SpanFact[]): readonly SpanFact[] {
  const counted = countedSpanIds(spans)
  return spans.filter((fact) => isCarrier(fact) && !counted.has(fact.spanId))
}
