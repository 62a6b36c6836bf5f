import type { ReactNode } from 'react'
import type { Percentiles } from '../../api/contract/metrics.ts'
import type { Cell } from '../chart/csv.ts'
import { formatPercent } from '../format/number.ts'
import { Count, Duration } from '../ui/value.tsx'
import { PercentileBar } from './percentile-bar.tsx'

export type PercentileRow = Percentiles['items'][number]

type PercentileColumn = {
  readonly key: string
  readonly label: string
  readonly tip?: string
  readonly cellOf: (row: PercentileRow) => Cell
  readonly show: (row: PercentileRow, longestMs: number) => ReactNode
}

const duration = (label: string, cellOf: (row: PercentileRow) => number): PercentileColumn => ({
  key: label,
  label,
  cellOf,
  show: (row) => <Duration ms={cellOf(row)} />,
})

/** The first one names the row. */
export const PERCENTILE_COLUMNS: readonly PercentileColumn[] = [
  { key: 'name', label: 'Name', cellOf: ({ name }) => name, show: ({ name }) => name },
  { key: 'count', label: 'Count', cellOf: ({ count }) => count, show: ({ count }) => <Count value={count} /> },
  duration('p50', ({ p50Ms }) => p50Ms),
  duration('p90', ({ p90Ms }) => p90Ms),
  duration('p95', ({ p95Ms }) => p95Ms),
  duration('p99', ({ p99Ms }) => p99Ms),
  duration('max', ({ maxMs }) => maxMs),
  {
    key: 'errors',
    label: 'Errors',
    tip: 'Share of all that had an error',
    cellOf: errorShare,
    show: (row) => (
      <span className={row.errorCount > 0 ? 'font-semibold text-error' : 'text-ink-3'} data-tip={`${row.errorCount} of ${row.count}`}>
        {formatPercent(errorShare(row))}
      </span>
    ),
  },
  {
    key: 'spread',
    label: 'p50 to p99',
    tip: 'Beside the longest p99: up to p50, to p95, to p99',
    cellOf: ({ p50Ms, p99Ms }) => (p50Ms > 0 ? p99Ms / p50Ms : undefined),
    show: (row, longestMs) => <PercentileBar row={row} longestMs={longestMs} />,
  },
]

function errorShare({ errorCount, count }: PercentileRow): number {
  return count > 0 ? errorCount / count : 0
}

/** By a column, `-` first for descending; ties by name. */
export function sortRows(rows: readonly PercentileRow[], sort: string): readonly PercentileRow[] {
  const isDescending = sort.startsWith('-')
  const key = isDescending ? sort.slice(1) : sort
  const cellOf = (PERCENTILE_COLUMNS.find((column) => column.key === key) ?? PERCENTILE_COLUMNS[1])?.cellOf ?? (() => undefined)
  return [...rows].sort((a, b) => {
    const [one, other] = [cellOf(a), cellOf(b)]
    if (one === other) return a.name < b.name ? -1 : 1
    if (one === undefined) return 1
    if (other === undefined) return -1
    return (one < other ? -1 : 1) * (isDescending ? -1 : 1)
  })
}
