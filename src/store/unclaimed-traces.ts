import type { Trace } from '../model/trace.ts'
import type { Connection } from './connect.ts'
import { joinSql, rawSql, sql, type Sql } from './sql.ts'
import { readTrace, TRACE_COLUMNS, type TraceRow } from './trace-row.ts'

/** For each user: all that began between two moments, and the nearest before and after, no further away than `reachNano`. */
export type UnclaimedNear = {
  readonly users: readonly { readonly userId: string; readonly from: bigint; readonly to: bigint }[]
  readonly reachNano: bigint
  /** And traces with one of these histories or threads. */
  readonly historyKeys: readonly string[]
  readonly threadKeys: readonly string[]
}

const USERS_PER_QUERY = 100

/** See FoldReads. */
export async function unclaimedTraces(connection: Connection, projectId: string, near: UnclaimedNear): Promise<readonly Trace[]> {
  const found = new Map<string, Trace>()
  const find = async (condition: Sql, order = '') => {
    const rows = await connection.rows<TraceRow>(sql`SELECT ${rawSql(TRACE_COLUMNS)} FROM traces FINAL
      WHERE project_id = ${projectId} AND part = '' AND session_id != '' AND session_origin != 'sent' AND ${condition} ${rawSql(order)}`)
    for (const row of rows) found.set(row.trace_id, readTrace(row))
  }
  for (let start = 0; start < near.users.length; start += USERS_PER_QUERY) {
    const users = near.users.slice(start, start + USERS_PER_QUERY)
    await find(anyUser(users, (from, to) => [from, to]))
    await find(
      anyUser(users, (from) => [from - near.reachNano, from - 1n]),
      'ORDER BY start_ns DESC, trace_id DESC LIMIT 1 BY user_id',
    )
    await find(
      anyUser(users, (_, to) => [to + 1n, to + near.reachNano]),
      'ORDER BY start_ns, trace_id LIMIT 1 BY user_id',
    )
  }
  if (near.threadKeys.length > 0) await find(sql`thread_key IN ${near.threadKeys}`)
  if (near.historyKeys.length > 0) await find(sql`history_key IN ${near.historyKeys}`)
  return [...found.values()]
}

function anyUser(users: UnclaimedNear['users'], window: (from: bigint, to: bigint) => readonly [bigint, bigint]): Sql {
  const each = users.map(({ userId, from, to }) => {
    const [first, last] = window(from, to)
    return sql`(user_id = ${userId} AND start_ns BETWEEN ${first < 0n ? 0n : first} AND ${last})`
  })
  return sql`(${joinSql(each, ' OR ')})`
}
