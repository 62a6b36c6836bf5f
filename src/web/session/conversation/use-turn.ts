import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type { OutlineTurn } from '../../../api/contract/turn.ts'
import type { StepsShown } from '../session-url.ts'
import { turnLoaderOf } from './turn-loader.ts'

/**
 * One turn in full. Each is kept by itself, under what the outline last said of it: when that changes, this one turn is asked for
 * again and the one before stays on screen meanwhile.
 */
export function useTurn(project: string, sessionId: string, place: OutlineTurn, steps: StepsShown) {
  return useQuery({ ...turnQuery(project, sessionId, place, steps), placeholderData: keepPreviousData })
}

export function turnQuery(project: string, sessionId: string, place: OutlineTurn, steps: StepsShown) {
  const { traceId, index } = place
  const asked = steps === 'all' ? 'all' : 'tools'
  return queryOptions({
    queryKey: ['listTurns', { project, sessionId, traceId }, { steps: asked, version: versionOf(place) }] as const,
    queryFn: ({ signal }) => turnLoaderOf(project, sessionId, asked)({ traceId, index, signal }),
    staleTime: Infinity,
  })
}

/** Changes whenever the turn may read otherwise. */
function versionOf({ status, spanCount, errorCount, durationMs, totalTokens, waits }: OutlineTurn): string {
  return JSON.stringify([status, spanCount, errorCount, durationMs, totalTokens, waits.map(({ answeredAt }) => answeredAt)])
}
