import type { Connection } from '../connect.ts'
import { sql } from '../sql.ts'
import { foldSought, spanSays, spanTextContains } from './text-condition.ts'

export type SearchedSession = {
  readonly projectId: string
  readonly sessionId: string
  /** Start of its first span and end of its last one: none lies elsewhere. */
  readonly fromUnixNano: bigint
  readonly toUnixNano: bigint
}

/** A trace in which something stands. */
export type Saying = {
  readonly traceId: string
  /** It stands elsewhere than in what was said in exchanges before. */
  readonly isLatest: boolean
  /** What stands around it, as hashes: equal in a history that only repeats it. */
  readonly surroundings: readonly string[]
}

const HOUR_NANO = 3_600_000_000_000n
/** Bytes before and after. */
const AROUND = 40
const MOST_PLACES = 200

/** Traces that were ever in the session and in which `text` is said or names something, whatever the case; some may not say it now. */
export async function tracesSaying(connection: Connection, session: SearchedSession, text: string): Promise<Saying[]> {
  const { projectId, sessionId, fromUnixNano, toUnixNano } = session
  const traces = sql`SELECT trace_id FROM traces WHERE project_id = ${projectId} AND session_id = ${sessionId}`
  const pieces = sql`SELECT trace_id, search_text, splitByString(${foldSought(text)}, search_text) AS pieces FROM spans
    WHERE project_id = ${projectId} AND intDiv(start_ns, ${HOUR_NANO}) BETWEEN ${fromUnixNano / HOUR_NANO} AND ${toUnixNano / HOUR_NANO}
    AND trace_id IN (${traces}) AND ${spanTextContains(text)}`
  const rows = await connection.rows<{ trace_id: string; latest: number; surroundings: string[] }>(
    sql`SELECT trace_id, max(${spanSays(text)}) AS latest, groupUniqArrayArray(${SURROUNDINGS}) AS surroundings FROM (${pieces})
      GROUP BY trace_id`,
  )
  return rows.map((row) => ({ traceId: row.trace_id, isLatest: row.latest === 1, surroundings: row.surroundings }))
}

const SURROUNDINGS = sql`arrayMap((before, after) -> cityHash64(right(before, ${AROUND}), left(after, ${AROUND})),
  arraySlice(pieces, 1, least(length(pieces), ${MOST_PLACES}) - 1), arraySlice(pieces, 2, least(length(pieces), ${MOST_PLACES}) - 1))`
