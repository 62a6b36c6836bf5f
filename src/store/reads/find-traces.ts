import type { Filter, PageRequest, Position } from '../../model/filter.ts'
import type { Trace } from '../../model/trace.ts'
import type { Connection } from '../connect.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import { readTrace, TRACE_COLUMNS, type TraceRow } from '../trace-row.ts'
import { cutPage, pageOrder, type SortColumns } from './page-order.ts'
import { isWaitingSql, tracesWhere } from './trace-conditions.ts'

const SORT_COLUMNS = {
  id: 'trace_id',
  name: 'name',
  startedAt: 'start_ns',
  updatedAt: 'end_ns',
  durationMs: 'toUInt64(end_ns - start_ns)',
  spanCount: 'span_count',
  errorCount: 'error_count',
  interruptCount: 'interrupt_count',
  completionTokens: 'completion_tokens',
  promptTokens: 'prompt_tokens',
  totalTokens: 'total_tokens',
  cachedPromptTokens: 'cached_prompt_tokens',
  reasoningTokens: 'reasoning_tokens',
  costUsd: 'cost_nano_usd',
} as const
export type TraceSort = keyof typeof SORT_COLUMNS

export type ListedTrace = { readonly trace: Trace; readonly isWaiting: boolean }
export type FoundTraces = { readonly traces: readonly ListedTrace[]; readonly next: Position | undefined }
type Waiting = { readonly is_waiting: number }

/** Two steps: order the narrow columns, then read wide rows for the page alone. */
export async function findTraces(connection: Connection, filter: Filter, page: PageRequest<TraceSort>): Promise<FoundTraces> {
  const columns: SortColumns<TraceSort> = SORT_COLUMNS
  const order = pageOrder(columns, 'trace_id', page)
  const keys = await connection.rows<Waiting & { trace_id: string; sort_value: string | null }>(
    sql`SELECT trace_id, ${order.value} AS sort_value, ${isWaitingSql(filter.projectId)} AS is_waiting FROM traces FINAL
      WHERE ${tracesWhere(filter)} AND ${order.after} ORDER BY ${order.orderBy} LIMIT ${page.limit + 1}`,
  )
  const cut = cutPage(keys, page, (row) => row.trace_id, page.sort === 'id' || page.sort === 'name')
  const found = await tracesByIds(
    connection,
    filter.projectId,
    cut.rows.map((row) => row.trace_id),
  )
  const byId = new Map(found.map((trace) => [trace.traceId, trace]))
  const traces = cut.rows.flatMap((row) => {
    const trace = byId.get(row.trace_id)
    return trace === undefined ? [] : [{ trace, isWaiting: row.is_waiting === 1 }]
  })
  return { traces, next: cut.next }
}

export async function getTrace(connection: Connection, projectId: string, traceId: string): Promise<ListedTrace | undefined> {
  const [row] = await connection.rows<TraceRow & Waiting>(
    sql`SELECT ${rawSql(TRACE_COLUMNS)}, ${isWaitingSql(projectId)} AS is_waiting FROM traces FINAL
      WHERE project_id = ${projectId} AND trace_id = ${traceId}`,
  )
  return row === undefined ? undefined : { trace: readTrace(row), isWaiting: row.is_waiting === 1 }
}

export async function tracesByIds(connection: Connection, projectId: string, traceIds: readonly string[]): Promise<Trace[]> {
  return traceIds.length === 0 ? [] : newestTraces(connection, projectId, sql`${traceIds}`, rawSql('1'))
}

/** All traces of a session in start order. */
export function tracesOfSession(connection: Connection, projectId: string, sessionId: string): Promise<Trace[]> {
  // Some version of a trace may have named the session before it moved: the newest version decides.
  const everInSession = sql`(SELECT trace_id FROM traces WHERE project_id = ${projectId} AND session_id = ${sessionId})`
  return newestTraces(connection, projectId, everInSession, sql`session_id = ${sessionId}`)
}

function newestTraces(connection: Connection, projectId: string, ids: Sql, condition: Sql): Promise<Trace[]> {
  const newest = sql`SELECT ${rawSql(TRACE_COLUMNS)}, is_deleted FROM traces WHERE project_id = ${projectId} AND trace_id IN ${ids}
    ORDER BY version DESC LIMIT 1 BY trace_id`
  return connection
    .rows<TraceRow>(sql`SELECT * EXCEPT is_deleted FROM (${newest}) WHERE is_deleted = 0 AND ${condition} ORDER BY start_ns, trace_id`)
    .then((rows) => rows.map(readTrace))
}
