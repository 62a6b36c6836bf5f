import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { topicOf } from '../../api/contract/live.ts'
import type { SessionDetail } from '../../api/contract/session.ts'
import { useEventually } from './use-eventually.ts'
import { useLive } from './use-live.ts'

/** What is assembled from all traces of a session. Turns are not among it: each is kept under what the outline last said of it. */
const ASSEMBLED: ReadonlySet<unknown> = new Set(['getSession', 'getOutline', 'getSessionMetrics'])

type Named = { readonly project?: string; readonly sessionId?: string }

/**
 * Keeps everything cached of one session as it is now: its numbers at once, what is assembled from its traces soon after. `sessionId`: its
 * id or an alias, as the address names it; `ownId`: its id, once that is known.
 */
export function useLiveSession(project: string, sessionId: string, ownId: string | undefined): void {
  const queries = useQueryClient()
  const invalidate = useCallback(async () => {
    await queries.invalidateQueries({
      predicate: ({ queryKey: [operation, params, query] }) => {
        const isOf = (named: Named | undefined) => named?.sessionId === sessionId || (ownId !== undefined && named?.sessionId === ownId)
        if (ASSEMBLED.has(operation)) return (params as Named | undefined)?.project === project && isOf(params as Named)
        // Lists page by page hear of their rows themselves.
        return operation === 'listTraces' && isOf(query as Named | undefined) && 'limit' in (query as object)
      },
    })
  }, [queries, project, sessionId, ownId])
  const invalidateSoon = useEventually(invalidate)

  useLive({
    project,
    topics: [topicOf('session', sessionId)],
    filter: {},
    onEvents(events) {
      for (const event of events) {
        if (event.event !== 'session.upsert') continue
        const key = ['getSession', { project, sessionId }, undefined]
        queries.setQueryData<SessionDetail>(key, (now) => (now?.id === event.data.id ? { ...now, ...event.data.row } : now))
      }
      if (events.length > 0) invalidateSoon()
    },
    onResync: invalidateSoon,
  })
}
