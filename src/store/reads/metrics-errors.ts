import type { Filter } from '../../model/filter.ts'
import type { Connection } from '../connect.ts'
import { rawSql, sql } from '../sql.ts'
import type { Groups } from './metrics-groups.ts'
import { bucketIndexes, edgeSql, type Edges } from './metrics-series.ts'
import { tracesWhere } from './trace-conditions.ts'

export type ErrorGroup = {
  readonly type: string
  readonly message: string
  readonly spanCount: number
  readonly traceCount: number
  readonly sessionCount: number
  /** Start of the latest trace that has it. */
  readonly lastUnixNano: bigint
  /** Traces that have it, by the bucket they begin in. */
  readonly buckets: ReadonlyMap<number, number>
}

type Row = { type: string; message: string; spans: string; traces: string; sessions: string; last: string; edges: string[]; total: string }

/** Error spans alike in type, those in most traces first. */
export async function errorGroups(connection: Connection, filter: Filter, edges: Edges, limit: number): Promise<Groups<ErrorGroup>> {
  const failed = sql`SELECT trace_id, session_id, start_ns, ${edgeSql(rawSql('start_ns'), edges)} AS edge
    FROM traces FINAL WHERE ${tracesWhere(filter)} AND error_count > 0`
  const spans = sql`SELECT trace_id, error_type, argMax(error_message, start_ns) AS message, count() AS n FROM facts FINAL
    WHERE project_id = ${filter.projectId} AND outcome = 'error' AND origin != 'note' AND trace_id IN (SELECT trace_id FROM (${failed}))
    GROUP BY trace_id, error_type`
  const rows = await connection.rows<Row>(
    sql`SELECT error_type AS type, argMax(message, t.start_ns) AS message, sum(n) AS spans, count() AS traces,
      uniqExactIf(session_id, session_id != '') AS sessions, max(t.start_ns) AS last, groupArray(t.edge) AS edges, count() OVER () AS total
      FROM (${spans}) AS s INNER JOIN (${failed}) AS t ON s.trace_id = t.trace_id
      GROUP BY type ORDER BY traces DESC, last DESC, type LIMIT ${limit}`,
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
