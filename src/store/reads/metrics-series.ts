import type { Filter } from '../../model/filter.ts'
import type { Connection } from '../connect.ts'
import { joinSql, rawSql, sql, type Sql } from '../sql.ts'
import { sessionsWhere } from './session-conditions.ts'
import { sessionStatusSql, traceStatusSql } from './status-sql.ts'
import { tracesWhere } from './trace-conditions.ts'

/** Starts of buckets and the end of the last, ascending. */
export type Edges = readonly bigint[]

/** What is measured of each bucket; the measures of one are its values, in this order. */
const TRACE_MEASURES = {
  traces: ['count()'],
  tokens: ['sum(total_tokens)'],
  /** Cached ones are prompt tokens, reasoning ones completion tokens. */
  tokenTypes: ['sum(prompt_tokens)', 'sum(cached_prompt_tokens)', 'sum(completion_tokens)', 'sum(reasoning_tokens)', 'sum(total_tokens)'],
  cost: ['sum(cost_nano_usd)'],
  errors: ['countIf(error_count > 0)'],
  errorSpans: ['sum(error_count)'],
  latency: [0.5, 0.9, 0.95, 0.99].map((level) => `quantileExactInclusive(${level})(toUInt64(end_ns - start_ns))`),
  users: [`uniqExactIf(user_id, user_id != '')`],
} as const
export type TraceMeasure = keyof typeof TRACE_MEASURES | 'statuses'
export type SessionMeasure = 'sessions' | 'statuses'

const STATUS_MEASURES = `countIf(status = 'ok'), countIf(status = 'error'), countIf(status = 'waiting'), countIf(status = 'running')`

/** `bucket`: an index, -1 before the first, the number of buckets after the last, absent for all together. Buckets without rows are left out. */
export type SeriesRow = { readonly bucket: number | undefined; readonly values: readonly number[] }

/** By the start of each trace. */
export function seriesOfTraces(connection: Connection, filter: Filter, edges: Edges, measure: TraceMeasure): Promise<SeriesRow[]> {
  const status = measure === 'statuses' ? sql`${traceStatusSql(filter)}` : rawSql(`''`)
  const measures = measure === 'statuses' ? STATUS_MEASURES : TRACE_MEASURES[measure].join(', ')
  const from = sql`(SELECT *, ${status} AS status FROM traces FINAL WHERE ${tracesWhere(filter)})`
  return series(connection, edges, rawSql('start_ns'), rawSql(measures), from)
}

/** By the start of the first or of the last trace of each session. */
export function seriesOfSessions(
  connection: Connection,
  filter: Filter,
  edges: Edges,
  { measure, time }: { readonly measure: SessionMeasure; readonly time: 'created' | 'lastTrace' },
): Promise<SeriesRow[]> {
  const status = measure === 'statuses' ? sessionStatusSql(filter.asOfUnixNano) : rawSql(`''`)
  const measures = measure === 'statuses' ? STATUS_MEASURES : 'count()'
  const from = sql`(SELECT *, ${status} AS status FROM sessions FINAL WHERE ${sessionsWhere(filter)})`
  return series(connection, edges, rawSql(time === 'created' ? 'created_ns' : 'last_trace_ns'), rawSql(measures), from)
}

type Row = { readonly edge: string; readonly is_all: string; readonly measured: readonly (string | number | null)[] }

async function series(connection: Connection, edges: Edges, time: Sql, measures: Sql, from: Sql): Promise<SeriesRow[]> {
  const rows = await connection.rows<Row>(
    sql`SELECT ${edgeSql(time, edges)} AS edge, grouping(edge) AS is_all, [${measures}]::Array(Nullable(Float64)) AS measured
      FROM ${from} GROUP BY edge WITH ROLLUP`,
  )
  const indexes = bucketIndexes(edges)
  return rows.map(({ edge, is_all: isAll, measured }) => ({
    bucket: isAll === '1' ? undefined : indexes.get(edge),
    values: measured.map(Number),
  }))
}

/** Start of the bucket of a time; 0 before the first, the last edge after the last. */
export function edgeSql(time: Sql, edges: Edges): Sql {
  const starts = joinSql(
    [0n, ...edges].map((edge) => sql`${edge}`),
    ', ',
  )
  return sql`roundDown(${time}, [${starts}]::Array(UInt64))`
}

export function bucketIndexes(edges: Edges): ReadonlyMap<string, number> {
  return new Map([0n, ...edges].map((edge, index) => [edge.toString(), index - 1]))
}

/** The first and last moment of the traces of a project, over all their versions; undefined where there are none. */
export async function extentOfTraces(connection: Connection, projectId: string): Promise<{ first: bigint; last: bigint } | undefined> {
  const [row] = await connection.rows<{ first: string; last: string }>(
    sql`SELECT min(start_ns) AS first, max(end_ns) AS last FROM traces WHERE project_id = ${projectId} AND start_ns > 0`,
  )
  return row === undefined || row.last === '0' ? undefined : { first: BigInt(row.first), last: BigInt(row.last) }
}
