import type { SpanRow } from '../api/contract/span.ts'

export type PlacedSpan = {
  readonly span: SpanRow
  readonly depth: number
  /** It names a parent that is not among them. */
  readonly isOrphan: boolean
}

/** Every span once, parents before their children, siblings as given. Spans that are their own ancestors begin at the first of them. */
export function orderSpans(spans: readonly SpanRow[]): PlacedSpan[] {
  const ids = new Set(spans.map(({ id }) => id))
  const childrenOf = new Map<string, SpanRow[]>()
  for (const span of spans) {
    if (span.parentId === undefined) continue
    const siblings = childrenOf.get(span.parentId)
    if (siblings === undefined) childrenOf.set(span.parentId, [span])
    else siblings.push(span)
  }
  const placed: PlacedSpan[] = []
  const done = new Set<string>()
  const walkFrom = (top: SpanRow) => {
    const waiting = [{ span: top, depth: 0 }]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { span, depth } = next
      if (done.has(span.id)) continue
      done.add(span.id)
      placed.push({ span, depth, isOrphan: span.parentId !== undefined && !ids.has(span.parentId) })
      for (const child of (childrenOf.get(span.id) ?? []).toReversed()) waiting.push({ span: child, depth: depth + 1 })
    }
  }
  for (const span of spans) if (span.parentId === undefined || !ids.has(span.parentId)) walkFrom(span)
  for (const span of spans) walkFrom(span)
  return placed
}
