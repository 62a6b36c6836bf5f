import type { SessionPage } from '../../api/contract/session.ts'
import { formatCompact, formatCount, formatPlural } from '../format/number.ts'
import { ListFooter } from '../list/list-frame.tsx'
import { CostOf } from '../ui/value.tsx'

/** Sums over every session that matches, not only the loaded ones. */
export function SessionSums({ page }: { page: SessionPage }) {
  const { sums } = page
  return (
    <ListFooter>
      <span data-tip="Over all sessions that match">
        <span aria-hidden>Σ </span>
        {formatPlural(sums.traceCount, 'trace')}
      </span>
      <span className={sums.errorCount > 0 ? 'text-error' : undefined} data-tip={`${formatCount(sums.errorSpanCount)} error spans`}>
        {formatPlural(sums.errorCount, 'error')}
      </span>
      <span
        data-tip={`${formatCount(sums.promptTokens)} prompt, of them ${formatCount(sums.cachedPromptTokens)} cached\n${formatCount(sums.completionTokens)} completion`}
      >
        {formatCompact(sums.totalTokens)} tokens
      </span>
      {sums.costUsd !== undefined && <CostOf row={sums} />}
    </ListFooter>
  )
}
