import type { QueryClient } from '@tanstack/react-query'
import { STEPS } from '../../api/contract/turn.ts'
import { read } from '../data/queries.ts'
import { prefetchFirstTurns } from './conversation/use-turn.ts'

type Address = { readonly project: string; readonly sessionId: string }
type Search = { readonly view?: string; readonly turn?: string; readonly steps?: string }

/** Asks at once for all that the page of a session begins with, while its code is on the way. What is known already stays. */
export function prefetchSession(queries: QueryClient, params: Address, { view, turn, steps }: Search): void {
  const outline = read('getOutline', { params })
  if (queries.getQueryState(outline.queryKey)) return
  void queries.prefetchQuery(read('getSession', { params }))
  void queries.prefetchQuery(outline)
  if (view !== undefined && view !== 'chat') return
  prefetchFirstTurns(params.project, params.sessionId, turn, STEPS.find((one) => one === steps) ?? 'tools')
  void import('../content/markdown.tsx')
}
