import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo } from 'react'
import type { TraceRow } from '../../api/contract/trace.ts'
import { describeFailure } from '../data/failure.ts'
import { useList } from '../data/list.ts'
import { ExportButton } from '../export/export-button.tsx'
import { keysOf } from '../list/columns/choice.ts'
import { ColumnsButton } from '../list/columns/columns-button.tsx'
import { useColumns } from '../list/columns/use-columns.ts'
import { EmptyList, type ActiveFilter } from '../list/empty-list.tsx'
import { FilterChip } from '../list/filter-chip.tsx'
import { Grid } from '../list/grid.tsx'
import { ListMenu } from '../list/list-menu.tsx'
import { ListTools, NarrowSort, RefetchBar, useIsCompact } from '../list/list-frame.tsx'
import { ListStrip } from '../list/strip/list-strip.tsx'
import { openInNewTab } from '../list/open.ts'
import { isLiveOn } from '../live/live-control.tsx'
import { useSelection } from '../list/select/use-selection.ts'
import { SearchField } from '../list/search-field.tsx'
import { describeStatuses, StatusFilter } from '../list/status-filter.tsx'
import { ErrorPanel, Skeleton } from '../ui/states.tsx'
import { useTitle } from '../ui/use-title.ts'
import { rememberSearch } from '../url/last-search.ts'
import { normalRange, rangeQuery } from '../url/range.ts'
import { SessionFilter } from './session-filter.tsx'
import { traceColumns } from './trace-columns.tsx'
import { TracePeek } from './trace-peek.tsx'
import { TraceSelection } from './trace-selection.tsx'
import { TraceSums } from './trace-sums.tsx'
import { ViewsButton } from '../views/views-button.tsx'

const ROUTE = '/p/$project/traces'
const DEFAULT_SORT = '-startedAt'

/** Every trace of the project, with or without a session. */
export function TracesPage() {
  const { project } = useParams({ from: ROUTE })
  const search = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: ROUTE })
  const isCompact = useIsCompact()
  useTitle('Traces')
  useEffect(() => rememberSearch('traces', project, search), [project, search])

  const sort = search.sort ?? DEFAULT_SORT
  const { q, status, userId, sessionId } = search
  const hasSession = search.hasSession === 'false' ? ('false' as const) : undefined
  const filter = { ...rangeQuery(search), q, status, userId, sessionId, hasSession }
  const query = { ...filter, sort: sort as never }
  const { list, first, rows, loadMore, refresh } = useList('listTraces', project, query, isLiveOn(search))
  const all = useMemo(() => traceColumns(project, isCompact, sessionId !== undefined), [project, isCompact, sessionId])
  const failure = list.error ? describeFailure(list.error) : undefined

  const change = useCallback(
    (next: Partial<typeof search>, replace = false) => void navigate({ search: (previous) => ({ ...previous, ...next }), replace }),
    [navigate],
  )
  const choice = useColumns({ list: 'traces', project, all, fromLink: search.cols, leaveLink: () => change({ cols: undefined }, true) })
  const memoryKey = JSON.stringify(['traces', project, query])
  const selection = useSelection(memoryKey, rows)
  const open = useCallback(
    (row: TraceRow, inNewTab: boolean) => {
      const target = { to: '/p/$project/traces/$traceId', params: { project, traceId: row.id } } as const
      if (inNewTab) openInNewTab(target)
      else void navigate(target)
    },
    [navigate, project],
  )
  const peekedId = search.peek
  const peek = (row: TraceRow) => change({ peek: row.id === peekedId ? undefined : row.id }, peekedId !== undefined)

  const filters: ActiveFilter[] = [
    { key: 'q', name: 'Text', value: q ?? '', queryWithout: { ...query, q: undefined } },
    { key: 'sessionId', name: 'Session', value: sessionId ?? '', queryWithout: { ...query, sessionId: undefined } },
    { key: 'status', name: 'Status', value: describeStatuses(status ?? ''), queryWithout: { ...query, status: undefined } },
    { key: 'userId', name: 'User', value: userId ?? '', queryWithout: { ...query, userId: undefined } },
    { key: 'hasSession', name: 'Session', value: hasSession ? 'none' : '', queryWithout: { ...query, hasSession: undefined } },
  ].filter((filter) => filter.value !== '')

  const isEmpty = list.isSuccess && rows.length === 0
  return (
    <>
      <ListTools
        title="Traces"
        total={first?.total}
        isTotalExact={first?.totalIsExact ?? true}
        onRefresh={refresh}
        actions={
          <>
            <ViewsButton project={project} list="traces" search={search} />
            <ColumnsButton choice={choice} />
            <ExportButton project={project} of="traces" query={query} columns={keysOf(choice.shown)} total={first?.total} />
            <ListMenu title="Traces" operation="listTraces" args={{ params: { project }, query }} cols={keysOf(choice.shown)} />
          </>
        }
      >
        <SearchField
          value={q ?? ''}
          placeholder="Id, name, user or message text"
          error={failure?.field === 'q' ? failure.detail : undefined}
          onChange={(text) => change({ q: text || undefined }, true)}
        />
        <SessionFilter project={project} value={sessionId} onChange={(next) => change({ sessionId: next, hasSession: undefined })} />
        <StatusFilter value={status ?? ''} onChoose={(next) => change({ status: next || undefined })} />
        {hasSession && <FilterChip name="Session" value="none" onRemove={() => change({ hasSession: undefined })} />}
        {userId && <FilterChip name="User" value={userId} onRemove={() => change({ userId: undefined })} />}
        <NarrowSort columns={choice.shown as never} sort={sort} onSort={(next) => change({ sort: next })} />
      </ListTools>
      <ListStrip
        question={{ project, query: { ...filter, of: 'traces' }, isLive: isLiveOn(search) }}
        range={search}
        onRange={(range) => change({ from: range.from, to: range.to })}
      />
      <RefetchBar isShown={list.isFetching} />
      {list.error && failure?.field !== 'q' && (
        <ErrorPanel title="The traces could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      )}
      <div className="relative flex min-h-0 flex-1">
        <Grid
          memoryKey={memoryKey}
          label="Traces"
          columns={choice.shown}
          layout={choice}
          selection={selection}
          rows={rows}
          isLive={isLiveOn(search) && !list.isPlaceholderData}
          rowId={rowId}
          total={first?.total ?? 0}
          sort={sort}
          defaultSort={DEFAULT_SORT}
          onSort={(next) => change({ sort: next })}
          onOpen={open}
          onPeek={peek}
          peekedId={peekedId}
          onNearEnd={loadMore}
          isCompact={isCompact}
          instead={
            list.isPending ? (
              <Skeleton rowHeight={isCompact ? 32 : 44} />
            ) : isEmpty ? (
              <EmptyList
                operation="listTraces"
                things="traces"
                project={project}
                range={search}
                filters={filters}
                latestActivityAt={first?.latestActivityAt}
                onRange={(range) => change({ from: undefined, to: undefined, ...normalRange(range) })}
                onRemove={(key) => change({ [key]: undefined })}
              />
            ) : undefined
          }
        />
        {peekedId !== undefined && <TracePeek project={project} traceId={peekedId} onClose={() => change({ peek: undefined }, true)} />}
      </div>
      <TraceSelection project={project} selection={selection} />
      {first && rows.length > 0 && <TraceSums page={first} />}
    </>
  )
}

function rowId(row: TraceRow): string {
  return row.id
}
