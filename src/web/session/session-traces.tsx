import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { TraceRow } from '../../api/contract/trace.ts'
import type { OutlineTurn } from '../../api/contract/turn.ts'
import { writeTerm } from '../../filter/filter.ts'
import { describeFailure } from '../data/failure.ts'
import { useList } from '../data/list.ts'
import { read } from '../data/queries.ts'
import { FilterEditor } from '../filter/filter-editor.tsx'
import { askable } from '../filter/filter-text.ts'
import { formatDuration } from '../format/duration.ts'
import { ABSENT, formatCount } from '../format/number.ts'
import type { Column } from '../list/column.ts'
import { chosenColumns } from '../list/columns/choice.ts'
import { Grid } from '../list/grid.tsx'
import { ListTools, NarrowSort, RefetchBar, useIsCompact } from '../list/list-frame.tsx'
import { openInNewTab } from '../list/open.ts'
import { traceColumns } from '../traces/trace-columns.tsx'
import { TracePeek } from '../traces/trace-peek.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState, ErrorPanel, Skeleton } from '../ui/states.tsx'

const ROUTE = '/p/$project/sessions/$sessionId'
const IN_ORDER = 'startedAt'
const NO_RANGE = {}

/** The traces of the session, in the order they happened unless sorted otherwise. */
export function SessionTraces({ project, sessionId, onRefresh }: { project: string; sessionId: string; onRefresh: () => void }) {
  const search = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: ROUTE })
  const isCompact = useIsCompact()
  const sort = search.sort ?? IN_ORDER
  const { q } = askable(search.q ?? '', 'trace')
  const query = { sessionId, ...(q === undefined ? {} : { q }), sort: sort as never }
  const { list, first, rows, loadMore } = useList('listTraces', project, query, true, q === undefined ? sessionId : undefined)
  const failure = list.error ? describeFailure(list.error) : undefined
  const outline = useQuery(read('getOutline', { params: { project, sessionId } }))
  const turns = useMemo(() => new Map(outline.data?.items.map((turn) => [turn.traceId, turn])), [outline.data])
  const columns = useMemo(
    () => turnColumns(turns, chosenColumns(traceColumns(project, isCompact, true), undefined)),
    [turns, project, isCompact],
  )

  const change = (next: typeof search, replace = false) => void navigate({ search: (previous) => ({ ...previous, ...next }), replace })
  const open = useCallback(
    (row: TraceRow, inNewTab: boolean) => {
      const target = { to: '/p/$project/traces/$traceId', params: { project, traceId: row.id } } as const
      if (inNewTab) openInNewTab(target)
      else void navigate(target)
    },
    [navigate, project],
  )
  const refresh = () => {
    onRefresh()
    void list.refetch()
  }
  const peek = (row: TraceRow) => change({ peek: row.id === search.peek ? undefined : row.id }, search.peek !== undefined)

  return (
    <section aria-label="Traces of this session" className="flex min-h-64 flex-1 flex-col">
      <ListTools title="Traces" as="h2" total={first?.total} isTotalExact={first?.totalIsExact ?? true} onRefresh={refresh}>
        <FilterEditor
          value={search.q ?? ''}
          list={{ project, scope: 'trace', range: NO_RANGE, within: writeTerm({ field: 'session' }, [sessionId]) }}
          placeholder="Filter these traces"
          error={failure?.field === 'q' ? failure.detail : undefined}
          onChange={(text) => change({ q: text || undefined }, true)}
        />
        <NarrowSort columns={columns as never} sort={sort} onSort={(next) => change({ sort: next })} />
      </ListTools>
      <RefetchBar isShown={list.isFetching} />
      {list.error && failure?.field !== 'q' && (
        <ErrorPanel title="The traces could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      )}
      <div className="relative flex min-h-0 flex-1">
        <Grid
          memoryKey={JSON.stringify(['session', project, sessionId, q, sort])}
          label="Traces of this session"
          columns={columns}
          rows={rows}
          isLive={!list.isPlaceholderData}
          rowId={(row) => row.id}
          total={first?.total ?? 0}
          sort={sort}
          defaultSort={IN_ORDER}
          onSort={(next) => change({ sort: next })}
          onOpen={open}
          onPeek={peek}
          peekedId={search.peek}
          onNearEnd={loadMore}
          isCompact={isCompact}
          instead={
            list.isPending ? (
              <Skeleton rows={4} rowHeight={isCompact ? 32 : 44} />
            ) : list.isSuccess && rows.length === 0 && q !== undefined ? (
              <EmptyState
                icon={SearchX}
                title="No traces of this session match"
                actions={<Button onClick={() => change({ q: undefined })}>Clear the filter</Button>}
              />
            ) : undefined
          }
        />
        {search.peek !== undefined && (
          <TracePeek project={project} traceId={search.peek} onClose={() => change({ peek: undefined }, true)} />
        )}
      </div>
    </section>
  )
}

/** Turn number and the pause before it go right after the name. */
function turnColumns(turns: ReadonlyMap<string, OutlineTurn>, columns: readonly Column<TraceRow>[]): readonly Column<TraceRow>[] {
  const [name, ...rest] = columns
  return [
    ...(name ? [name] : []),
    {
      key: 'turn',
      label: 'Turn',
      widthPx: 56,
      align: 'end',
      tip: 'Place in the session',
      cell: (row) => <TurnNumber turn={turns.get(row.id)} />,
    },
    {
      key: 'gap',
      label: 'Gap before',
      widthPx: 94,
      align: 'end',
      tip: 'Since everything before it had ended',
      cell: (row) => <Gap turn={turns.get(row.id)} />,
    },
    ...rest,
  ]
}

function TurnNumber({ turn }: { turn: OutlineTurn | undefined }) {
  return turn ? formatCount(turn.index + 1) : <span className="text-ink-3">{ABSENT}</span>
}

function Gap({ turn }: { turn: OutlineTurn | undefined }) {
  if (turn?.gapBeforeMs === undefined) return <span className="text-ink-3">{ABSENT}</span>
  return <span className="text-ink-2">{turn.gapBeforeMs < 0 ? 'overlaps' : formatDuration(turn.gapBeforeMs)}</span>
}
