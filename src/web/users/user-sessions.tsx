import { useNavigate } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import { useMemo } from 'react'
import type { SessionRow } from '../../api/contract/session.ts'
import { useList } from '../data/list.ts'
import { Grid } from '../list/grid.tsx'
import { ListTools, NarrowSort, RefetchBar, useIsCompact } from '../list/list-frame.tsx'
import { openInNewTab } from '../list/open.ts'
import { isLiveOn } from '../live/live-control.tsx'
import { sessionColumns } from '../sessions/session-columns.tsx'
import { DEFAULT_SESSION_SORT, sessionListQuery } from '../sessions/session-list-query.ts'
import { SessionSums } from '../sessions/session-sums.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState, ErrorPanel, Skeleton } from '../ui/states.tsx'
import { ALL_TIME } from '../url/range.ts'

type Search = { readonly from?: string; readonly to?: string; readonly sort?: string }
type UserSessionsProps = {
  project: string
  userId: string
  search: Search
  onSearch: (next: Search, replace?: boolean) => void
  onRefresh: () => void
}

/** The sessions with a trace of this user, as the list of all sessions shows them. */
export function UserSessions({ project, userId, search, onSearch, onRefresh }: UserSessionsProps) {
  const navigate = useNavigate()
  const isCompact = useIsCompact()
  const query = sessionListQuery({ ...search, userId })
  const { list, first, rows, loadMore } = useList('listSessions', project, query, isLiveOn(search))
  const columns = useMemo(() => sessionColumns(project, isCompact).filter(({ isOptional }) => !isOptional), [project, isCompact])
  const sort = search.sort ?? DEFAULT_SESSION_SORT
  const open = (row: SessionRow, inNewTab: boolean) => {
    const target = { to: '/p/$project/sessions/$sessionId', params: { project, sessionId: row.id } } as const
    if (inNewTab) openInNewTab(target)
    else void navigate(target)
  }
  const refresh = () => {
    onRefresh()
    void list.refetch()
  }
  return (
    <section aria-label="Sessions of this user" className="flex min-h-64 flex-1 flex-col">
      <ListTools title="Sessions" as="h2" total={first?.total} isTotalExact={first?.totalIsExact ?? true} onRefresh={refresh}>
        <NarrowSort columns={columns as never} sort={sort} onSort={(next) => onSearch({ sort: next })} />
      </ListTools>
      <RefetchBar isShown={list.isFetching} />
      {list.error && <ErrorPanel title="The sessions could not be loaded" error={list.error} onRetry={() => void list.refetch()} />}
      <div className="relative flex min-h-0 flex-1">
        <Grid
          memoryKey={JSON.stringify(['user', project, query])}
          label="Sessions of this user"
          columns={columns}
          rows={rows}
          isLive={!list.isPlaceholderData}
          rowId={(row) => row.id}
          total={first?.total ?? 0}
          sort={sort}
          defaultSort={DEFAULT_SESSION_SORT}
          onSort={(next) => onSearch({ sort: next })}
          onOpen={open}
          onNearEnd={loadMore}
          isCompact={isCompact}
          instead={
            list.isPending ? (
              <Skeleton rowHeight={isCompact ? 32 : 44} />
            ) : list.isSuccess && rows.length === 0 ? (
              <EmptyState
                icon={MessagesSquare}
                title="No sessions in this time range"
                actions={
                  search.from === ALL_TIME ? undefined : <Button onClick={() => onSearch({ from: ALL_TIME })}>Search all time</Button>
                }
              />
            ) : undefined
          }
        />
      </div>
      {first && rows.length > 0 && <SessionSums page={first} />}
    </section>
  )
}
