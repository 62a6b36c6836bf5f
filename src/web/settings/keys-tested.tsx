import type { SessionKeysTest } from '../../api/contract/settings.ts'
import { ScrollRegion } from '../content/scroll-region.tsx'
import { Link } from '@tanstack/react-router'
import { formatCount, formatPlural } from '../format/number.ts'
import { IdText } from '../ui/value.tsx'
import { CELL, HeadRow } from './table.tsx'

const SHOWN_MOVES = 5

/** What the attributes would have done with the newest spans. */
export function KeysTested({ project, test }: { project: string; test: SessionKeysTest }) {
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
      {test.movedTraceCount > 0 && <Moves project={project} test={test} />}
    </div>
  )
}

/** Traces that are in some session now and would leave it. */
function Moves({ project, test: { movedTraceCount, moves } }: { project: string; test: SessionKeysTest }) {
  return (
    <div className="mt-3 text-12">
      <p className="text-ink-2">
        {formatPlural(movedTraceCount, 'trace', 'traces')} would move to another session
        {movedTraceCount > SHOWN_MOVES ? ', the newest of them:' : ':'}
      </p>
      <ul>
        {moves.slice(0, SHOWN_MOVES).map(({ traceId, from, to }) => (
          <li key={traceId} className="flex min-w-0 flex-wrap items-baseline gap-x-1.5 py-0.5">
            <Link to="/p/$project/traces/$traceId" params={{ project, traceId }} className="text-accent hover:underline">
              <IdText id={traceId} />
            </Link>
            <span className="text-ink-3">from</span>
            <bdi className="font-mono [overflow-wrap:anywhere]">{from}</bdi>
            <span className="text-ink-3">to</span>
            <bdi className="font-mono [overflow-wrap:anywhere]">{to}</bdi>
          </li>
        ))}
      </ul>
    </div>
  )
}
