import type { SpanFieldReading, SpanRow } from '../api/contract/span.ts'
import type { Explanation } from '../model/explanation.ts'
import type { CountReason } from '../rollup/rollup.ts'

type Count = { readonly reason: CountReason; readonly spanIds: readonly string[] }

/** How a span was read, with what only the rest of its trace and the prices of the project can say. */
export function assembleReadings(own: readonly Explanation[], row: SpanRow, count: Count | undefined): SpanFieldReading[] {
  return [
    ...own.map((each) => (each.field === 'outcome' ? outcomeReading(each, row) : each)),
    ...countReading(count),
    ...priceReading(row),
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
function priceReading({ costUsd, costSource }: SpanRow): readonly Explanation[] {
  if (costUsd === undefined || costSource === undefined || costSource === 'sent') return []
  return [{ field: 'cost', value: String(costUsd), rule: `cost.${costSource}`, keys: [], others: [] }]
}
