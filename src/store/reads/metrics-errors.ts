import type { Filter } from '../../model/filter.ts'
import type { Connection } from '../connect.ts'
import { rawSql, sql } from '../sql.ts'
import type { Groups } from './metrics-groups.ts'
import { bucketIndexes, edgeSql, type Edges } from './metrics-series.ts'
import { tracesWhere } from './trace-conditions.ts'

export type ErrorGroup = {
  readonly type: string
  readonly message: string
  /** Each error once, where it was thrown. */
  readonly spanCount: number
  readonly traceCount: number
  readonly sessionCount: number
  /** Start of the latest trace that has it. */
  readonly lastUnixNano: bigint
  /** Traces that have it, by the bucket they begin in. */
  readonly buckets: ReadonlyMap<number, number>
}

type Row = { type: string; message: string; spans: string; traces: string; sessions: string; last: string; edges: string[]; total: string }

/** Errors alike in type, or in what they say where they tell no type; those in most traces first. */
export async function errorGroups(connection: Connection, filter: Filter, edges: Edges, limit: number): Promise<Groups<ErrorGroup>> {
  const rows = await connection.rows<Row>(
    sql`SELECT error.type AS type, argMax(error.message, at) AS message, sum(error.spans) AS spans, count() AS traces,
      uniqExactIf(session_id, session_id != '') AS sessions, max(at) AS last, groupArray(${edgeSql(rawSql('at'), edges)}) AS edges,
      count() OVER () AS total
      FROM (SELECT session_id, start_ns AS at, arrayJoin(errors) AS error FROM traces FINAL WHERE ${tracesWhere(filter)} AND error_count > 0)
      GROUP BY type, if(error.type = '', error.message, '') ORDER BY traces DESC, last DESC, type LIMIT ${limit}`,
  )
  const indexes = bucketIndexes(edges)
  return { groups: rows.map((row) => groupOf(row, indexes)), total: Number(rows[0]?.total ?? 0) }
}

function groupOf(row: Row, indexes: ReadonlyMap<string, number>): ErrorGroup {
  const buckets = new Map<number, number>()
  for (const edge of row.edges) {
    const bucket = indexes.get(edge)!
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1)
  }
  return {
    type: row.type,
    message: row.message,
    spanCount: Number(row.spans),
    traceCount: Number(row.traces),
    sessionCount: Number(row.sessions),
    lastUnixNano: BigInt(row.last),
    buckets,
  }
}
