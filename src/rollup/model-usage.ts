import { modelOf, type SpanFact } from '../model/span-fact.ts'
import type { ModelUsage } from '../model/trace.ts'
import { isCall, isEstimate, sumCost, sumUsage } from './count-usage.ts'
import { modelCalls } from './model-calls.ts'
import type { SpanTree } from './span-tree.ts'

/** What models beyond that many have used goes under the empty name. */
const MAX_MODELS = 100

type Facts = { readonly calls: SpanFact[]; readonly counted: SpanFact[]; readonly paid: SpanFact[] }

/** What of a trace each model has used, by name: together the totals of the trace. `counted`, `paid`: see TraceTally. */
export function modelUsage(tree: SpanTree, counted: readonly SpanFact[], paid: readonly SpanFact[]): ModelUsage[] {
  const calls = modelCalls(tree, counted).map((index) => tree.facts[index]!)
  const models = new Map<string, Facts>()
  const note = (kind: keyof Facts, facts: readonly SpanFact[]) => {
    for (const fact of facts) factsOf(models, modelOf(fact))[kind].push(fact)
  }
  note('counted', counted)
  note('paid', paid)
  note('calls', calls.length > 0 ? calls : counted.filter(isCall))
  return [...models].map(([model, facts]) => usageOf(model, facts)).sort((a, b) => (a.model < b.model ? -1 : 1))
}

function factsOf(models: Map<string, Facts>, named: string): Facts {
  const model = models.has(named) || models.size < MAX_MODELS ? named : ''
  let facts = models.get(model)
  if (facts === undefined) models.set(model, (facts = { calls: [], counted: [], paid: [] }))
  return facts
}

function usageOf(model: string, { calls, counted, paid }: Facts): ModelUsage {
  return { model, callCount: calls.length, ...sumUsage(counted), costNanoUsd: sumCost(paid), isCostEstimated: paid.some(isEstimate) }
}
