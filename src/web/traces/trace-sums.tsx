import type { TracePage } from '../../api/contract/trace.ts'
import { formatCompact, formatCount, formatPlural } from '../format/number.ts'
import { ListFooter } from '../list/list-frame.tsx'
import { CostOf } from '../ui/value.tsx'

/** Sums over every trace that matches, not only the loaded ones. */
export function TraceSums({ page }: { page: TracePage }) {
  const { sums } = page
  return (
    <ListFooter>
      <span data-tip="Over all traces that match">
        <span aria-hidden>Σ </span>
        {formatPlural(sums.spanCount, 'span')}
      </span>
      <span className={sums.errorCount > 0 ? 'text-error' : undefined}>{formatPlural(sums.errorCount, 'error span')}</span>
      <span
        data-tip={`${formatCount(sums.promptTokens)} prompt, of them ${formatCount(sums.cachedPromptTokens)} cached\n${formatCount(sums.completionTokens)} completion`}
      >
        {formatCompact(sums.totalTokens)} tokens
      </span>
      {sums.costUsd !== undefined && <CostOf row={sums} />}
    </ListFooter>
  )
}
