import type { Contract } from '../../api/contract/contract.ts'
import type { TracesPerSession } from '../../api/contract/metrics.ts'
import type { QueryOf } from '../../api/contract/route.ts'
import type { Reads } from '../../store/store.ts'
import { findSessionRows } from '../find-sessions.ts'
import { readFilterQuery } from '../read-list-query.ts'
import { resolveAliases } from '../resolve-aliases.ts'

/** Where the bands of trace counts begin. */
const STARTS = [1, 2, 3, 4, 5, 6, 11, 21, 51, 101, 201, 501, 1001]
const TOP = { sort: 'traceCount', isDescending: true, after: undefined, limit: 20 } as const

export async function getTracesPerSession(
  reads: Reads,
  projectId: string,
  query: QueryOf<Contract['getTracesPerSession']>,
  nowMs: number,
): Promise<TracesPerSession> {
  const filter = await resolveAliases(reads, readFilterQuery(projectId, query, 'sessions', nowMs))
  const [bands, top] = await Promise.all([reads.sessionsByTraceCount(filter, STARTS), findSessionRows(reads, filter, TOP)])
  const used = STARTS.slice(0, STARTS.findLastIndex((start) => bands.has(start)) + 1)
  return {
    items: used.map((from) => {
      const next = STARTS[STARTS.indexOf(from) + 1]
      return { from, to: next === undefined ? undefined : next - 1, sessionCount: bands.get(from) ?? 0 }
    }),
    top: top.items.map(({ id, traceCount, errorCount, lastTraceAt, firstMessage }) => ({
      id,
      traceCount,
      errorCount,
      lastTraceAt,
      firstMessage,
    })),
    total: [...bands.values()].reduce((sum, each) => sum + each, 0),
  }
}
