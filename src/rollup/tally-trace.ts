import type { Outcome } from '../model/outcome.ts'
import type { SpanFact } from '../model/span-fact.ts'
import { countedFacts, isCall, paidFacts } from './count-usage.ts'
import { modelCalls } from './model-calls.ts'
import { settle } from './settle-outcomes.ts'
import { toolRuns } from './tool-runs.ts'
import { shareOf } from './trace-shares.ts'

/** A span and what became of it once its trace is known. */
export type SettledSpan = { readonly fact: SpanFact; readonly outcome: Outcome }

/** What ran in a trace, and whose usage and cost make up its totals. */
export type TraceTally = {
  /** Each call of a model once. */
  readonly calls: readonly SettledSpan[]
  readonly tools: readonly SettledSpan[]
  readonly counted: readonly SpanFact[]
  readonly paid: readonly SpanFact[]
}

/** `facts`: of one trace, one per span id; `part`: see Trace. */
export function tallyTrace(facts: readonly SpanFact[], part: string): TraceTally | undefined {
  const share = shareOf(facts, part)
  if (share === undefined) return undefined
  const { tree, told } = share
  const { outcomes } = settle(tree)
  const counted = countedFacts(tree, told)
  const settled = (index: number): SettledSpan => ({ fact: tree.facts[index]!, outcome: outcomes[index]! })
  const calls = modelCalls(tree, counted).map(settled)
  return {
    calls: calls.length > 0 ? calls : counted.filter(isCall).map((fact) => ({ fact, outcome: fact.outcome })),
    tools: toolRuns(tree).map(settled),
    counted,
    paid: paidFacts(counted, told),
  }
}
