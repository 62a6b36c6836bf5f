import { useQuery } from '@tanstack/react-query'
import type { Outline } from '../../api/contract/turn.ts'
import type { TraceRow } from '../../api/contract/trace.ts'
import { read } from '../data/queries.ts'

/** Where a trace stands in its session. `number` counts from 1; `previous` and `next` are trace ids. */
export type TurnPlace = { readonly number: number; readonly total: number; readonly previous?: string; readonly next?: string }

/** Stepping through turns does not ask again at each step. */
const FRESH_MS = 30_000

export function useTurnPlace(project: string, { id, sessionId = '' }: TraceRow): TurnPlace | undefined {
  const { data } = useQuery({
    ...read('getOutline', { params: { project, sessionId } }),
    enabled: sessionId !== '',
    staleTime: FRESH_MS,
  })
  return data && placeInOutline(data, id)
}

export function placeInOutline({ items, total }: Outline, traceId: string): TurnPlace | undefined {
  const at = items.findIndex((turn) => turn.traceId === traceId)
  const turn = items[at]
  return turn && { number: turn.index + 1, total, previous: items[at - 1]?.traceId, next: items[at + 1]?.traceId }
}
