import type { Condition, Filter, PageRequest, Position } from '../../model/filter.ts'
import type { TokenTotals } from '../../model/trace.ts'
import type { Connection } from '../connect.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import { cutPage, pageOrder, type SortColumns } from './page-order.ts'
import { sessionsWhere } from './session-conditions.ts'
import { TOKEN_SUMS, tokensOf, type TokenRow } from './sum-lists.ts'
import { tracesWhere } from './trace-conditions.ts'

const SORT_COLUMNS = {
  id: 'user_id',
  sessionCount: 'session_count',
  waitingCount: 'waiting_count',
  traceCount: 'trace_count',
  errorCount: 'error_count',
  promptTokens: 'prompt',
  completionTokens: 'completion',
  totalTokens: 'total',
  cachedPromptTokens: 'cached',
  reasoningTokens: 'reasoning',
  costUsd: 'cost',
  firstSeenAt: 'first_ns',
  lastSeenAt: 'last_ns',
} as const
export type UserSort = keyof typeof SORT_COLUMNS

/** What one user did: sums over the traces that name them, and how many sessions those belong to. */
export type UserTotals = TokenTotals & {
  readonly isCostEstimated: boolean
  readonly userId: string
  readonly sessionCount: number
  readonly waitingCount: number
  readonly traceCount: number
  readonly errorCount: number
  readonly firstSeenUnixNano: bigint
  readonly lastSeenUnixNano: bigint
}
export type FoundUsers = { readonly users: readonly UserTotals[]; readonly next: Position | undefined }

type Row = TokenRow & {
  user_id: string
  session_count: string
  waiting_count: string
  trace_count: string
  error_count: string
  first_ns: string
  last_ns: string
}

/** `filter` is of traces. */
export async function findUsers(connection: Connection, filter: Filter, page: PageRequest<UserSort>): Promise<FoundUsers> {
  const columns: SortColumns<UserSort> = SORT_COLUMNS
  const order = pageOrder(columns, 'user_id', page)
  const rows = await connection.rows<Row & { sort_value: string | null }>(
    sql`SELECT *, ${order.value} AS sort_value FROM (${usersSql(filter)}) WHERE ${order.after}
      ORDER BY ${order.orderBy} LIMIT ${page.limit + 1}`,
  )
  const cut = cutPage(rows, page, (row) => row.user_id, page.sort === 'id')
  return { users: cut.rows.map(readUser), next: cut.next }
}

/** How many users there are, and how many traces that name none. */
export async function countUsers(connection: Connection, filter: Filter): Promise<{ users: number; tracesWithoutUser: number }> {
  const [row] = await connection.rows<{ users: string; without: string }>(
    sql`SELECT uniqExactIf(user_id, user_id != '') AS users, countIf(user_id = '') AS without FROM traces FINAL WHERE ${tracesWhere(filter)}`,
  )
  return { users: Number(row?.users ?? 0), tracesWithoutUser: Number(row?.without ?? 0) }
}

function usersSql(filter: Filter): Sql {
  const traces = sql`SELECT user_id, count() AS trace_count, countIf(error_count > 0) AS error_count, ${rawSql(TOKEN_SUMS)},
    min(start_ns) AS first_ns, max(end_ns) AS last_ns
    FROM (SELECT * FROM traces FINAL WHERE ${tracesWhere(filter)}) AS t WHERE user_id != '' GROUP BY user_id`
  const sessions = sql`SELECT arrayJoin(users) AS user_id, count() AS session_count, countIf(waiting_since_ns > 0) AS waiting_count
    FROM sessions FINAL WHERE ${sessionsWhere({ ...filter, conditions: ofSessions(filter) })} GROUP BY user_id`
  return sql`SELECT t.*, s.session_count AS session_count, s.waiting_count AS waiting_count
    FROM (${traces}) AS t LEFT JOIN (${sessions}) AS s ON t.user_id = s.user_id`
}

/** Sessions with a trace that meets what is asked of traces. */
function ofSessions({ conditions }: Filter): Condition[] {
  return conditions.length === 0 ? [] : [{ kind: 'inside', of: 'trace', quantifier: 'any', conditions, isExcluded: false }]
}

function readUser(row: Row): UserTotals {
  return {
    ...tokensOf(row),
    userId: row.user_id,
    sessionCount: Number(row.session_count),
    waitingCount: Number(row.waiting_count),
    traceCount: Number(row.trace_count),
    errorCount: Number(row.error_count),
    firstSeenUnixNano: BigInt(row.first_ns),
    lastSeenUnixNano: BigInt(row.last_ns),
  }
}
