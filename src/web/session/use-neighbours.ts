import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { listOptions } from '../data/list.ts'
import { sessionListQuery } from '../sessions/session-list-query.ts'
import { lastSearch } from '../url/last-search.ts'

export type Neighbours = {
  /** 1 is the first of the list. */
  readonly place: number
  readonly total: number
  readonly isTotalExact: boolean
  readonly previousId: string | undefined
  readonly nextId: string | undefined
}

/** The sessions before and after one in the list it was opened from, as it was then; absent when it was opened otherwise. */
export function useNeighbours(project: string, sessionId: string): Neighbours | undefined {
  const query = sessionListQuery(lastSearch('sessions', project))
  // Only what the list has loaded: asking again would move sessions under the reader's feet.
  const list = useInfiniteQuery({ ...listOptions('listSessions', project, query), enabled: false })
  const pages = list.data?.pages ?? []
  const ids = pages.flatMap(({ items }) => items.map(({ id }) => id))
  const at = ids.indexOf(sessionId)
  const { hasNextPage, isFetching, fetchNextPage } = list
  const isAtEdge = at >= 0 && at >= ids.length - 2
  useEffect(() => {
    if (isAtEdge && hasNextPage && !isFetching) void fetchNextPage()
  }, [isAtEdge, hasNextPage, isFetching, fetchNextPage])
  const first = pages[0]
  if (at < 0 || !first) return undefined
  return { place: at + 1, total: first.total, isTotalExact: first.totalIsExact, previousId: ids[at - 1], nextId: ids[at + 1] }
}
