import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CalendarOff, Rocket, SearchX } from 'lucide-react'
import { parseFilter, removeTerm } from '../../filter/filter.ts'
import { sayTerm } from '../filter/say-term.ts'
import { formatAge } from '../format/duration.ts'
import { formatCount } from '../format/number.ts'
import { useNow } from '../format/now.ts'
import { read } from '../data/queries.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { EmptyState } from '../ui/states.tsx'
import { ALL_TIME, describeRange, rangeQuery, rangeReaching, type Range } from '../url/range.ts'

type EmptyListProps = {
  things: 'sessions' | 'traces'
  project: string
  range: Range
  /** The filter as it is written. */
  q: string
  latestActivityAt: string | undefined
  onRange: (range: Range) => void
  onFilter: (q: string) => void
}

/** Why the list is empty: filtered out, nothing in this window, or nothing ever. */
export function EmptyList(props: EmptyListProps) {
  if (props.q.trim() !== '') return <FilteredOut {...props} />
  if (props.latestActivityAt !== undefined) return <NoneInRange {...props} latestActivityAt={props.latestActivityAt} />
  return (
    <EmptyState
      icon={Rocket}
      title={`No ${props.things} yet`}
      actions={
        <Link to="/p/$project/start" params={{ project: props.project }} className={buttonClass('primary')}>
          Getting started
        </Link>
      }
    >
      Point any OpenTelemetry exporter at this server and the first conversation appears here.
    </EmptyState>
  )
}

function NoneInRange({ things, range, latestActivityAt, onRange }: EmptyListProps & { latestActivityAt: string }) {
  const now = useNow()
  const latestMs = Date.parse(latestActivityAt)
  return (
    <EmptyState
      icon={CalendarOff}
      title={`No ${things} in this time range`}
      actions={
        <Button variant="primary" onClick={() => onRange(rangeReaching(latestMs, Date.now()))}>
          Jump there
        </Button>
      }
    >
      {describeRange(range, now)} is empty. Last activity {formatAge(now - latestMs)} ago.
    </EmptyState>
  )
}

function FilteredOut({ things, project, range, q, onFilter, onRange }: EmptyListProps) {
  const now = useNow()
  const isAllTime = range.from === ALL_TIME && !range.to
  const scope = things === 'sessions' ? 'session' : 'trace'
  const explained = useQuery(read('explainFilter', { params: { project }, query: { of: things, q, ...rangeQuery(range) } }))
  const counts = explained.data?.terms
  return (
    <EmptyState
      icon={SearchX}
      title={`No ${things} match`}
      actions={
        <>
          <Button onClick={() => onFilter('')}>Clear the filter</Button>
          {!isAllTime && <Button onClick={() => onRange({ from: ALL_TIME })}>Search all time</Button>}
        </>
      }
    >
      {!isAllTime && <p>{describeRange(range, now)}</p>}
      <ul className="mt-2 flex flex-col items-stretch gap-1 text-left">
        {parseFilter(q, scope, now).map((term, at) => {
          const text = q.slice(term.start, term.end)
          // Of the filter as it was when it was explained.
          const without = counts?.[at]?.text === text ? counts[at].without : undefined
          return (
            <li key={term.start} className="flex items-center gap-3 rounded-control border border-border bg-surface py-1 pr-1 pl-3">
              <bdi className="min-w-0 flex-1 truncate font-medium text-ink" title={text}>
                {sayTerm(text, scope)}
              </bdi>
              <span className="text-12 text-ink-3">
                {term.fault ? 'left out' : without === undefined ? '' : `${formatCount(without)} without it`}
              </span>
              <Button
                variant="quiet"
                onClick={() => onFilter(removeTerm(q, term))}
                aria-label={`Remove filter ${sayTerm(text, scope)} from the list`}
              >
                Remove
              </Button>
            </li>
          )
        })}
      </ul>
    </EmptyState>
  )
}
