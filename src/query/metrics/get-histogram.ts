import type { Contract } from '../../api/contract/contract.ts'
import type { Histogram } from '../../api/contract/metrics.ts'
import type { QueryOf } from '../../api/contract/route.ts'
import type { Reads, SeriesRow } from '../../store/store.ts'
import { readFilterQuery } from '../read-list-query.ts'
import { resolveAliases } from '../resolve-aliases.ts'
import { readAxis } from './axis.ts'

export async function getHistogram(
  reads: Reads,
  projectId: string,
  query: QueryOf<Contract['getHistogram']>,
  nowMs: number,
): Promise<Histogram> {
  const filter = await resolveAliases(reads, readFilterQuery(projectId, query, query.of, nowMs))
  const { edges, starts, fields } = await readAxis(reads, projectId, query, filter.window, nowMs)
  const rows =
    query.of === 'sessions'
      ? await reads.seriesOfSessions(filter, edges, { measure: 'statuses', time: 'lastTrace' })
      : await reads.seriesOfTraces(filter, edges, 'statuses')
  const found = new Map(rows.map((row) => [row.bucket, countsOf(row.values)]))
  return {
    items: starts.map((at, bucket) => ({ at, ...(found.get(bucket) ?? countsOf([])) })),
    ...fields,
    before: found.get(-1),
    after: found.get(starts.length),
    total: total(found.get(undefined) ?? countsOf([])),
  }
}

function countsOf([ok = 0, error = 0, waiting = 0, running = 0]: SeriesRow['values']) {
  return { ok, error, waiting, running }
}

function total({ ok, error, waiting, running }: ReturnType<typeof countsOf>): number {
  return ok + error + waiting + running
}
