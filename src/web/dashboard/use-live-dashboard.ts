import { useQueryClient, type Query } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { useEventually } from '../live/use-eventually.ts'
import { useLive } from '../live/use-live.ts'
import type { Question } from './use-dashboard.ts'

const ASKED = new Set<unknown>(['getSummary', 'getTimeseries', 'getPercentiles', 'getTracesPerSession', 'getErrorBreakdown'])
/** Between two rounds of questions. */
const REST_MS = 4_000
/** What moves the window along when nothing happens. */
const POLL_MS = 60_000

export function isOfDashboard({ queryKey }: Query): boolean {
  return ASKED.has(queryKey[0])
}

/** Asks again, every few seconds at most, while something changes in what is looked at. */
export function useLiveDashboard({ project, query }: Question, isOn: boolean): void {
  const queries = useQueryClient()
  const ask = useCallback(() => queries.invalidateQueries({ predicate: isOfDashboard }), [queries])
  const askSoon = useEventually(ask, REST_MS)
  useLive(
    {
      project,
      topics: ['traces'],
      filter: query,
      onEvents: (events) => events.some(({ event }) => event.startsWith('trace.')) && askSoon(),
      onResync: askSoon,
    },
    isOn,
  )
  useEffect(() => {
    if (!isOn) return undefined
    const timer = setInterval(askSoon, POLL_MS)
    return () => clearInterval(timer)
  }, [isOn, askSoon])
}
