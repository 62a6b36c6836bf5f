import type { Session } from '../model/session.ts'
import type { SpanFact } from '../model/span-fact.ts'
import type { Trace } from '../model/trace.ts'
import type { Connection } from './connect.ts'
import { unclaimedTraces, type UnclaimedNear } from './unclaimed-traces.ts'
import { FACT_COLUMNS, readFact, type FactRow } from './fact-row.ts'
import { readSession, SESSION_COLUMNS, type SessionRow } from './session-row.ts'
import { rawSql, sql } from './sql.ts'
import { readTrace, TRACE_COLUMNS, type TraceRow } from './trace-row.ts'

/** What folding needs to know of the past. Callers bound the number of ids. */
export type FoldReads = {
  /** Facts of these traces, in any order; a span may come in several versions, of which the highest rank counts. */
  facts(projectId: string, traceIds: readonly string[]): AsyncIterable<SpanFact>
  /** Which of these traces were ever written, and as what; a trace that moved or is shared comes once for each session. */
  writtenTraces(projectId: string, traceIds: readonly string[]): Promise<readonly WrittenTrace[]>
  /** Traces in inferred sessions that may come right before or after these, see `UnclaimedNear`. */
  unclaimedTraces(projectId: string, near: UnclaimedNear): Promise<readonly Trace[]>
  /** The traces that are in these sessions now; of a shared one the part. */
  tracesOfSessions(projectId: string, sessionIds: readonly string[]): Promise<readonly Trace[]>
  /** Of each of these traces and of its parts, every row of the highest version: two servers may have written one each. */
  rowsInForce(projectId: string, traceIds: readonly string[]): Promise<readonly { readonly trace: Trace; readonly isDeleted: boolean }[]>
  /** These sessions as their rows in force say, with the version. */
  sessionsInForce(projectId: string, sessionIds: readonly string[]): Promise<readonly SessionInForce[]>
  /** Those of these ids under which a session was ever written. */
  writtenSessions(projectId: string, sessionIds: readonly string[]): Promise<readonly string[]>
}

export type SessionInForce = { readonly session: Session; readonly version: bigint }

export type WrittenTrace = {
  readonly traceId: string
  readonly sessionId: string
  /** Empty for the whole, see Trace. */
  readonly part: string
  /** The highest. */
  readonly version: bigint
  /** All it ever had in this session. */
  readonly starts: readonly bigint[]
  readonly threadKeys: readonly string[]
  readonly userIds: readonly string[]
}

export function createFoldReads(connection: Connection): FoldReads {
  return {
    async *facts(projectId, traceIds) {
      const query = sql`SELECT ${rawSql(FACT_COLUMNS)} FROM facts WHERE project_id = ${projectId} AND trace_id IN ${traceIds}`
      for await (const row of connection.stream<FactRow>(query)) yield readFact(row)
    },
    async writtenTraces(projectId, traceIds) {
      type Row = {
        traceId: string
        sessionId: string
        part: string
        latest: string
        starts: string[]
        threadKeys: string[]
        userIds: string[]
      }
      const rows = await connection.rows<Row>(
        sql`SELECT trace_id AS traceId, session_id AS sessionId, traces.part AS part, max(version) AS latest, groupUniqArray(start_ns) AS starts,
          groupUniqArray(thread_key) AS threadKeys, groupUniqArray(user_id) AS userIds FROM traces
          WHERE project_id = ${projectId} AND trace_id IN ${traceIds} GROUP BY trace_id, session_id, part`,
      )
      return rows.map(({ latest, starts, ...row }) => ({ ...row, version: BigInt(latest), starts: starts.map(BigInt) }))
    },
    unclaimedTraces: (projectId, near) => unclaimedTraces(connection, projectId, near),
    async tracesOfSessions(projectId, sessionIds) {
      const rows = await connection.rows<TraceRow>(sql`SELECT * FROM (
          SELECT ${rawSql(TRACE_COLUMNS)}, is_deleted FROM traces WHERE project_id = ${projectId} AND trace_id IN (
            SELECT trace_id FROM traces WHERE project_id = ${projectId} AND session_id IN ${sessionIds})
          ORDER BY version DESC, is_deleted DESC LIMIT 1 BY trace_id, part
        ) WHERE is_deleted = 0 AND session_id IN ${sessionIds}`)
      return rows.map(readTrace)
    },
    async rowsInForce(projectId, traceIds) {
      const rows = await connection.rows<TraceRow & { is_deleted: number }>(sql`
        SELECT ${rawSql(TRACE_COLUMNS)}, is_deleted FROM traces WHERE project_id = ${projectId} AND trace_id IN ${traceIds}
        AND (trace_id, part, version) IN (SELECT trace_id, part, max(version) FROM traces
          WHERE project_id = ${projectId} AND trace_id IN ${traceIds} GROUP BY trace_id, part)`)
      return rows.map((row) => ({ trace: readTrace(row), isDeleted: row.is_deleted === 1 }))
    },
    async sessionsInForce(projectId, sessionIds) {
      const rows = await connection.rows<SessionRow & { version: string }>(
        sql`SELECT ${rawSql(SESSION_COLUMNS)}, version FROM sessions FINAL WHERE project_id = ${projectId} AND session_id IN ${sessionIds}`,
      )
      return rows.map((row) => ({ session: readSession(row), version: BigInt(row.version) }))
    },
    async writtenSessions(projectId, sessionIds) {
      const rows = await connection.rows<{ id: string }>(sql`SELECT DISTINCT session_id AS id FROM sessions
        WHERE project_id = ${projectId} AND session_id IN ${sessionIds}`)
      return rows.map((row) => row.id)
    },
  }
}
