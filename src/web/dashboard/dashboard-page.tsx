import { useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { CopyCall } from '../calls/copy-call.tsx'
import { SharedCrosshair } from '../chart/crosshair.tsx'
import { describeFailure } from '../data/failure.ts'
import { read } from '../data/queries.ts'
import { useKeys } from '../keys/keys.ts'
import { RefetchBar } from '../list/list-frame.tsx'
import { SearchField } from '../list/search-field.tsx'
import { isLiveOn } from '../live/live-control.tsx'
import { IconButton } from '../ui/button.tsx'
import { useTitle } from '../ui/use-title.ts'
import { ErrorsCard } from './errors-card.tsx'
import { LoadedCard } from './loaded-card.tsx'
import { DEFAULT_LEAST, DEFAULT_SORT, PercentileCard } from './percentile-card.tsx'
import { GROUPS } from './percentile-groups.ts'
import { SessionsCard } from './sessions-card.tsx'
import { Tiles } from './tiles.tsx'
import { CostOverTime, TokensOverTime, TraceLatency, TracesOverTime } from './time-cards.tsx'
import { useDashboard } from './use-dashboard.ts'
import { isOfDashboard, useLiveDashboard } from './use-live-dashboard.ts'
import { UnknownZone } from './unknown-zone.tsx'

/** All that happened in a window, in numbers and over time. */
export function DashboardPage() {
  const { question, search, change, zoom } = useDashboard()
  const { project, query } = question
  const queries = useQueryClient()
  const summary = { params: { project }, query }
  const { error } = useQuery(read('getSummary', summary))
  const failure = error ? describeFailure(error) : undefined
  const isFetching = useIsFetching({ predicate: isOfDashboard }) > 0
  const refresh = () => void queries.invalidateQueries({ predicate: isOfDashboard })
  const isCompared = search.vs !== '0'
  const range = { from: search.from, to: search.to }
  useTitle('Dashboard')
  useLiveDashboard(question, isLiveOn(search))
  useKeys('Lists', [{ keys: 'r', label: 'Refresh', run: refresh }])
  const cards = { question, range, onZoom: zoom }
  return (
    <>
      <div className="flex flex-none flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2">
        <h1 className="pr-1 text-16 font-semibold">Dashboard</h1>
        <div className="order-last w-full md:order-none md:w-auto">
          <SearchField
            value={search.q ?? ''}
            placeholder="Filter: model:gpt-4o, env:prod"
            error={failure?.field === 'q' ? failure.detail : undefined}
            onChange={(q) => change({ q: q || undefined }, true)}
          />
        </div>
        <span className="flex-1" />
        <label className="flex min-h-6 items-center gap-1.5 text-ink-2" data-tip="Tiles say how they differ from the window before">
          <input
            type="checkbox"
            checked={isCompared}
            onChange={(event) => change({ vs: event.target.checked ? undefined : '0' }, true)}
            className="accent-accent"
          />
          vs previous
        </label>
        <CopyCall operation="getSummary" args={summary} />
        <IconButton icon={RefreshCw} label="Refresh" keys="R" onClick={refresh} />
      </div>
      <RefetchBar isShown={isFetching} />
      {search.tz !== undefined && <UnknownZone zone={search.tz} shown={question.zone} onDrop={() => change({ tz: undefined }, true)} />}
      <SharedCrosshair key={project}>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <div className="mx-auto grid max-w-[110rem] grid-cols-1 gap-3 p-3 pt-2 lg:grid-cols-2">
            <LoadedCard title="Sums" operation="getSummary" args={summary} className="min-h-24 lg:col-span-2">
              {(reply) => <Tiles summary={reply} question={question} range={range} isCompared={isCompared} />}
            </LoadedCard>
            <TracesOverTime {...cards} />
            <TraceLatency {...cards} isLog={search.log === '1'} onLog={(isLog) => change({ log: isLog ? '1' : undefined }, true)} />
            <TokensOverTime {...cards} />
            <CostOverTime {...cards} />
            <div className="min-w-0 lg:col-span-2">
              <PercentileCard
                question={question}
                range={range}
                group={GROUPS.find(({ key }) => key === search.by)?.key ?? 'name'}
                sort={search.sort ?? DEFAULT_SORT}
                least={search.min ?? DEFAULT_LEAST}
                onChange={(next) => change(next, true)}
              />
            </div>
            <SessionsCard question={question} range={range} />
            <ErrorsCard question={question} range={range} />
          </div>
        </div>
      </SharedCrosshair>
    </>
  )
}
