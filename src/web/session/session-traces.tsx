import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { TraceRow } from '../../api/contract/trace.ts'
import { useList } from '../data/list.ts'
import { read } from '../data/queries.ts'
import { formatDuration } from '../format/duration.ts'
import { ABSENT } from '../format/number.ts'
import type { Column } from '../list/column.ts'
import { Grid } from '../list/grid.tsx'
import { ListTools, NarrowSort, RefetchBar, useIsCompact } from '../list/list-frame.tsx'
import { openInNewTab } from '../list/open.ts'
import { traceColumns } from '../traces/trace-columns.tsx'
import { TracePeek } from '../traces/trace-peek.tsx'
import { ErrorPanel, Skeleton } from '../ui/states.tsx'
import { placeTurns, type TurnPlace } from './turns.ts'

const ROUTE = '/p/$project/sessions/$sessionId'
const IN_ORDER = 'startedAt'
/** In another order than time, turns are known for this many. */
const MOST_TURNS = 200

/** The traces of the session, in the order they happened unless sorted otherwise. */
export function SessionTraces({ project, sessionId, onRefresh }: { project: string; sessionId: string; onRefresh: () => void }) {
  const search = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: ROUTE })
  const isCompact = useIsCompact()
  const sort = search.sort ?? IN_ORDER
  const { list, first, rows, loadMore } = useList('listTraces', project, { sessionId, sort: sort as never }, true)
  const inOrder = useQuery({
    ...read('listTraces', { params: { project }, query: { sessionId, sort: IN_ORDER, limit: MOST_TURNS } }),
    enabled: sort !== IN_ORDER,
  })
  const turns = useMemo(() => placeTurns(sort === IN_ORDER ? rows : (inOrder.data?.items ?? [])), [sort, rows, inOrder.data])
  const columns = useMemo(() => turnColumns(turns, traceColumns(project, isCompact, true)), [turns, project, isCompact])

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
        <NarrowSort columns={columns as never} sort={sort} onSort={(next) => change({ sort: next })} />
      </ListTools>
      <RefetchBar isShown={list.isFetching} />
      {list.error && <ErrorPanel title="The traces could not be loaded" error={list.error} onRetry={() => void list.refetch()} />}
      <div className="relative flex min-h-0 flex-1">
        <Grid
          memoryKey={JSON.stringify(['session', project, sessionId, sort])}
          label="Traces of this session"
          columns={columns}
          rows={rows}
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
          minWidth="1288px"
          instead={list.isPending ? <Skeleton rows={4} rowHeight={isCompact ? 32 : 44} /> : undefined}
        />
        {search.peek !== undefined && (
          <TracePeek project={project} traceId={search.peek} onClose={() => change({ peek: undefined }, true)} />
        )}
      </div>
    </section>
  )
}

/** Turn number and the pause before it go right after the name. */
function turnColumns(turns: ReadonlyMap<string, TurnPlace>, columns: readonly Column<TraceRow>[]): readonly Column<TraceRow>[] {
  const [name, ...rest] = columns
  return [
    ...(name ? [name] : []),
    {
      key: 'turn',
      label: 'Turn',
      width: '56px',
      align: 'end',
      tip: 'Place in the session',
      cell: (row) => turns.get(row.id)?.turn ?? ABSENT,
    },
    {
      key: 'gap',
      label: 'Gap before',
      width: '94px',
      align: 'end',
      tip: 'Since everything before it had ended',
      cell: (row) => <Gap place={turns.get(row.id)} />,
    },
    ...rest,
  ]
}

function Gap({ place }: { place: TurnPlace | undefined }) {
  if (place?.gapBeforeMs === undefined) return <span className="text-ink-3">{ABSENT}</span>
  return <span className="text-ink-2">{place.gapBeforeMs < 0 ? 'overlaps' : formatDuration(place.gapBeforeMs)}</span>
}
