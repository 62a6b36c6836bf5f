import type { Filter, PageRequest, Position } from '../../model/filter.ts'
import type { Trace } from '../../model/trace.ts'
import type { Connection } from '../connect.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import { readTrace, TRACE_COLUMNS, type TraceRow } from '../trace-row.ts'
import { cutPage, pageOrder, type SortColumns } from './page-order.ts'
import { listSql } from './session-conditions.ts'
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
  const keys = await connection.rows<{ trace_id: string; part: string; sort_value: string | null }>(
    sql`SELECT trace_id, part, ${order.value} AS sort_value FROM traces FINAL
      WHERE ${tracesWhere(filter)} AND ${order.after} ORDER BY ${order.orderBy} LIMIT ${page.limit + 1}`,
  )
  const cut = cutPage(keys, page, (row) => row.trace_id, page.sort === 'id' || page.sort === 'name')
  const ids = cut.rows.map((row) => row.trace_id)
  const found = ids.length === 0 ? [] : await newestTraces(connection, filter.projectId, sql`${ids}`, rawSql('1'))
  const byKey = new Map((await withWaiting(connection, filter.projectId, found)).map((listed) => [keyOf(listed.trace), listed]))
  return { traces: cut.rows.flatMap(({ trace_id: traceId, part }) => byKey.get(keyOf({ traceId, part })) ?? []), next: cut.next }
}

/** Ids of the traces that the filter lets through, in the order of the page. */
export async function orderTraces(
  connection: Connection,
  filter: Filter,
  page: PageRequest<TraceSort>,
  signal: AbortSignal,
): Promise<string[]> {
  const columns: SortColumns<TraceSort> = SORT_COLUMNS
  const order = pageOrder(columns, 'trace_id', page)
  const rows = connection.stream<[id: string]>(
    sql`SELECT trace_id FROM traces FINAL WHERE ${tracesWhere(filter)} ORDER BY ${order.orderBy} LIMIT ${page.limit}`,
    { signal },
  )
  const ids = new Set<string>()
  for await (const [id] of rows) ids.add(id)
  return [...ids]
}

export async function getTrace(connection: Connection, projectId: string, traceId: string): Promise<ListedTrace | undefined> {
  const found = await newestTraces(connection, projectId, sql`(${traceId})`, rawSql(`part = ''`))
  const [listed] = await withWaiting(connection, projectId, found)
  return listed
}

const keyOf = ({ traceId, part }: Pick<Trace, 'traceId' | 'part'>): string => `${traceId} ${part}`

/** All traces of a session in start order; of a shared one its part. */
export function tracesOfSession(connection: Connection, projectId: string, sessionId: string): Promise<Trace[]> {
  // Some version of a trace may have named the session before it moved: the newest version decides.
  const everInSession = sql`(SELECT trace_id FROM traces WHERE project_id = ${projectId} AND session_id = ${sessionId})`
  return newestTraces(connection, projectId, everInSession, sql`session_id = ${sessionId}`)
}

function newestTraces(connection: Connection, projectId: string, ids: Sql, condition: Sql): Promise<Trace[]> {
  const newest = sql`SELECT ${rawSql(TRACE_COLUMNS)}, is_deleted FROM traces WHERE project_id = ${projectId} AND trace_id IN ${ids}
    ORDER BY version DESC, is_deleted DESC LIMIT 1 BY trace_id, part`
  return connection
    .rows<TraceRow>(sql`SELECT * EXCEPT is_deleted FROM (${newest}) WHERE is_deleted = 0 AND ${condition} ORDER BY start_ns, trace_id`)
    .then((rows) => rows.map(readTrace))
}

/** Only interrupted traces that belong to a session need a question; a shared one waits while it does so for any of its sessions. */
async function withWaiting(connection: Connection, projectId: string, traces: readonly Trace[]): Promise<ListedTrace[]> {
  const isAlone = ({ sessionId, partCount }: Trace) => sessionId === '' && partCount === 0
  const asked = traces.filter((trace) => trace.outcome === 'interrupted' && !isAlone(trace)).map((trace) => trace.traceId)
  const unanswered = new Set(asked.length === 0 ? [] : await unansweredAmong(connection, projectId, asked))
  const isUnanswered = ({ traceId, sessionId }: Trace) => unanswered.has(keyInSession(traceId, sessionId))
  const isWaiting = (trace: Trace) => trace.outcome === 'interrupted' && (isAlone(trace) || isUnanswered(trace))
  return traces.map((trace) => ({ trace, isWaiting: isWaiting(trace) }))
}

/** Keys of those that their session waits for, and of those that any session does. */
async function unansweredAmong(connection: Connection, projectId: string, traceIds: readonly string[]): Promise<string[]> {
  const rows = await connection.rows<{ session_id: string; trace_id: string }>(
    sql`SELECT session_id, arrayJoin(unanswered_trace_ids) AS trace_id FROM sessions FINAL
      WHERE project_id = ${projectId} AND hasAny(unanswered_trace_ids, ${listSql(traceIds)})`,
  )
  return rows.flatMap((row) => [keyInSession(row.trace_id, row.session_id), keyInSession(row.trace_id, '')])
}

/** What was said first and last in a trace; '' when nothing was. */
export type TracePreview = { readonly input: string; readonly output: string }

/** The only wide columns a list of sessions needs: by `keyInSession`, what each trace is to its session. */
export async function previewsOf(
  connection: Connection,
  projectId: string,
  traceIds: readonly string[],
): Promise<Map<string, TracePreview>> {
  if (traceIds.length === 0) return new Map()
  const rows = await connection.rows<TracePreview & { trace_id: string; session_id: string; is_deleted: number }>(
    sql`SELECT trace_id, session_id, input, output, is_deleted FROM traces WHERE project_id = ${projectId} AND trace_id IN ${traceIds}
      ORDER BY version DESC, is_deleted DESC LIMIT 1 BY trace_id, part`,
  )
  const live = rows.filter(({ is_deleted: isDeleted }) => isDeleted === 0)
  return new Map(live.map(({ trace_id: traceId, session_id: id, input, output }) => [keyInSession(traceId, id), { input, output }]))
}

export function keyInSession(traceId: string, sessionId: string): string {
  return `${traceId} ${sessionId}`
}
