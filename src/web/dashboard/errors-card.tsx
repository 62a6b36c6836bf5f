import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import type { ErrorBreakdown } from '../../api/contract/metrics.ts'
import { CardMenu } from '../chart/card-menu.tsx'
import { ScrollRegion } from '../content/scroll-region.tsx'
import { formatCount } from '../format/number.ts'
import { Count, When } from '../ui/value.tsx'
import { listSearch, valueTerms } from './list-links.ts'
import { LoadedCard } from './loaded-card.tsx'
import { OpenList } from './open-list.tsx'
import { Spark } from './spark.tsx'
import type { Question } from './use-dashboard.ts'

const TITLE = 'Errors by type'
/** Of a message that is looked for. */
const MOST_CHARACTERS = 120

type ErrorGroup = ErrorBreakdown['items'][number]
type ErrorsCardProps = { question: Question; range: { readonly from?: string; readonly to?: string } }

/** What goes wrong, most frequent first, and since when. */
export function ErrorsCard({ question, range }: ErrorsCardProps) {
  const { project, query, zone } = question
  return (
    <LoadedCard
      title={TITLE}
      operation="getErrorBreakdown"
      args={{ params: { project }, query: { ...query, tz: zone, limit: 50 } }}
      className="min-h-72"
    >
      {(reply) => <Errors reply={reply} question={question} range={range} />}
    </LoadedCard>
  )
}

function Errors({ reply, question, range }: ErrorsCardProps & { reply: ErrorBreakdown }) {
  const id = useId()
  const { items, total } = reply
  const cellsOf = (at: number) => {
    const { type, message, traceCount, spanCount, sessionCount, lastAt } = items[at] as ErrorGroup
    return [type, message, traceCount, spanCount, sessionCount, lastAt]
  }
  const twin = {
    columns: ['Type', 'Message', 'Traces', 'Spans', 'Sessions', 'Last trace'],
    count: items.length,
    rowOf: (at: number) => cellsOf(at).map((cell) => String(cell ?? '')),
    cellsOf,
  }
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-2 rounded-card border border-border bg-surface p-3">
      <div className="flex items-start gap-2">
        <h2 id={id} className="text-14 font-semibold">
          {TITLE}
        </h2>
        <span className="flex-1 pt-0.5 text-12 text-ink-3">
          {total > items.length && `${formatCount(items.length)} of ${formatCount(total)}, those in most traces`}
        </span>
        <OpenList project={question.project} list="traces" title={TITLE} search={listSearch(question, range, ['errors:>0'])} />
        <CardMenu title={TITLE} twin={twin} />
      </div>
      {items.length === 0 ? (
        <p className="py-6 text-center text-ink-3">No error in this time.</p>
      ) : (
        <ScrollRegion label={`${TITLE} in numbers`} className="max-h-[40rem] overflow-auto">
          <table className="w-full text-end">
            <thead className="sticky top-0 bg-surface text-12 text-ink-3">
              <tr>
                <th scope="col" className="pb-1 text-start font-medium">
                  Error
                </th>
                <th scope="col" className="pb-1 ps-3 font-medium whitespace-nowrap">
                  Traces
                </th>
                <th scope="col" className="pb-1 ps-3 font-medium whitespace-nowrap max-sm:hidden">
                  Over time
                </th>
                <th scope="col" className="pb-1 ps-3 font-medium whitespace-nowrap">
                  Last
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((group, at) => (
                <Row key={at} group={group} question={question} range={range} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  )
}

function Row({ group, question, range }: ErrorsCardProps & { group: ErrorGroup }) {
  const { type, message, traceCount, spanCount, sessionCount, lastAt, spark } = group
  const words = message?.slice(0, MOST_CHARACTERS) || type || ''
  const name = (
    <>
      <bdi className="font-medium">{type ?? 'no type'}</bdi>
      {message !== undefined && <bdi className="line-clamp-2 font-normal text-ink-2">{message}</bdi>}
    </>
  )
  return (
    <tr className="border-t border-border align-top hover:bg-hover">
      <th scope="row" className="min-w-36 py-1.5 text-start font-normal [overflow-wrap:anywhere]">
        {words === '' ? (
          name
        ) : (
          <Link
            to="/p/$project/traces"
            params={{ project: question.project }}
            search={listSearch(question, range, valueTerms('error', words))}
            className="block hover:text-accent hover:underline"
          >
            {name}
          </Link>
        )}
      </th>
      <td className="py-1.5 ps-3 font-semibold whitespace-nowrap text-error">
        <Count value={traceCount} tip={`${formatCount(spanCount)} error spans in ${formatCount(sessionCount)} sessions`} />
      </td>
      <td className="py-1.5 ps-3 max-sm:hidden">
        <Spark counts={spark} />
      </td>
      <td className="py-1.5 ps-3 whitespace-nowrap text-ink-2">
        <When at={lastAt} />
      </td>
    </tr>
  )
}
