import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CalendarOff, Rocket, SearchX } from 'lucide-react'
import { formatAge } from '../format/duration.ts'
import { formatCount } from '../format/number.ts'
import { useNow } from '../format/now.ts'
import { read } from '../data/queries.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { EmptyState } from '../ui/states.tsx'
import { ALL_TIME, describeRange, rangeReaching, type Range } from '../url/range.ts'

/** A filter that is on: its name, what it is set to, and the query of the list without it. */
export type ActiveFilter = {
  readonly key: string
  readonly name: string
  readonly value: string
  readonly queryWithout: Record<string, string | undefined>
}

type EmptyListProps = {
  operation: 'listSessions' | 'listTraces'
  /** "sessions" or "traces". */
  things: string
  project: string
  range: Range
  filters: readonly ActiveFilter[]
  latestActivityAt: string | undefined
  onRange: (range: Range) => void
  onRemove: (key: string) => void
}

/** Why the list is empty: filtered out, nothing in this window, or nothing ever. */
export function EmptyList(props: EmptyListProps) {
  if (props.filters.length > 0) return <FilteredOut {...props} />
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

function FilteredOut({ operation, things, project, range, filters, onRemove, onRange }: EmptyListProps) {
  const now = useNow()
  const isAllTime = range.from === ALL_TIME && !range.to
  const without = useQueries({
    queries: filters.map((filter) => read(operation, { params: { project }, query: { ...filter.queryWithout, limit: 1 } } as never)),
  })
  return (
    <EmptyState
      icon={SearchX}
      title={`No ${things} match`}
      actions={isAllTime ? undefined : <Button onClick={() => onRange({ from: ALL_TIME })}>Search all time</Button>}
    >
      {!isAllTime && <p>{describeRange(range, now)}</p>}
      <ul className="mt-2 flex flex-col items-stretch gap-1 text-left">
        {filters.map((filter, at) => {
          const page = without[at]?.data as { total: number } | undefined
          return (
            <li key={filter.key} className="flex items-center gap-3 rounded-control border border-border bg-surface py-1 pr-1 pl-3">
              <span className="min-w-0 flex-1 truncate">
                {filter.name} <bdi className="font-medium text-ink">{filter.value}</bdi>
              </span>
              <span className="text-12 text-ink-3">{page ? `${formatCount(page.total)} without it` : ''}</span>
              <Button variant="quiet" onClick={() => onRemove(filter.key)} aria-label={`Remove filter ${filter.name} ${filter.value}`}>
                Remove
              </Button>
            </li>
          )
        })}
      </ul>
    </EmptyState>
  )
}
