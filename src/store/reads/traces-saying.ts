import type { Connection } from '../connect.ts'
import { sql } from '../sql.ts'
import { lowerFolds } from './text-condition.ts'

export type SearchedSession = {
  readonly projectId: string
  readonly sessionId: string
  /** Starts of its first and its last trace, and the end of the latest: no span of it lies elsewhere. */
  readonly fromUnixNano: bigint
  readonly toUnixNano: bigint
}

const HOUR_NANO = 3_600_000_000_000n
/** Lower-cased as what was said is. */
const NAMES = `lowerUTF8(concat(name, '\\n', error_type, '\\n', error_message, '\\n', input_preview, '\\n', output_preview))`

/** Ids of traces that were ever in the session and in which `text` is said or names something, whatever the case; some may not say it now. */
export async function tracesSaying(connection: Connection, session: SearchedSession, text: string): Promise<ReadonlySet<string>> {
  const { projectId, sessionId, fromUnixNano, toUnixNano } = session
  const traces = sql`SELECT trace_id FROM traces WHERE project_id = ${projectId} AND session_id = ${sessionId}`
  const rows = await connection.rows<{ trace_id: string }>(
    sql`SELECT trace_id FROM spans WHERE project_id = ${projectId}
        AND intDiv(start_ns, ${HOUR_NANO}) BETWEEN ${fromUnixNano / HOUR_NANO} AND ${toUnixNano / HOUR_NANO}
        AND trace_id IN (${traces}) AND ${lowerFolds('search_text', text)}
      UNION DISTINCT
      SELECT trace_id FROM facts WHERE project_id = ${projectId} AND trace_id IN (${traces}) AND ${lowerFolds(NAMES, text)}`,
  )
  return new Set(rows.map((row) => row.trace_id))
}
