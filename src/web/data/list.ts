import { infiniteQueryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Contract } from '../../api/contract/contract.ts'
import type { QueryInputOf, ReplyOf } from '../../api/contract/route.ts'
import { useLiveList } from '../live/use-live-list.ts'
import { fetchRead } from './queries.ts'

type ListOperation = 'listSessions' | 'listTraces' | 'listUsers'
type PageOf<O extends ListOperation> = ReplyOf<Contract[O]>
type RowOf<O extends ListOperation> = PageOf<O>['items'][number]

const PAGE_ROWS = 100
const POLL_MS = 15_000

export function listOptions<O extends ListOperation>(operation: O, project: string, query: QueryInputOf<Contract[O]>) {
  return infiniteQueryOptions({
    queryKey: [operation, { project }, query] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchRead(operation, { params: { project }, query: { ...query, limit: PAGE_ROWS, cursor: pageParam } } as never, signal) as Promise<
        PageOf<O>
      >,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: PageOf<O>) => last.nextCursor,
  })
}

/**
 * A list of the API, page after page. Rows of the old question stay while the new one is asked. One that looks at "now" (`isMoving`)
 * hears of changes as they happen; while only its first page is loaded it is asked again gently as well, for its sums. `sessionId`: of
 * the session all rows belong to, when that is all the question says.
 */
export function useList<O extends ListOperation>(
  operation: O,
  project: string,
  query: QueryInputOf<Contract[O]>,
  isMoving: boolean,
  sessionId?: string,
) {
  const list = useInfiniteQuery({
    ...listOptions(operation, project, query),
    placeholderData: (previous, asked) =>
      (asked?.queryKey[1] as { project: string } | undefined)?.project === project ? previous : undefined,
    refetchInterval: (state) => (isMoving && (state.state.data?.pages.length ?? 0) <= 1 ? POLL_MS : false),
  })
  const live: 'listSessions' | 'listTraces' | undefined = operation === 'listUsers' ? undefined : operation
  useLiveList({
    operation: live ?? 'listTraces',
    project,
    query: query as never,
    sessionId,
    isOn: isMoving && live !== undefined,
    isFetching: list.isFetching,
  })
  const pages = list.data?.pages
  const rows = useMemo(() => uniqueById((pages ?? []).flatMap((page) => page.items as RowOf<O>[])), [pages])
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])
  const queries = useQueryClient()
  /** The rows, and what is drawn of them. */
  const refresh = () => {
    void list.refetch()
    void queries.invalidateQueries({ queryKey: ['getHistogram', { project }] })
  }
  return { list, first: pages?.[0], rows, loadMore, refresh }
}

/** A row that moved between two page requests is shown once. */
function uniqueById<Row extends { id: string }>(rows: readonly Row[]): Row[] {
  const seen = new Set<string>()
  return rows.filter((row) => !seen.has(row.id) && seen.add(row.id))
}
