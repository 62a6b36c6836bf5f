import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Rocket, SearchX } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import type { UserPage, UserRow } from '../../api/contract/user.ts'
import { CopyCall } from '../calls/copy-call.tsx'
import { useList } from '../data/list.ts'
import { formatCompact, formatPlural } from '../format/number.ts'
import { Grid } from '../list/grid.tsx'
import { ListFooter, ListTools, NarrowSort, RefetchBar, useIsCompact } from '../list/list-frame.tsx'
import { openInNewTab } from '../list/open.ts'
import { SearchField } from '../list/search-field.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { EmptyState, ErrorPanel, Skeleton } from '../ui/states.tsx'
import { useTitle } from '../ui/use-title.ts'
import { CostOf } from '../ui/value.tsx'
import { rememberSearch } from '../url/last-search.ts'
import { ALL_TIME, rangeQuery } from '../url/range.ts'
import { UsersTabs } from './users-tabs.tsx'
import { userColumns } from './user-columns.tsx'

const ROUTE = '/p/$project/users'
const DEFAULT_SORT = '-lastSeenAt'

/** Who used the app in the window, and what each of them did. */
export function UsersPage() {
  const { project } = useParams({ from: ROUTE })
  const search = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: ROUTE })
  const isCompact = useIsCompact()
  useTitle('Users')
  useEffect(() => rememberSearch('users', project, search), [project, search])
  const { find, sort = DEFAULT_SORT } = search
  const query = { ...rangeQuery(search), q: find ? looksLike(find) : undefined, sort: sort as never }
  const { list, first, rows, loadMore } = useList('listUsers', project, query, false)
  const columns = useMemo(() => userColumns(project), [project])
  const change = (next: Partial<typeof search>, replace = false) =>
    void navigate({ search: (previous) => ({ ...previous, ...next }), replace })
  const open = (row: UserRow, inNewTab: boolean) => {
    const target = { to: '/p/$project/users/$userId', params: { project, userId: row.id } } as const
    if (inNewTab) openInNewTab(target)
    else void navigate({ ...target, search: { from: search.from, to: search.to } })
  }
  return (
    <>
      <ListTools
        title="Users"
        total={first?.total}
        isTotalExact={first?.totalIsExact ?? true}
        onRefresh={() => void list.refetch()}
        actions={<CopyCall operation="listUsers" args={{ params: { project }, query }} />}
      >
        <UsersTabs project={project} />
        <SearchField value={find ?? ''} placeholder="User id" onChange={(text) => change({ find: text || undefined }, true)} />
        <NarrowSort columns={columns as never} sort={sort} onSort={(next) => change({ sort: next })} />
      </ListTools>
      <RefetchBar isShown={list.isFetching} />
      {list.error && <ErrorPanel title="The users could not be loaded" error={list.error} onRetry={() => void list.refetch()} />}
      <div className="relative flex min-h-0 flex-1">
        <Grid
          memoryKey={JSON.stringify(['users', project, query])}
          label="Users"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          total={first?.total ?? 0}
          sort={sort}
          defaultSort={DEFAULT_SORT}
          onSort={(next) => change({ sort: next })}
          onOpen={open}
          onNearEnd={loadMore}
          isCompact={isCompact}
          instead={
            list.isPending ? (
              <Skeleton rowHeight={isCompact ? 32 : 44} />
            ) : list.isSuccess && rows.length === 0 ? (
              <NoUsers
                project={project}
                page={first}
                find={find}
                onClear={() => change({ find: undefined })}
                onAllTime={search.from === ALL_TIME ? undefined : () => change({ from: ALL_TIME, to: undefined })}
              />
            ) : undefined
          }
        />
      </div>
      {first && rows.length > 0 && <UserSums page={first} />}
    </>
  )
}

/** Part of an id of a user, as a term of the filter language. */
function looksLike(part: string): string {
  const [before, after] = part.includes('*') ? ['', ''] : ['*', '*']
  // A pattern cannot be quoted: what would end it stands for any character.
  return `user:${before}${part.trim().replace(/[\s",]/g, '*')}${after}`
}

type NoUsersProps = {
  project: string
  page: UserPage | undefined
  find: string | undefined
  onClear: () => void
  onAllTime: (() => void) | undefined
}

function NoUsers({ project, page, find, onClear, onAllTime }: NoUsersProps) {
  const allTime = onAllTime && <Button onClick={onAllTime}>Search all time</Button>
  if (find) {
    return (
      <EmptyState
        icon={SearchX}
        title="No user matches"
        actions={[
          <Button key="clear" onClick={onClear}>
            Clear
          </Button>,
          allTime,
        ]}
      >
        No trace in this time range names a user like <bdi className="font-medium text-ink">{find}</bdi>.
      </EmptyState>
    )
  }
  const nameless = page?.tracesWithoutUser ?? 0
  return (
    <EmptyState
      icon={Rocket}
      title={nameless > 0 ? 'No trace here names a user' : 'No users in this time range'}
      actions={[
        <Link key="start" to="/p/$project/start" params={{ project }} className={buttonClass('primary')}>
          How to send the user id
        </Link>,
        allTime,
      ]}
    >
      {nameless > 0 && `${formatPlural(nameless, 'trace')} without a user. `}
      Set <code>user.id</code> on any span of a trace (Langfuse <code>user_id</code>, Traceloop association property <code>user_id</code>,
      OpenInference <code>using_user</code>), and the user appears here.
    </EmptyState>
  )
}

function UserSums({ page: { sums, tracesWithoutUser } }: { page: UserPage }) {
  return (
    <ListFooter>
      {tracesWithoutUser > 0 && <span className="text-ink-3">{formatPlural(tracesWithoutUser, 'trace')} without a user</span>}
      <span data-tip="Over all traces that name a user">
        <span aria-hidden>Σ </span>
        {formatPlural(sums.traceCount, 'trace')}
      </span>
      <span className={sums.errorCount > 0 ? 'text-error' : undefined}>{formatPlural(sums.errorCount, 'error')}</span>
      <span>{formatCompact(sums.totalTokens)} tokens</span>
      {sums.costUsd !== undefined && <CostOf row={sums} />}
    </ListFooter>
  )
}
