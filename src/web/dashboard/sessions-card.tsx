import { Link } from '@tanstack/react-router'
import { useId, type ReactNode } from 'react'
import type { TracesPerSession } from '../../api/contract/metrics.ts'
import { CardMenu } from '../chart/card-menu.tsx'
import { formatCount, unit } from '../format/number.ts'
import { ErrorCount } from '../list/name-cell.tsx'
import { IdText } from '../ui/value.tsx'
import { asksOfTraces, listSearch } from './list-links.ts'
import { LoadedCard, Titled } from './loaded-card.tsx'
import { OpenList } from './open-list.tsx'
import type { Question } from './use-dashboard.ts'

const TITLE = 'Traces per session'

type SessionsCardProps = { question: Question; range: { readonly from?: string; readonly to?: string } }

/** How many sessions have how many traces, and which have most. */
export function SessionsCard({ question, range }: SessionsCardProps) {
  const { project, query } = question
  if (asksOfTraces(query.q)) {
    return (
      <Titled title={TITLE}>
        <p className="py-6 text-center text-ink-3">The filter asks of traces, which tells nothing of how many a session has.</p>
      </Titled>
    )
  }
  return (
    <LoadedCard title={TITLE} operation="getTracesPerSession" args={{ params: { project }, query }} className="min-h-72">
      {(reply) => <Sessions reply={reply} question={question} range={range} />}
    </LoadedCard>
  )
}

function Sessions({ reply, question, range }: SessionsCardProps & { reply: TracesPerSession }) {
  const id = useId()
  const { project } = question
  const most = reply.items.reduce((largest, { sessionCount }) => Math.max(largest, sessionCount), 0)
  const largest = reply.top[0]?.traceCount ?? 0
  const twin = {
    columns: ['Traces from', 'Traces to', 'Sessions'],
    count: reply.items.length,
    rowOf: (at: number) => [wordsOf(reply.items[at]), '', String(reply.items[at]?.sessionCount)],
    cellsOf: (at: number) => [reply.items[at]?.from, reply.items[at]?.to, reply.items[at]?.sessionCount],
  }
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-3 rounded-card border border-border bg-surface p-3">
      <div className="flex items-start gap-2">
        <h2 id={id} className="flex-1 text-14 font-semibold">
          {TITLE}
        </h2>
        <OpenList project={project} list="sessions" title={TITLE} search={{ ...listSearch(question, range), sort: '-traceCount' }} />
        <CardMenu title={TITLE} twin={twin} />
      </div>
      {reply.total === 0 && <p className="py-6 text-center text-ink-3">No session in this time.</p>}
      {reply.total > 0 && (
        <div>
          <h3 className="pb-1 text-12 text-ink-2">Sessions by how many traces they have</h3>
          <ul>
            {reply.items.map((item) => (
              <li key={item.from} className="flex items-center gap-3 py-0.5">
                <span className="w-20 flex-none text-end text-12 whitespace-nowrap text-ink-2">{wordsOf(item)}</span>
                <div className="min-w-0 flex-1">
                  <BarLine share={item.sessionCount / most} className="bg-kind-llm">
                    <Link
                      to="/p/$project/sessions"
                      params={{ project }}
                      search={listSearch(question, range, [
                        `traces:${item.to === item.from ? item.from : `${item.from}..${item.to ?? ''}`}`,
                      ])}
                      className="min-w-6 text-12 hover:text-accent hover:underline"
                    >
                      {formatCount(item.sessionCount)}
                      <span className="sr-only"> {unit(item.sessionCount, 'session')}</span>
                    </Link>
                  </BarLine>
                </div>
              </li>
            ))}
          </ul>
        </div>
      )}
      {reply.top.length > 0 && (
        <div className="min-w-0">
          <h3 className="pb-1 text-12 text-ink-2">Sessions with most traces</h3>
          <ol className="flex flex-col">
            {reply.top.map((session) => (
              <li
                key={session.id}
                className="grid min-w-0 items-center gap-x-3 border-t border-border py-1 sm:grid-cols-[minmax(8rem,30%)_minmax(0,1fr)]"
              >
                <BarLine share={session.traceCount / largest} className="bg-kind-chain">
                  <span className="text-12">{formatCount(session.traceCount)}</span>
                  {session.errorCount > 0 && (
                    <span className="text-12">
                      <ErrorCount count={session.errorCount} tip="Traces with errors" />
                    </span>
                  )}
                </BarLine>
                <div className="flex min-w-0 items-baseline gap-2">
                  <Link
                    to="/p/$project/sessions/$sessionId"
                    params={{ project, sessionId: session.id }}
                    className="flex max-w-[50%] min-w-0 flex-none hover:text-accent hover:underline"
                  >
                    <IdText id={session.id} />
                  </Link>
                  <span className="min-w-0 flex-1 truncate text-12 text-ink-3">
                    <bdi>{session.firstMessage ?? 'No message recorded'}</bdi>
                  </span>
                </div>
              </li>
            ))}
          </ol>
        </div>
      )}
    </section>
  )
}

/** A bar as long as its share, and what is said at its end, outside of it. */
function BarLine({ share, className, children }: { share: number; className: string; children: ReactNode }) {
  return (
    <div className="flex items-center gap-2">
      <span aria-hidden className={`h-2.5 min-w-0.5 flex-none rounded-control ${className}`} style={{ width: `${share * 70}%` }} />
      {children}
    </div>
  )
}

function wordsOf(item: TracesPerSession['items'][number] | undefined): string {
  if (!item) return ''
  if (item.to === undefined) return `${item.from} or more`
  return item.to === item.from ? String(item.from) : `${item.from} – ${item.to}`
}
