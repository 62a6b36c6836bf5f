import { modelOf, type SpanFact } from '../model/span-fact.ts'
import { countedFacts, paidFacts } from './count-usage.ts'
import { joinNotes } from './join-notes.ts'
import { buildSpanTree } from './span-tree.ts'

/** Of one trace, what counts and names a model, and yet has neither a cost nor a price. */
export function unpricedCalls(facts: readonly SpanFact[]): readonly SpanFact[] {
  const { spans, told } = joinNotes(facts)
  const counted = countedFacts(buildSpanTree(spans), told)
  return paidFacts(counted, told).filter((fact) => fact.costNanoUsd === undefined && modelOf(fact) !== '')
}
