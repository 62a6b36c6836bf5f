import { keepPreviousData, useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { CopyCall } from '../calls/copy-call.tsx'
import { SharedCrosshair } from '../chart/crosshair.tsx'
import { describeFailure } from '../data/failure.ts'
import { read } from '../data/queries.ts'
import { FilterEditor } from '../filter/filter-editor.tsx'
import { useKeys } from '../keys/keys.ts'
import { RefetchBar } from '../list/list-frame.tsx'
import { isLiveOn } from '../live/live-control.tsx'
import { IconButton } from '../ui/button.tsx'
import { useTitle } from '../ui/use-title.ts'
import { ViewsButton } from '../views/views-button.tsx'
import { rangeQuery } from '../url/range.ts'
import { Charts } from './charts.tsx'
import { LoadedCard } from './loaded-card.tsx'
import { NothingHere } from './nothing-here.tsx'
import { Tiles } from './tiles.tsx'
import { UnknownZone } from './unknown-zone.tsx'
import { useDashboard, type Dashboard } from './use-dashboard.ts'
import { isOfDashboard, useLiveDashboard } from './use-live-dashboard.ts'

/** All that happened in a window, in numbers and over time. */
export function DashboardPage() {
  const dashboard = useDashboard()
  const { question, search, range, change } = dashboard
  const args = { params: { project: question.project }, query: question.query }
  const summary = useQuery({ ...read('getSummary', args), placeholderData: keepPreviousData })
  useTitle('Dashboard')
  useLiveDashboard(question, isLiveOn(search))
  return (
    <>
      <DashboardTools dashboard={dashboard} error={summary.error} />
      <RefetchBar isShown={useIsFetching({ predicate: isOfDashboard }) > 0} />
      {search.tz !== undefined && <UnknownZone zone={search.tz} shown={question.zone} onDrop={() => change({ tz: undefined }, true)} />}
      <SharedCrosshair key={question.project}>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <div className="mx-auto grid max-w-[110rem] grid-cols-1 gap-3 p-3 pt-2 lg:grid-cols-2">
            <LoadedCard title="Sums" operation="getSummary" args={args} className="min-h-24 lg:col-span-2">
              {(reply) => <Tiles summary={reply} question={question} range={range} isCompared={search.vs !== '0'} />}
            </LoadedCard>
            {summary.data?.current.traceCount === 0 ? (
              <div className="lg:col-span-2">
                <NothingHere question={question} range={range} onChange={change} />
              </div>
            ) : (
              <Charts dashboard={dashboard} />
            )}
          </div>
        </div>
      </SharedCrosshair>
    </>
  )
}

function DashboardTools({ dashboard: { question, search, change }, error }: { dashboard: Dashboard; error: unknown }) {
  const { project, query } = question
  const queries = useQueryClient()
  const failure = error ? describeFailure(error) : undefined
  const refresh = () => void queries.invalidateQueries({ predicate: isOfDashboard })
  useKeys('Lists', [{ keys: 'r', label: 'Refresh', run: refresh }])
  return (
    <div className="flex flex-none flex-wrap items-start gap-x-2 gap-y-1 px-3 py-2 md:flex-nowrap">
      <h1 className="flex min-h-8 items-center pr-1 text-16 font-semibold">Dashboard</h1>
      <div className="order-last flex w-full min-w-0 md:order-none md:w-auto md:flex-1">
        <FilterEditor
          value={search.q ?? ''}
          list={{ project, scope: 'trace', range: rangeQuery(search) }}
          placeholder="Filter: model:gpt-4o env:prod"
          error={failure?.field === 'q' ? failure.detail : undefined}
          onChange={(q) => change({ q: q || undefined }, true)}
        />
      </div>
      <span className="flex-1 md:hidden" />
      <label className="flex min-h-8 flex-none items-center gap-1.5 text-ink-2" data-tip="Tiles say how they differ from the window before">
        <input
          type="checkbox"
          checked={search.vs !== '0'}
          onChange={(event) => change({ vs: event.target.checked ? undefined : '0' }, true)}
          className="accent-accent"
        />
        vs previous
      </label>
      <ViewsButton project={project} list="dashboard" search={search} />
      <CopyCall operation="getSummary" args={{ params: { project }, query }} />
      <IconButton icon={RefreshCw} label="Refresh" keys="R" onClick={refresh} />
    </div>
  )
}
