import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FindHit } from '../../../api/contract/insight.ts'
import { fetchRead } from '../../data/queries.ts'
import { useSettled } from '../../trace/details/use-settled.ts'

const TYPED_MS = 200
/** More than anybody steps through. */
const HITS_MAX = 500

export type Find = {
  readonly hits: readonly FindHit[]
  /** Which of them the reader is at; -1 for none yet. */
  readonly at: number
  readonly go: (step: 1 | -1) => void
  /** There may be more: turns are left to look at. */
  readonly isLooking: boolean
  readonly isFull: boolean
  readonly searchedTurns: number
  readonly turnCount: number
  readonly error: unknown
}

/** Where something was said in the whole session, page after page; `onHit` is told where the reader is taken. */
export function useFind(project: string, sessionId: string, text: string, fromTurn: number, onHit: (hit: FindHit) => void): Find {
  const q = useSettled(text.trim(), TYPED_MS)
  const pages = useInfiniteQuery({
    queryKey: ['findInSession', { project, sessionId }, q] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchRead('findInSession', { params: { project, sessionId }, query: { q, cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    enabled: q !== '',
    staleTime: 30_000,
  })
  const { hasNextPage, isFetching, isError, fetchNextPage } = pages
  const hits = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data])
  const isFull = hits.length >= HITS_MAX
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError && !isFull) void fetchNextPage()
  }, [hasNextPage, isFetching, isError, isFull, fetchNextPage])

  const [at, setAt] = useState(-1)
  const asked = useRef(q)
  const latest = useRef({ fromTurn, onHit })
  useEffect(() => {
    latest.current = { fromTurn, onHit }
  })
  const visit = useCallback(
    (index: number) => {
      const hit = hits[index]
      setAt(hit ? index : -1)
      if (hit) latest.current.onHit(hit)
    },
    [hits],
  )
  // What is typed leads to the next hit from here; what came with the URL waits to be asked for.
  useEffect(() => {
    if (asked.current === q) return
    if (q !== '' && hits.length === 0 && isFetching) return
    asked.current = q
    visit(firstFrom(hits, latest.current.fromTurn))
  }, [q, hits, isFetching, visit])
  const go = useCallback(
    (step: 1 | -1) => {
      if (hits.length > 0) visit(at < 0 ? firstFrom(hits, latest.current.fromTurn) : (at + step + hits.length) % hits.length)
    },
    [hits, at, visit],
  )
  const last = pages.data?.pages.at(-1)
  return {
    hits,
    at,
    go,
    isLooking: q !== '' && !isError && !isFull && (isFetching || hasNextPage || q !== text.trim()),
    isFull,
    searchedTurns: last?.searchedTurns ?? 0,
    turnCount: last?.total ?? 0,
    error: pages.error,
  }
}

function firstFrom(hits: readonly FindHit[], turn: number): number {
  return Math.max(
    0,
    hits.findIndex((hit) => hit.turn >= turn),
  )
}
