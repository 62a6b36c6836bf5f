import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import { useCallback, useEffect, useMemo } from 'react'
import type { ListedTrace } from '../../api/contract/trace.ts'
import { describeFailure } from '../data/failure.ts'
import { useList } from '../data/list.ts'
import { ExportButton } from '../export/export-button.tsx'
import { FilterEditor } from '../filter/filter-editor.tsx'
import { askable, soleSession } from '../filter/filter-text.ts'
import { EmptyList } from '../list/empty-list.tsx'
import { keysOf, writeKeys } from '../list/columns/choice.ts'
import { ColumnsButton } from '../list/columns/columns-button.tsx'
import { useColumns } from '../list/columns/use-columns.ts'
import { Grid } from '../list/grid.tsx'
import { ListMenu } from '../list/list-menu.tsx'
import { ListTools, NarrowSort, RefetchBar, useIsCompact } from '../list/list-frame.tsx'
import { ListStrip } from '../list/strip/list-strip.tsx'
import { openInNewTab } from '../list/open.ts'
import { isLiveOn } from '../live/live-control.tsx'
import { useSelection } from '../list/select/use-selection.ts'
import { ErrorPanel, Skeleton } from '../ui/states.tsx'
import { useTitle } from '../ui/use-title.ts'
import { rememberSearch } from '../url/last-search.ts'
import { normalRange, rangeQuery } from '../url/range.ts'
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
  const q = search.q ?? ''
  const sessionId = soleSession(q)
  const filter = { ...rangeQuery(search), q: askable(q, 'trace').q }
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
    (row: ListedTrace, inNewTab: boolean) => {
      const target = placeOf(project, row)
      if (inNewTab) openInNewTab(target)
      else void navigate(target)
    },
    [navigate, project],
  )
  const peekedId = search.peek
  const peek = (row: ListedTrace) => change({ peek: row.id === peekedId ? undefined : row.id }, peekedId !== undefined)

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
            <ViewsButton project={project} list="traces" search={{ ...search, cols: writeKeys(choice.all, choice.shown) }} />
            <ColumnsButton choice={choice} />
            <ExportButton project={project} of="traces" query={query} columns={keysOf(choice.shown)} total={first?.total} />
            <ListMenu title="Traces" operation="listTraces" args={{ params: { project }, query }} cols={keysOf(choice.shown)} />
          </>
        }
      >
        <FilterEditor
          value={q}
          list={{ project, scope: 'trace', range: rangeQuery(search) }}
          placeholder="Filter, or find words and ids"
          error={failure?.field === 'q' ? failure.detail : undefined}
          onChange={(text) => change({ q: text || undefined }, true)}
        />
        {sessionId !== undefined && <OpenSession project={project} sessionId={sessionId} />}
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
                things="traces"
                project={project}
                range={search}
                q={q}
                latestActivityAt={first?.latestActivityAt}
                onRange={(range) => change({ from: undefined, to: undefined, ...normalRange(range) })}
                onFilter={(text) => change({ q: text || undefined })}
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

/** A list that asks for one session leads to it. */
function OpenSession({ project, sessionId }: { project: string; sessionId: string }) {
  return (
    <Link
      to="/p/$project/sessions/$sessionId"
      params={{ project, sessionId }}
      aria-label="Open session"
      data-tip="Open session"
      className="inline-flex size-8 flex-none items-center justify-center rounded-control text-accent hover:bg-hover"
    >
      <ExternalLink size={14} aria-hidden />
    </Link>
  )
}

function rowId(row: ListedTrace): string {
  return row.id
}

function placeOf(project: string, row: ListedTrace) {
  return { to: '/p/$project/traces/$traceId', params: { project, traceId: row.id }, search: { span: row.match?.spanId } } as const
}
