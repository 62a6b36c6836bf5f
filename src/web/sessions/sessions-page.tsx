import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo } from 'react'
import type { ListedSession } from '../../api/contract/session.ts'
import { describeFailure } from '../data/failure.ts'
import { useList } from '../data/list.ts'
import { ExportButton } from '../export/export-button.tsx'
import { FilterEditor } from '../filter/filter-editor.tsx'
import { EmptyList } from '../list/empty-list.tsx'
import { keysOf, writeKeys } from '../list/columns/choice.ts'
import { ColumnsButton } from '../list/columns/columns-button.tsx'
import { useColumns } from '../list/columns/use-columns.ts'
import { Grid } from '../list/grid.tsx'
import { ListMenu } from '../list/list-menu.tsx'
import { ListTools, NarrowSort, RefetchBar, useIsCompact } from '../list/list-frame.tsx'
import { turnOfMatch } from '../list/match-line.tsx'
import { isLiveOn } from '../live/live-control.tsx'
import { useSelection } from '../list/select/use-selection.ts'
import { ListStrip } from '../list/strip/list-strip.tsx'
import { openInNewTab } from '../list/open.ts'
import { ErrorPanel, Skeleton } from '../ui/states.tsx'
import { useTitle } from '../ui/use-title.ts'
import { rememberSearch } from '../url/last-search.ts'
import { normalRange, rangeQuery } from '../url/range.ts'
import { NoSessionBanner } from './no-session-banner.tsx'
import { sessionColumns } from './session-columns.tsx'
import { DEFAULT_SESSION_SORT, sessionListQuery } from './session-list-query.ts'
import { SessionPeek } from './session-peek.tsx'
import { SessionSelection } from './session-selection.tsx'
import { SessionSums } from './session-sums.tsx'
import { ViewsButton } from '../views/views-button.tsx'

const ROUTE = '/p/$project/sessions'

/** Home: every session of the project, newest first. */
export function SessionsPage() {
  const { project } = useParams({ from: ROUTE })
  const search = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: ROUTE })
  const isCompact = useIsCompact()
  useTitle('Sessions')
  useEffect(() => rememberSearch('sessions', project, search), [project, search])

  const sort = search.sort ?? DEFAULT_SESSION_SORT
  const query = sessionListQuery(search)
  const { sort: _, ...filter } = query
  const { list, first, rows, loadMore, refresh } = useList('listSessions', project, query, isLiveOn(search))
  const all = useMemo(() => sessionColumns(project, isCompact), [project, isCompact])
  const failure = list.error ? describeFailure(list.error) : undefined

  const change = useCallback(
    (next: Partial<typeof search>, replace = false) => void navigate({ search: (previous) => ({ ...previous, ...next }), replace }),
    [navigate],
  )
  const choice = useColumns({ list: 'sessions', project, all, fromLink: search.cols, leaveLink: () => change({ cols: undefined }, true) })
  const memoryKey = JSON.stringify(['sessions', project, query])
  const selection = useSelection(memoryKey, rows)
  const open = useCallback(
    (row: ListedSession, inNewTab: boolean) => {
      const target = placeOf(project, row)
      if (inNewTab) openInNewTab(target)
      else void navigate(target)
    },
    [navigate, project],
  )
  const peekedId = search.peek
  const peek = (row: ListedSession) => change({ peek: row.id === peekedId ? undefined : row.id }, peekedId !== undefined)

  const isEmpty = list.isSuccess && rows.length === 0
  return (
    <>
      <ListTools
        title="Sessions"
        total={first?.total}
        isTotalExact={first?.totalIsExact ?? true}
        onRefresh={refresh}
        actions={
          <>
            <ViewsButton project={project} list="sessions" search={{ ...search, cols: writeKeys(choice.all, choice.shown) }} />
            <ColumnsButton choice={choice} />
            <ExportButton project={project} of="sessions" query={query} columns={keysOf(choice.shown)} total={first?.total} />
            <ListMenu title="Sessions" operation="listSessions" args={{ params: { project }, query }} cols={keysOf(choice.shown)} />
          </>
        }
      >
        <FilterEditor
          value={search.q ?? ''}
          list={{ project, scope: 'session', range: rangeQuery(search) }}
          placeholder="Filter, or find words and ids"
          error={failure?.field === 'q' ? failure.detail : undefined}
          onChange={(q) => change({ q: q || undefined }, true)}
        />
        <NarrowSort columns={choice.shown as never} sort={sort} onSort={(next) => change({ sort: next })} />
      </ListTools>
      <ListStrip
        question={{ project, query: { ...filter, of: 'sessions' }, isLive: isLiveOn(search) }}
        range={search}
        onRange={(range) => change({ from: range.from, to: range.to })}
      />
      <RefetchBar isShown={list.isFetching} />
      {list.error && failure?.field !== 'q' && (
        <ErrorPanel title="The sessions could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      )}
      {first && <NoSessionBanner project={project} count={first.tracesWithoutSession} range={search} />}
      <div className="relative flex min-h-0 flex-1">
        <Grid
          memoryKey={memoryKey}
          label="Sessions"
          columns={choice.shown}
          layout={choice}
          selection={selection}
          rows={rows}
          isLive={isLiveOn(search) && !list.isPlaceholderData}
          rowId={rowId}
          total={first?.total ?? 0}
          sort={sort}
          defaultSort={DEFAULT_SESSION_SORT}
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
                things="sessions"
                project={project}
                range={search}
                q={search.q ?? ''}
                latestActivityAt={first?.latestActivityAt}
                onRange={(range) => change({ from: undefined, to: undefined, ...normalRange(range) })}
                onFilter={(q) => change({ q: q || undefined })}
              />
            ) : undefined
          }
        />
        {peekedId !== undefined && <SessionPeek project={project} sessionId={peekedId} onClose={() => change({ peek: undefined }, true)} />}
      </div>
      <SessionSelection project={project} selection={selection} />
      {first && rows.length > 0 && <SessionSums page={first} />}
    </>
  )
}

function rowId(row: ListedSession): string {
  return row.id
}

function placeOf(project: string, row: ListedSession) {
  return { to: '/p/$project/sessions/$sessionId', params: { project, sessionId: row.id }, search: turnOfMatch(row.match) } as const
}
