import type { SpanFact } from '../model/span-fact.ts'
import type { Trace } from '../model/trace.ts'
import type { Connection } from './connect.ts'
import { FACT_COLUMNS, readFact, type FactRow } from './fact-row.ts'
import { rawSql, sql } from './sql.ts'
import { readTrace, TRACE_COLUMNS, type TraceRow } from './trace-row.ts'

/** What folding needs to know of the past. Callers bound the number of ids. */
export type FoldReads = {
  /** Facts of these traces, in any order; a span may come in several versions, of which the highest rank counts. */
  facts(projectId: string, traceIds: readonly string[]): AsyncIterable<SpanFact>
  /** Which of these traces were ever written, and in which session; a trace that moved comes once for each. */
  writtenTraces(projectId: string, traceIds: readonly string[]): Promise<readonly { traceId: string; sessionId: string }[]>
  /** The traces that are in these sessions now. */
  tracesOfSessions(projectId: string, sessionIds: readonly string[]): Promise<readonly Trace[]>
  /** Those of these ids under which a session was ever written. */
  writtenSessions(projectId: string, sessionIds: readonly string[]): Promise<readonly string[]>
}

export function createFoldReads(connection: Connection): FoldReads {
  return {
    async *facts(projectId, traceIds) {
      const query = sql`SELECT ${rawSql(FACT_COLUMNS)} FROM facts WHERE project_id = ${projectId} AND trace_id IN ${traceIds}`
      for await (const row of connection.stream<FactRow>(query)) yield readFact(row)
    },
    writtenTraces: (projectId, traceIds) =>
      connection.rows(sql`SELECT DISTINCT trace_id AS traceId, session_id AS sessionId FROM traces
        WHERE project_id = ${projectId} AND trace_id IN ${traceIds}`),
    async tracesOfSessions(projectId, sessionIds) {
      const rows = await connection.rows<TraceRow>(sql`SELECT * FROM (
          SELECT ${rawSql(TRACE_COLUMNS)}, is_deleted FROM traces WHERE project_id = ${projectId} AND trace_id IN (
            SELECT trace_id FROM traces WHERE project_id = ${projectId} AND session_id IN ${sessionIds})
          ORDER BY version DESC LIMIT 1 BY trace_id
        ) WHERE is_deleted = 0 AND session_id IN ${sessionIds}`)
      return rows.map(readTrace)
    },
    async writtenSessions(projectId, sessionIds) {
      const rows = await connection.rows<{ id: string }>(sql`SELECT DISTINCT session_id AS id FROM sessions
        WHERE project_id = ${projectId} AND session_id IN ${sessionIds}`)
      return rows.map((row) => row.id)
    },
  }
}
