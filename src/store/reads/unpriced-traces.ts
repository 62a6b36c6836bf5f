import type { SpanFact } from '../../model/span-fact.ts'
import type { Connection } from '../connect.ts'
import { rawSql, sql } from '../sql.ts'
import { byTrace } from './facts-of-session.ts'
import { OUTLINE_COLUMNS } from './spans-of-trace.ts'

export type UnpricedWindow = { readonly sinceUnixNano: bigint; readonly traceLimit: number; readonly spanLimit: number }

/**
 * The spans of traces that have models without a price, trace by trace: of the newest ones, until they have this many spans. A trace
 * that goes beyond the limit is still whole.
 */
export async function* unpricedTraces(
  connection: Connection,
  projectId: string,
  { sinceUnixNano, traceLimit, spanLimit }: UnpricedWindow,
): AsyncGenerator<readonly SpanFact[]> {
  const newest = sql`SELECT trace_id, span_count, sum(span_count) OVER (ORDER BY start_ns DESC, trace_id) AS spans_so_far FROM traces FINAL
    WHERE project_id = ${projectId} AND part = '' AND start_ns >= ${sinceUnixNano} AND notEmpty(unpriced_models)
    ORDER BY start_ns DESC, trace_id LIMIT ${traceLimit}`
  const rows = await connection.rows<{ trace_id: string }>(
    sql`SELECT trace_id FROM (${newest}) WHERE spans_so_far - span_count < ${spanLimit}`,
  )
  if (rows.length === 0) return
  const ids = rows.map((row) => row.trace_id)
  yield* byTrace(
    connection,
    sql`SELECT ${rawSql(OUTLINE_COLUMNS)} FROM facts FINAL WHERE project_id = ${projectId} AND trace_id IN ${ids} ORDER BY trace_id, span_id`,
  )
}
