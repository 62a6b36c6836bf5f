import type { Filter, PageRequest, Position } from '../../model/filter.ts'
import type { Trace } from '../../model/trace.ts'
import type { Connection } from '../connect.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import { readTrace, TRACE_COLUMNS, type TraceRow } from '../trace-row.ts'
import { cutPage, pageOrder, type SortColumns } from './page-order.ts'
import { tracesWhere } from './trace-conditions.ts'

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

/** `isWaiting`: interrupted, and no later trace of its session has answered. */
export type ListedTrace = { readonly trace: Trace; readonly isWaiting: boolean }
export type FoundTraces = { readonly traces: readonly ListedTrace[]; readonly next: Position | undefined }

/** Two steps: order the narrow columns, then read wide rows for the page alone. */
export async function findTraces(connection: Connection, filter: Filter, page: PageRequest<TraceSort>): Promise<FoundTraces> {
  const columns: SortColumns<TraceSort> = SORT_COLUMNS
  const order = pageOrder(columns, 'trace_id', page)
  const keys = await connection.rows<{ trace_id: string; sort_value: string | null }>(
    sql`SELECT trace_id, ${order.value} AS sort_value FROM traces FINAL
      WHERE ${tracesWhere(filter)} AND ${order.after} ORDER BY ${order.orderBy} LIMIT ${page.limit + 1}`,
  )
  const cut = cutPage(keys, page, (row) => row.trace_id, page.sort === 'id' || page.sort === 'name')
  const ids = cut.rows.map((row) => row.trace_id)
  const found = ids.length === 0 ? [] : await newestTraces(connection, filter.projectId, sql`${ids}`, rawSql('1'))
  const byId = new Map((await withWaiting(connection, filter.projectId, found)).map((listed) => [listed.trace.traceId, listed]))
  return { traces: ids.flatMap((id) => byId.get(id) ?? []), next: cut.next }
}

export async function getTrace(connection: Connection, projectId: string, traceId: string): Promise<ListedTrace | undefined> {
  const found = await newestTraces(connection, projectId, sql`(${traceId})`, rawSql('1'))
  const [listed] = await withWaiting(connection, projectId, found)
  return listed
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

/** Only interrupted traces that are in a session need a question, and only about their own sessions. */
async function withWaiting(connection: Connection, projectId: string, traces: readonly Trace[]): Promise<ListedTrace[]> {
  const interrupted = traces.filter((trace) => trace.outcome === 'interrupted')
  const sessionIds = [...new Set(interrupted.map((trace) => trace.sessionId))].filter((id) => id !== '')
  const unanswered = new Set(sessionIds.length === 0 ? [] : await unansweredTraceIds(connection, projectId, sessionIds))
  const isWaiting = ({ outcome, sessionId, traceId }: Trace) => outcome === 'interrupted' && (sessionId === '' || unanswered.has(traceId))
  return traces.map((trace) => ({ trace, isWaiting: isWaiting(trace) }))
}

async function unansweredTraceIds(connection: Connection, projectId: string, sessionIds: readonly string[]): Promise<string[]> {
  const rows = await connection.rows<{ trace_id: string }>(
    sql`SELECT arrayJoin(unanswered_trace_ids) AS trace_id FROM sessions FINAL WHERE project_id = ${projectId} AND session_id IN ${sessionIds}`,
  )
  return rows.map((row) => row.trace_id)
}

/** What was said first and last in a trace; '' when nothing was. */
export type TracePreview = { readonly input: string; readonly output: string }

/** By trace id; the only wide columns a list of sessions needs. */
export async function previewsOf(
  connection: Connection,
  projectId: string,
  traceIds: readonly string[],
): Promise<Map<string, TracePreview>> {
  if (traceIds.length === 0) return new Map()
  const rows = await connection.rows<TracePreview & { trace_id: string }>(
    sql`SELECT trace_id, input, output FROM traces WHERE project_id = ${projectId} AND trace_id IN ${traceIds}
      ORDER BY version DESC LIMIT 1 BY trace_id`,
  )
  return new Map(rows.map(({ trace_id, input, output }) => [trace_id, { input, output }]))
}
