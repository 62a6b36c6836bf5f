import type { SpanFieldReading, SpanRow } from '../api/contract/span.ts'
import type { Explanation } from '../model/explanation.ts'
import type { SpanFact } from '../model/span-fact.ts'
import type { CountReason } from '../rollup/rollup.ts'
import { costOf } from './assemble-totals.ts'

type Count = { readonly reason: CountReason; readonly spanIds: readonly string[] }

/** How a span was read, with what only the rest of its trace and the prices of the project can say. */
export function assembleReadings(own: readonly Explanation[], row: SpanRow, fact: SpanFact, count: Count | undefined): SpanFieldReading[] {
  return [
    ...own.map((each) => (each.field === 'outcome' ? outcomeReading(each, row) : each)),
    ...countReading(count),
    ...priceReading(fact),
  ].map(({ keys, others, spanIds, ...rest }) => ({
    ...rest,
    keys: [...keys],
    others: others.map((other) => ({ ...other, keys: [...other.keys] })),
    spanIds: spanIds === undefined ? undefined : [...spanIds],
  }))
}

/** Log records in a span, and the rest of its trace, may know better how it ended. */
function outcomeReading(own: Explanation, { outcome, outcomeRule }: SpanRow): Explanation {
  const rule = `outcome.${outcomeRule}`
  const { field, others, ...said } = own
  return outcome === said.value && rule === said.rule ? own : { field, value: outcome, rule, keys: [], others: [said, ...others] }
}

function countReading(count: Count | undefined): readonly Explanation[] {
  if (count === undefined) return []
  const { reason, spanIds } = count
  return [{ field: 'counted', value: reason === 'counted' ? 'yes' : 'no', rule: `count.${reason}`, keys: [], others: [], spanIds }]
}

/** A cost nobody sent is tokens times a price. */
function priceReading({ costNanoUsd, costSource }: SpanFact): readonly Explanation[] {
  const usd = costSource === 'listed' || costSource === 'project' ? costOf(costNanoUsd) : undefined
  return usd === undefined ? [] : [{ field: 'cost', value: String(usd), rule: `cost.${costSource}`, keys: [], others: [] }]
}
