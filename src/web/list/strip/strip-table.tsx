import { memo } from 'react'
import type { Histogram } from '../../../api/contract/metrics.ts'
import { STACKED_STATUSES } from '../../chart/status-paint.ts'
import { formatCount } from '../../format/number.ts'
import { totalOf } from './strip-words.ts'

type StripTableProps = { title: string; histogram: Histogram; sayTime: (bucket: number) => string }

/** The bars for those who hear them. */
export const StripTable = memo(function StripTable({ title, histogram, sayTime }: StripTableProps) {
  return (
    // A table would be as wide as its words.
    <div className="sr-only">
      <table>
        <caption>{title}; times with none are left out</caption>
        <thead>
          <tr>
            {['Time', 'All', ...STACKED_STATUSES].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {histogram.items.map((counts, bucket) =>
            totalOf(counts) === 0 ? null : (
              <tr key={counts.at}>
                <th scope="row">{sayTime(bucket)}</th>
                <td>{formatCount(totalOf(counts))}</td>
                {STACKED_STATUSES.map((status) => (
                  <td key={status}>{formatCount(counts[status])}</td>
                ))}
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  )
})
