import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { Turn } from '../../api/contract/turn.ts'
import { isNotFound } from '../data/failure.ts'
import { fetchRead, read } from '../data/queries.ts'

const PAGE_TURNS = 50

/** One of the two sessions: its numbers, all its turns in short, and what was said in them as far as it has come. */
export function useSide(project: string, sessionId: string | undefined) {
  const params = { project, sessionId: sessionId ?? '' }
  const enabled = sessionId !== undefined
  const session = useQuery({ ...read('getSession', { params }), enabled })
  const outline = useQuery({ ...read('getOutline', { params }), enabled })
  const pages = useInfiniteQuery({
    queryKey: ['listTurns', params, 'all'] as const,
    queryFn: ({ pageParam, signal }) => fetchRead('listTurns', { params, query: { limit: PAGE_TURNS, cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    enabled: enabled && session.isSuccess,
  })
  const { hasNextPage, isFetching, error: turnsError, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetching && !turnsError) void fetchNextPage()
  }, [hasNextPage, isFetching, turnsError, fetchNextPage])

  const turns = useMemo(
    () => new Map<string, Turn>((pages.data?.pages ?? []).flatMap(({ items }) => items.map((turn) => [turn.traceId, turn]))),
    [pages.data],
  )
  const errors = [session.error, outline.error, turnsError].filter((error) => error !== null)
  return {
    session: session.data,
    outline: outline.data,
    turns,
    isUnknown: isNotFound(session.error),
    error: errors[0],
    retry: () => {
      for (const query of [session, outline, pages]) if (query.error) void query.refetch()
    },
  }
}
export type Side = ReturnType<typeof useSide>
