import type { Status } from '../../model/outcome.ts'
import { formatPlural, unit } from '../format/number.ts'
import { Count } from '../ui/value.tsx'
import type { Column } from './column.ts'

type WithTokens = {
  readonly completionTokens?: number | undefined
  readonly promptTokens?: number | undefined
  readonly totalTokens?: number | undefined
  readonly cachedPromptTokens?: number | undefined
  readonly isApproximate?: boolean | undefined
  readonly status?: Status
}

/** The three token columns of every list, in the order people know. */
export function tokenColumns<Row extends WithTokens>(): readonly Column<Row>[] {
  return [
    {
      key: 'completionTokens',
      label: 'Completion tokens',
      sort: 'completionTokens',
      widthPx: 138,
      align: 'end',
      cell: (row) => <Count value={row.completionTokens} isApproximate={row.isApproximate} isArriving={row.status === 'running'} />,
    },
    {
      key: 'promptTokens',
      label: 'Prompt tokens',
      sort: 'promptTokens',
      widthPx: 114,
      align: 'end',
      tip: 'Cached tokens included',
      cell: (row) => (
        <Count
          value={row.promptTokens}
          isApproximate={row.isApproximate}
          isArriving={row.status === 'running'}
          tip={cachedTip(row.cachedPromptTokens)}
        />
      ),
    },
    {
      key: 'totalTokens',
      label: 'Total tokens',
      sort: 'totalTokens',
      widthPx: 104,
      align: 'end',
      narrowUnit: (row) => unit(row.totalTokens, 'token'),
      tip: 'Prompt + completion',
      cell: (row) => <Count value={row.totalTokens} isApproximate={row.isApproximate} isArriving={row.status === 'running'} />,
    },
  ]
}

function cachedTip(cached: number | undefined): string | undefined {
  return cached ? formatPlural(cached, 'of them cached', 'of them cached') : undefined
}
