import type { SpanFact } from '../model/span-fact.ts'

/**
 * The shape of turns that log events tell. An agent that does not number its prompts leaves all its events side by side: each goes below
 * the prompt that was asked last before it ended. A prompt is logged when it is asked, so it lasts as long as what lies below it.
 * `spans` in time order.
 */
export function nestInTurns(spans: readonly SpanFact[], notes: readonly SpanFact[]): readonly SpanFact[] {
  const turns = spans.filter(isTurn)
  if (turns.length === 0) return spans
  const nested = spans.map((span) => {
    if (span.origin !== 'log' || span.parentSpanId !== '' || isTurn(span)) return span
    const turn = turns.findLast((each) => each.startUnixNano <= span.endUnixNano)
    return turn === undefined ? span : { ...span, parentSpanId: turn.spanId }
  })
  const ends = new Map<string, bigint>()
  for (const { parentSpanId, endUnixNano } of [...nested, ...notes]) {
    if (endUnixNano > (ends.get(parentSpanId) ?? 0n)) ends.set(parentSpanId, endUnixNano)
  }
  return nested.map((span) => {
    const end = isTurn(span) ? (ends.get(span.spanId) ?? 0n) : 0n
    return end > span.endUnixNano ? { ...span, endUnixNano: end } : span
  })
}

function isTurn({ origin, kind }: SpanFact): boolean {
  return origin === 'log' && kind === 'agent'
}
