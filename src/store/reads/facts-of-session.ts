import type { SpanFact } from '../../model/span-fact.ts'
import type { Connection } from '../connect.ts'
import { FACT_COLUMNS, readFact, type FactRow } from '../fact-row.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import { LEFT_EMPTY } from './spans-of-trace.ts'

/** What folding a trace needs to know of its spans, and their names: no words, no users. */
const KEPT = new Set(['tool_name', 'session_candidates'])
const COLUMNS = FACT_COLUMNS.split(',')
  .map((column) => column.trim())
  .map((column) => (KEPT.has(column) ? column : (LEFT_EMPTY[column] ?? column)))
  .join(', ')

/**
 * The spans of a session, trace by trace in no order. Whole traces, also of those it shares; some may have left the session.
 * `onlyFailed`: of traces with errors alone.
 */
export function factsOfSession(
  connection: Connection,
  projectId: string,
  sessionId: string,
  { onlyFailed }: { readonly onlyFailed: boolean },
): AsyncIterable<readonly SpanFact[]> {
  const failed = onlyFailed ? rawSql('AND error_count > 0') : rawSql('')
  return byTrace(
    connection,
    sql`SELECT ${rawSql(COLUMNS)} FROM facts FINAL WHERE project_id = ${projectId} AND trace_id IN (
      SELECT trace_id FROM traces WHERE project_id = ${projectId} AND session_id = ${sessionId} ${failed}) ORDER BY trace_id, span_id`,
  )
}

/** `query` selects facts, those of one trace one after the other. */
export async function* byTrace(connection: Connection, query: Sql): AsyncGenerator<readonly SpanFact[]> {
  let trace: SpanFact[] = []
  for await (const row of connection.stream<FactRow>(query)) {
    const fact = readFact(row)
    if (trace.length > 0 && trace[0]!.traceId !== fact.traceId) {
      yield trace
      trace = []
    }
    trace.push(fact)
  }
  if (trace.length > 0) yield trace
}
