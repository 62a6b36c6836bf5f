import type { Filter } from '../../model/filter.ts'
import type { Connection } from '../connect.ts'
import { joinSql, sql } from '../sql.ts'
import { sessionsWhere } from './session-conditions.ts'
import { sessionStatusSql } from './status-sql.ts'

/** By the number of traces, in bands that begin at `starts` (ascending, the first is 1): how many sessions there are in each that has any. */
export async function sessionsByTraceCount(
  connection: Connection,
  filter: Filter,
  starts: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const list = joinSql(
    starts.map((start) => sql`${start}`),
    ', ',
  )
  const rows = await connection.rows<{ start: number; n: string }>(
    sql`SELECT toUInt32(roundDown(trace_count, [${list}]::Array(UInt32))) AS start, count() AS n
      FROM sessions FINAL WHERE ${sessionsWhere(filter)} GROUP BY start`,
  )
  return new Map(rows.map(({ start, n }) => [start, Number(n)]))
}

/** Sessions that wait for a human, and since when the longest of them. */
export async function waitingSessions(
  connection: Connection,
  filter: Filter,
): Promise<{ readonly count: number; readonly oldestUnixNano: bigint }> {
  const [row] = await connection.rows<{ n: string; oldest: string }>(
    sql`SELECT count() AS n, min(waiting_since_ns) AS oldest FROM sessions FINAL
      WHERE ${sessionsWhere(filter)} AND ${sessionStatusSql(filter.asOfUnixNano)} = 'waiting'`,
  )
  return { count: Number(row?.n ?? 0), oldestUnixNano: BigInt(row?.oldest ?? 0) }
}
