import type { Filter, PageRequest, Position } from '../../model/filter.ts'
import type { Session } from '../../model/session.ts'
import type { Connection } from '../connect.ts'
import { readSession, SESSION_COLUMNS, type SessionRow } from '../session-row.ts'
import { rawSql, sql } from '../sql.ts'
import { cutPage, pageOrder, type SortColumns } from './page-order.ts'
import { sessionsWhere } from './session-conditions.ts'

const SORT_COLUMNS = {
  id: 'session_id',
  traceCount: 'trace_count',
  errorCount: 'error_count',
  errorSpanCount: 'error_span_count',
  completionTokens: 'completion_tokens',
  promptTokens: 'prompt_tokens',
  totalTokens: 'total_tokens',
  cachedPromptTokens: 'cached_prompt_tokens',
  reasoningTokens: 'reasoning_tokens',
  costUsd: 'cost_nano_usd',
  createdAt: 'created_ns',
  lastTraceAt: 'last_trace_ns',
  lastActivityAt: 'last_activity_ns',
  // The difference of two UInt64 is an Int64; back to UInt64 it is right for every pair.
  durationMs: 'toUInt64(last_activity_ns - created_ns)',
  p50Ms: 'p50_ns',
  p95Ms: 'p95_ns',
  activeMs: 'active_ns',
  waitingMs: 'waiting_ns',
  waitingSince: 'nullIf(waiting_since_ns, 0)',
} as const
export type SessionSort = keyof typeof SORT_COLUMNS

export type FoundSessions = { readonly sessions: readonly Session[]; readonly next: Position | undefined }

export async function findSessions(connection: Connection, filter: Filter, page: PageRequest<SessionSort>): Promise<FoundSessions> {
  const columns: SortColumns<SessionSort> = SORT_COLUMNS
  const order = pageOrder(columns, 'session_id', page)
  const rows = await connection.rows<SessionRow & { sort_value: string | null }>(
    sql`SELECT ${rawSql(SESSION_COLUMNS)}, ${order.value} AS sort_value FROM sessions FINAL
      WHERE ${sessionsWhere(filter)} AND ${order.after} ORDER BY ${order.orderBy} LIMIT ${page.limit + 1}`,
  )
  const cut = cutPage(rows, page, (row) => row.session_id, page.sort === 'id')
  return { sessions: cut.rows.map(readSession), next: cut.next }
}

/** Ids of the sessions that the filter lets through, in the order of the page. */
export async function orderSessions(
  connection: Connection,
  filter: Filter,
  page: PageRequest<SessionSort>,
  signal: AbortSignal,
): Promise<string[]> {
  const columns: SortColumns<SessionSort> = SORT_COLUMNS
  const order = pageOrder(columns, 'session_id', page)
  const rows = connection.stream<[id: string]>(
    sql`SELECT session_id FROM sessions FINAL WHERE ${sessionsWhere(filter)} ORDER BY ${order.orderBy} LIMIT ${page.limit}`,
    { signal },
  )
  const ids = new Set<string>()
  for await (const [id] of rows) ids.add(id)
  return [...ids]
}
