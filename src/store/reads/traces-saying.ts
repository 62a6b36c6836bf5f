import type { Connection } from '../connect.ts'
import { sql, type Sql } from '../sql.ts'
import { hasLettersAlike, lowerFolds } from './text-condition.ts'

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
  /** It stands elsewhere than in what was said before the last words of the user, or nobody knows where. */
  readonly isLatest: boolean
  /** What stands around it, as hashes: equal in a history that only repeats it. */
  readonly surroundings: readonly string[]
}

const HOUR_NANO = 3_600_000_000_000n
/** Lower-cased as what was said is. */
const NAMES = `lowerUTF8(concat(name, '\\n', error_type, '\\n', error_message, '\\n', input_preview, '\\n', output_preview))`
/** Bytes before and after. */
const AROUND = 40
const MOST_PLACES = 200
/** The first letters of the last words of the user: fewer would be found anywhere. */
const FIRST_LETTERS = 30
const LEAST_LETTERS = 12

/** Traces that were ever in the session and in which `text` is said or names something, whatever the case; some may not say it now. */
export async function tracesSaying(connection: Connection, session: SearchedSession, text: string): Promise<Saying[]> {
  const { projectId, sessionId, fromUnixNano, toUnixNano } = session
  const traces = sql`SELECT trace_id FROM traces WHERE project_id = ${projectId} AND session_id = ${sessionId}`
  const pieces = sql`SELECT trace_id, input_rank, input_preview, search_text, splitByString(${text.toLowerCase()}, search_text) AS pieces FROM spans
    WHERE project_id = ${projectId} AND intDiv(start_ns, ${HOUR_NANO}) BETWEEN ${fromUnixNano / HOUR_NANO} AND ${toUnixNano / HOUR_NANO}
    AND trace_id IN (${traces}) AND ${lowerFolds('search_text', text)}`
  const said = sql`SELECT trace_id, ${isLatest(text)} AS is_latest, ${SURROUNDINGS} AS around FROM (${pieces})`
  const named = sql`SELECT trace_id, 1 AS is_latest, CAST([], 'Array(UInt64)') AS around FROM facts
    WHERE project_id = ${projectId} AND trace_id IN (${traces}) AND ${lowerFolds(NAMES, text)}`
  const rows = await connection.rows<{ trace_id: string; latest: number; surroundings: string[] }>(
    sql`SELECT trace_id, max(is_latest) AS latest, groupUniqArrayArray(around) AS surroundings FROM (${said} UNION ALL ${named})
      GROUP BY trace_id`,
  )
  return rows.map((row) => ({ traceId: row.trace_id, isLatest: row.latest === 1, surroundings: row.surroundings }))
}

/** Of a row with the `pieces` between: no word of the user begins after the last time that `text` stands there. */
function isLatest(text: string): Sql {
  const last = sql`length(search_text) - length(pieces[-1]) - length(${text.toLowerCase()}) + 1`
  const begin = sql`lowerUTF8(leftUTF8(input_preview, ${FIRST_LETTERS}))`
  return sql`(input_rank != 2 OR lengthUTF8(input_preview) < ${LEAST_LETTERS} OR length(pieces) NOT BETWEEN 2 AND ${MOST_PLACES}
    OR ${hasLettersAlike('search_text', text)} OR position(search_text, ${begin}, toUInt64(${last} + 1)) = 0)`
}

const SURROUNDINGS = sql`arrayMap((before, after) -> cityHash64(right(before, ${AROUND}), left(after, ${AROUND})),
  arraySlice(pieces, 1, least(length(pieces), ${MOST_PLACES}) - 1), arraySlice(pieces, 2, least(length(pieces), ${MOST_PLACES}) - 1))`
