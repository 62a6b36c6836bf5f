import type { SpanFact } from '../model/span-fact.ts'
import { AGGREGATED, countedSpans, isCall, isCarrier } from './count-usage.ts'
import { buildSpanTree, type SpanTree } from './span-tree.ts'

const MOST_NAMED = 20

/**
 * Why the usage of a span is in the totals of its trace, or why not: the spans below it tell of the same usage, another span tells of the
 * same response, it is a sum that only counts where nothing else does, or it is none.
 */
export type CountReason = 'counted' | 'covered' | 'same-response' | 'sum' | 'none'

/** Nothing for a span without usage. `spanIds`: the spans it gives way to. `spans`: all of the trace. */
export function explainCount(
  spans: readonly SpanFact[],
  spanId: string,
): { readonly reason: CountReason; readonly spanIds: readonly string[] } | undefined {
  const tree = buildSpanTree(spans)
  const index = tree.facts.findIndex((fact) => fact.spanId === spanId)
  const fact = tree.facts[index]
  if (fact === undefined || (fact.usage === undefined && fact.costNanoUsd === undefined)) return undefined
  const counted = countedSpans(tree)
  if (counted.includes(index)) return { reason: 'counted', spanIds: [] }
  const named = (indices: readonly number[]) => indices.slice(0, MOST_NAMED).map((at) => tree.facts[at]!.spanId)
  if (fact.usage?.source === AGGREGATED) return { reason: 'sum', spanIds: named(counted) }
  if (!isCarrier(fact)) return { reason: 'none', spanIds: [] }
  const below = coveringSpans(tree, index)
  if (below.length > 0) return { reason: 'covered', spanIds: named(below) }
  return { reason: 'same-response', spanIds: named(counted.filter((at) => tree.facts[at]!.responseId === fact.responseId)) }
}

/** The nearest carriers below a span with nothing between that makes them other work, in start order. */
function coveringSpans({ facts, parent }: SpanTree, top: number): number[] {
  const ends = isCall(facts[top]!) ? ['tool', 'agent', 'workflow'] : ['tool']
  return facts.flatMap((fact, index) => {
    if (index === top || !isCarrier(fact)) return []
    for (let at = parent[index]!; at !== -1; at = parent[at]!) {
      if (at === top) return [index]
      if (ends.includes(facts[at]!.kind) || isCarrier(facts[at]!)) return []
    }
    return []
  })
}
