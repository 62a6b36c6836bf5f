import type { Filter } from '../../model/filter.ts'
import type { Connection } from '../connect.ts'
import { sql, type Sql } from '../sql.ts'
import { edgeSql, type Edges } from './metrics-series.ts'
import { sessionsWhere } from './session-conditions.ts'

export type Spread = { readonly p50: number; readonly p90: number; readonly p95: number; readonly max: number }
export type UsageOfSessions = {
  readonly sessionCount: number
  readonly meanTurns: number
  readonly turns: Spread
  /** Nanoseconds. */
  readonly durationNano: Spread
}
export type UsageOfUsers = { readonly activeCount: number; readonly returningCount: number; readonly newCount: number }

type SpreadRow = readonly [p50: number, p90: number, p95: number]

/** `filter` is of sessions. */
export async function usageOfSessions(connection: Connection, filter: Filter): Promise<UsageOfSessions> {
  const levels = sql`quantilesExactInclusive(0.5, 0.9, 0.95)`
  const [row] = await connection.rows<{ n: string; mean: number; turns: SpreadRow; most: number; times: SpreadRow; longest: string }>(
    sql`SELECT count() AS n, avg(trace_count) AS mean, ${levels}(trace_count) AS turns, max(trace_count) AS most,
      ${levels}(toUInt64(last_activity_ns - created_ns)) AS times, max(toUInt64(last_activity_ns - created_ns)) AS longest
      FROM sessions FINAL WHERE ${sessionsWhere(filter)}`,
  )
  const spread = (levels: SpreadRow | undefined, max: number): Spread => {
    const [p50 = 0, p90 = 0, p95 = 0] = levels ?? []
    return { p50, p90, p95, max }
  }
  return {
    sessionCount: Number(row?.n ?? 0),
    meanTurns: Number(row?.mean ?? 0),
    turns: spread(row?.turns, Number(row?.most ?? 0)),
    durationNano: spread(row?.times, Number(row?.longest ?? 0)),
  }
}

/** Of the users with a trace in the window that belongs to such a session; `days`: edges of the days of the window. */
export async function usageOfUsers(connection: Connection, filter: Filter, days: Edges): Promise<UsageOfUsers> {
  const { projectId } = filter
  const { fromUnixNano: from, toUnixNano: to } = filter.window
  const named = sql`project_id = ${projectId} AND user_id != ''`
  const began = from === undefined ? sql`1` : sql`start_ns >= ${from}`
  const inside = sql`${named} AND ${began} AND ${to === undefined ? sql`1` : sql`start_ns <= ${to}`}
    AND session_id IN (SELECT session_id FROM sessions FINAL WHERE ${sessionsWhere(filter)})`
  const active = sql`SELECT user_id, uniqExact(${edgeSql(sql`start_ns`, days)}) AS days FROM traces FINAL WHERE ${inside} GROUP BY user_id`
  const known: Sql =
    from === undefined ? sql`SELECT '' AS user_id WHERE 0` : sql`SELECT user_id FROM traces FINAL WHERE ${named} AND start_ns < ${from}`
  const [row] = await connection.rows<{ active: string; returning: string; fresh: string }>(
    sql`SELECT count() AS active, countIf(days >= 2) AS returning, countIf(user_id NOT IN (${known})) AS fresh FROM (${active})`,
  )
  return { activeCount: Number(row?.active ?? 0), returningCount: Number(row?.returning ?? 0), newCount: Number(row?.fresh ?? 0) }
}

/** The latest sessions and the traces they began with. */
export async function latestOpenings(
  connection: Connection,
  filter: Filter,
  limit: number,
): Promise<{ sessionId: string; firstTraceId: string }[]> {
  const rows = await connection.rows<{ session_id: string; first_trace_id: string }>(
    sql`SELECT session_id, first_trace_id FROM sessions FINAL WHERE ${sessionsWhere(filter)}
      ORDER BY last_trace_ns DESC, session_id LIMIT ${limit}`,
  )
  return rows.map((row) => ({ sessionId: row.session_id, firstTraceId: row.first_trace_id }))
}
