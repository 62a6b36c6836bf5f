import type { Contract } from '../../api/contract/contract.ts'
import type { Breakdown, ErrorBreakdown, Percentiles } from '../../api/contract/metrics.ts'
import type { QueryOf } from '../../api/contract/route.ts'
import { isoFromUnixNano } from '../../base/time.ts'
import type { Reads } from '../../store/store.ts'
import { assembleSums, reported } from '../assemble-totals.ts'
import { readFilterQuery } from '../read-list-query.ts'
import { resolveAliases } from '../resolve-aliases.ts'
import { readAxis } from './axis.ts'

export async function getPercentiles(
  reads: Reads,
  projectId: string,
  query: QueryOf<Contract['getPercentiles']>,
  nowMs: number,
): Promise<Percentiles> {
  const filter = await resolveAliases(reads, readFilterQuery(projectId, query, 'traces', nowMs))
  const { groups, total } = await reads.durationGroups(filter, query.by, query.limit)
  const items = groups.map(({ name, count, errorCount, percentiles }) => {
    const [p50Ms, p90Ms, p95Ms, p99Ms, maxMs] = percentiles.map((nano) => nano / 1e6) as [number, number, number, number, number]
    return { name, count, p50Ms, p90Ms, p95Ms, p99Ms, maxMs, errorCount }
  })
  return { items, total }
}

export async function getBreakdown(
  reads: Reads,
  projectId: string,
  query: QueryOf<Contract['getBreakdown']>,
  nowMs: number,
): Promise<Breakdown> {
  const filter = await resolveAliases(reads, readFilterQuery(projectId, query, 'traces', nowMs))
  const { groups, total } = await reads.usageGroups(filter, query.by, query.limit)
  const items = groups.map(({ name, traceCount, sessionCount, errorCount, callCount, ...totals }) => {
    return { name, traceCount, sessionCount, errorCount, callCount, ...assembleSums(totals) }
  })
  return { items, total }
}

export async function getErrorBreakdown(
  reads: Reads,
  projectId: string,
  query: QueryOf<Contract['getErrorBreakdown']>,
  nowMs: number,
): Promise<ErrorBreakdown> {
  const filter = await resolveAliases(reads, readFilterQuery(projectId, query, 'traces', nowMs))
  const { edges, starts, fields } = await readAxis(reads, projectId, query, filter.window, nowMs)
  const { groups, total } = await reads.errorGroups(filter, edges, query.limit)
  const items = groups.map(({ type, message, spanCount, traceCount, sessionCount, lastUnixNano, buckets }) => ({
    type: reported(type),
    message: reported(message),
    spanCount,
    traceCount,
    sessionCount,
    lastAt: isoFromUnixNano(lastUnixNano),
    spark: starts.map((_, bucket) => buckets.get(bucket) ?? 0),
  }))
  return { items, total, buckets: [...starts], ...fields }
}
