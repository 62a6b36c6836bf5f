import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { OutlineTurn, Turn } from '../../../api/contract/turn.ts'
import type { StepsShown } from '../session-url.ts'
import { fetchRead } from '../../data/queries.ts'
import { useScene } from './scene.ts'
import { turnLoaderOf } from './turn-loader.ts'

/**
 * One turn in full. Each is kept by itself, under what the outline last said of it: when that changes, this one turn is asked for
 * again and the one before stays on screen meanwhile.
 */
export function useTurn(project: string, sessionId: string, place: OutlineTurn, steps: StepsShown) {
  return useQuery({ ...turnQuery(project, sessionId, place, steps), placeholderData: keepPreviousData })
}

/** Turns on either side of what is drawn, fetched once scrolling rests. */
const AHEAD = 6
const BEHIND = 3
const REST_MS = 150

/** Has the turns around the drawn ones ready before they are reached. */
export function usePrefetchedTurns(turns: readonly OutlineTurn[], first: number, last: number): void {
  const { project, sessionId, steps } = useScene()
  const queries = useQueryClient()
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const place of turns.slice(Math.max(0, first - BEHIND), last + AHEAD + 1)) {
        void queries.prefetchQuery(turnQuery(project, sessionId, place, steps))
      }
    }, REST_MS)
    return () => clearTimeout(timer)
  }, [queries, project, sessionId, steps, turns, first, last])
}

export function turnQuery(project: string, sessionId: string, place: OutlineTurn, steps: StepsShown) {
  const { traceId, index, waits } = place
  const asked = askedSteps(steps)
  const version = versionOf(place, waits)
  const isCurrent = (turn: Turn) => versionOf(turn, turn.pauses) === version
  return queryOptions({
    queryKey: ['listTurns', { project, sessionId, traceId }, { steps: asked, version }] as const,
    queryFn: ({ signal }) => turnLoaderOf(project, sessionId, asked).load({ traceId, index, signal, isCurrent }),
    staleTime: Infinity,
  })
}

/** Without steps a turn is loaded with its tools, which its messages speak of. */
function askedSteps(steps: StepsShown): 'tools' | 'all' {
  return steps === 'all' ? 'all' : 'tools'
}

type Place = Pick<OutlineTurn, 'status' | 'spanCount' | 'errorCount' | 'durationMs' | 'totalTokens'>

/** Changes whenever the turn may read otherwise. */
function versionOf({ status, spanCount, errorCount, durationMs, totalTokens }: Place, waits: readonly { answeredAt?: string }[]): string {
  return JSON.stringify([status, spanCount, errorCount, durationMs, totalTokens, waits.map(({ answeredAt }) => answeredAt)])
}

/** More than fit on most screens. */
const FIRST_TURNS = 6

/** Asks for the turns a session opens with, without knowing them: its first ones, or those from one on. */
export function prefetchFirstTurns(project: string, sessionId: string, fromTraceId: string | undefined, steps: StepsShown): void {
  const query = { turn: fromTraceId, limit: FIRST_TURNS, steps: askedSteps(steps) }
  turnLoaderOf(project, sessionId, query.steps).expect(fetchRead('listTurns', { params: { project, sessionId }, query }))
}
