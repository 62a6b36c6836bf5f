import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import type { Usage } from '../../api/contract/user.ts'
import { CopyCall } from '../calls/copy-call.tsx'
import { read } from '../data/queries.ts'
import { formatDuration } from '../format/duration.ts'
import { formatCount, formatPercent, formatPlural } from '../format/number.ts'
import type { Question } from '../dashboard/use-dashboard.ts'
import { browserZone } from '../format/time.ts'
import { isZone } from '../format/zone.ts'
import { ListTools, RefetchBar } from '../list/list-frame.tsx'
import { EmptyState, ErrorPanel, Skeleton } from '../ui/states.tsx'
import { Figures, type Figure } from '../ui/figures.tsx'
import { useTitle } from '../ui/use-title.ts'
import { rangeQuery, type Range } from '../url/range.ts'
import { ActivityCharts } from './activity-charts.tsx'
import { DropOffChart } from './drop-off-chart.tsx'
import { TopicTable } from './topic-table.tsx'
import { UsersTabs } from './users-tabs.tsx'

const ROUTE = '/p/$project/usage'

/** How people use the app: how many come, how often, how far they get, and what they ask first. */
export function UsagePage() {
  const { project } = useParams({ from: ROUTE })
  const search = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: ROUTE })
  useTitle('Usage')
  const zone = search.tz !== undefined && isZone(search.tz) ? search.tz : browserZone()
  const question: Question = { project, query: rangeQuery(search), zone }
  const args = { params: { project }, query: { ...question.query, tz: zone } }
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
      {usage.data && (
        <UsageOf
          question={question}
          usage={usage.data}
          onRange={(range) => void navigate({ search: (before) => ({ ...before, from: undefined, to: undefined, ...range }) })}
        />
      )}
    </>
  )
}

type UsageOfProps = { question: Question; usage: Usage; onRange: (range: Range) => void }

function UsageOf({ question, usage, onRange }: UsageOfProps) {
  const { project, query: window } = question
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
        <ActivityCharts question={question} onRange={onRange} />
        <DropOffChart project={project} dropOff={usage.dropOff} window={window} />
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
