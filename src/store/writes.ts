import type { Session } from '../model/session.ts'
import type { Trace } from '../model/trace.ts'
import type { Connection } from './connect.ts'
import { writeSession, writeSessionTombstone } from './session-row.ts'
import { SPAN_COLUMNS } from './span-row.ts'
import { writeTrace, writeTraceTombstone, type TracePartKey } from './trace-row.ts'

export type SessionChange = { readonly projectId: string; readonly sessionId: string; readonly session: Session | undefined }

/** One statement each, so each is kept whole or not at all. Callers write one after the other; other processes may write meanwhile. */
export type Writes = {
  /** Resolves when the rows are on disk. Facts follow in the same statement, but not atomically: see `Repair`. */
  insertSpans(rows: readonly Buffer[]): Promise<void>
  insertLogs(rows: readonly string[]): Promise<void>
  /** `gone`: parts that a trace no longer has; each gets a tombstone. */
  insertTraces(traces: readonly Trace[], gone?: readonly TracePartKey[]): Promise<void>
  /** A session that is no more gets a tombstone. `version` must grow with every call. */
  insertSessions(changes: readonly SessionChange[], version: bigint): Promise<void>
}

export function createWrites(connection: Connection, writer: string): Writes {
  const insert = async (table: string, rows: readonly string[]) => {
    if (rows.length > 0) await connection.insertLines(table, rows)
  }
  return {
    async insertSpans(rows) {
      if (rows.length > 0) await connection.insertRows('spans', SPAN_COLUMNS, rows)
    },
    insertLogs: (rows) => insert('logs', rows),
    insertTraces: (traces, gone = []) =>
      insert('traces', [...traces.map((trace) => writeTrace(trace, writer)), ...gone.map((part) => writeTraceTombstone(part, writer))]),
    insertSessions: (changes, version) =>
      insert(
        'sessions',
        changes.map(({ projectId, sessionId, session }) =>
          session ? writeSession(session, version, writer) : writeSessionTombstone(projectId, sessionId, version, writer),
        ),
      ),
  }
}
