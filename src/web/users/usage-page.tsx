import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import type { Usage } from '../../api/contract/user.ts'
import { CopyCall } from '../calls/copy-call.tsx'
import { read } from '../data/queries.ts'
import { formatDuration } from '../format/duration.ts'
import { formatCount, formatPercent, formatPlural } from '../format/number.ts'
import { browserZone } from '../format/time.ts'
import { ListTools, RefetchBar } from '../list/list-frame.tsx'
import { EmptyState, ErrorPanel, Skeleton } from '../ui/states.tsx'
import { Figures, type Figure } from '../ui/figures.tsx'
import { useTitle } from '../ui/use-title.ts'
import { rangeQuery } from '../url/range.ts'
import { DropOffChart } from './drop-off-chart.tsx'
import { TopicTable } from './topic-table.tsx'
import { UsersTabs } from './users-tabs.tsx'

const ROUTE = '/p/$project/usage'

/** How people use the app: how many come, how often, how far they get, and what they ask first. */
export function UsagePage() {
  const { project } = useParams({ from: ROUTE })
  const search = useSearch({ from: ROUTE })
  useTitle('Usage')
  const args = { params: { project }, query: { ...rangeQuery(search), tz: search.tz ?? browserZone() } }
  const usage = useQuery(read('getUsage', args))
  return (
    <>
      <ListTools
        title="Usage"
        total={undefined}
        isTotalExact
        onRefresh={() => void usage.refetch()}
        actions={<CopyCall operation="getUsage" args={args} />}
      >
        <UsersTabs project={project} />
      </ListTools>
      <RefetchBar isShown={usage.isFetching} />
      {usage.error && <ErrorPanel title="The usage could not be loaded" error={usage.error} onRetry={() => void usage.refetch()} />}
      {usage.isPending && <Skeleton />}
      {usage.data && <UsageOf project={project} usage={usage.data} window={args.query} />}
    </>
  )
}

type UsageOfProps = { project: string; usage: Usage; window: { from?: string; to?: string; tz: string } }

function UsageOf({ project, usage, window }: UsageOfProps) {
  if (usage.sessionCount === 0) {
    return (
      <EmptyState icon={MessagesSquare} title="No sessions in this time range">
        Choose a longer one above, or look at{' '}
        <Link to="/p/$project/start" params={{ project }} className="text-accent underline">
          how to send them
        </Link>
        .
      </EmptyState>
    )
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-3">
      <Figures figures={figuresOf(usage)} />
      <div className="grid grid-cols-1 gap-3 pt-3 lg:grid-cols-2">
        <DropOffChart project={project} dropOff={usage.dropOff} window={window} />
      </div>
      <div className="pt-3">
        <TopicTable project={project} usage={usage} window={window} />
      </div>
    </div>
  )
}

function figuresOf({ sessionCount, turns, durationMs, users }: Usage): readonly Figure[] {
  const share = users.activeCount === 0 ? undefined : users.returningCount / users.activeCount
  return [
    { label: 'Sessions', value: formatCount(sessionCount) },
    { label: 'Active users', value: formatCount(users.activeCount), tip: 'Users named by a trace of the window' },
    { label: 'New users', value: formatCount(users.newCount), tip: 'Of these, not seen before the window' },
    {
      label: 'Return rate',
      value: share === undefined ? '—' : formatPercent(share),
      tip: `${formatPlural(users.returningCount, 'user')} active on two or more days of the window`,
    },
    ...(turns === undefined
      ? []
      : [
          { label: 'Turns, mean', value: turns.mean.toFixed(1), tip: 'Traces of a session' },
          { label: 'Turns p50', value: formatCount(turns.p50) },
          { label: 'Turns p95', value: formatCount(turns.p95) },
          { label: 'Most turns', value: formatCount(turns.max) },
        ]),
    ...(durationMs === undefined
      ? []
      : [
          { label: 'Duration p50', value: formatDuration(durationMs.p50), tip: 'First to last moment of a session' },
          { label: 'Duration p95', value: formatDuration(durationMs.p95) },
        ]),
  ]
}
