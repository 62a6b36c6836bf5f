import type { SessionKeysTest } from '../../api/contract/settings.ts'
import { ScrollRegion } from '../content/scroll-region.tsx'
import { formatCount, formatPlural } from '../format/number.ts'
import { CELL, HeadRow } from './table.tsx'

/** What the attributes would have done with the newest spans. */
export function KeysTested({ test }: { test: SessionKeysTest }) {
  return (
    <div role="status">
      <p className="mb-2 text-12 text-ink-2">
        {test.spanCount === 0
          ? 'No span has arrived in the last 7 days.'
          : `Of the newest ${formatPlural(test.spanCount, 'span')}, in ${formatPlural(test.traceCount, 'trace')}:`}
      </p>
      {test.spanCount > 0 && (
        <ScrollRegion label="Attributes tried" className="relative overflow-x-auto">
          <table className="w-full text-start">
            <HeadRow words={['Attribute', 'Spans', 'Traces', 'New in a session', 'Ids']} />
            <tbody>
              {test.keys.map((each) => (
                <tr key={each.key}>
                  <th
                    scope="row"
                    dir="auto"
                    className={`${CELL} min-w-40 text-start font-mono text-12 font-medium [overflow-wrap:anywhere]`}
                  >
                    {each.key}
                  </th>
                  <td className={CELL}>{formatCount(each.spanCount)}</td>
                  <td className={CELL}>{formatCount(each.traceCount)}</td>
                  <td className={CELL}>{formatCount(each.newlyGroupedTraceCount)}</td>
                  <td dir="auto" className={`${CELL} min-w-48 font-mono text-12 [overflow-wrap:anywhere] text-ink-2`}>
                    {each.samples.join(', ') || '—'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </div>
  )
}
