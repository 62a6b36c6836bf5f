import { foldCase } from '../../base/fold-case.ts'
import { HISTORY_END } from '../../model/reading.ts'
import { joinSql, rawSql, sql, type Sql } from '../sql.ts'

/** Runs shorter than this occur in nearly every text and would only widen the walk over the index. */
const SHORTEST_RUN = 2

/** The pattern of `column LIKE …` for text that occurs anywhere. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`
}

/**
 * True when a span's text contains `text`, whatever the case. The text index serves LIKE only for patterns that are one run of ASCII
 * letters and digits, so each such run is asked for as well: the index then leaves few granules for the exact pattern.
 */
export function spanTextContains(text: string): Sql {
  const folded = foldSought(text)
  const runs = [...new Set(folded.match(/[a-z0-9]+/g) ?? [])].filter((run) => run.length >= SHORTEST_RUN && run !== folded)
  const patterns = [...runs, folded].map((piece) => sql`search_text LIKE ${containsPattern(piece)}`)
  return sql`(${joinSql(patterns, ' AND ')})`
}

/** True when it stands in what a span says in its own exchange, not only in what went before. */
export function spanSays(text: string): Sql {
  return sql`position(search_text, ${foldSought(text)}, greatest(1, position(search_text, ${HISTORY_END}))) > 0`
}

/** True when any of the texts stands in the text of a span. */
export function anyContained(texts: readonly string[]): Sql {
  return sql`(${joinSql(texts.map(spanTextContains), ' OR ')})`
}

/** 1 when any of them is said in the exchange of the span itself. */
export function anySaid(texts: readonly string[]): Sql {
  return sql`(${joinSql(texts.map(spanSays), ' OR ')})`
}

/** As it stands in the texts of spans; those hold no NUL, so the end of the history is found in none. */
export function foldSought(text: string): string {
  return foldCase(text.toWellFormed().replaceAll(HISTORY_END, '\0'))
}

/** `column` is a name of ours. */
export function columnContains(column: string, text: string): Sql {
  return sql`lowerUTF8(${rawSql(column)}) LIKE ${containsPattern(text)}`
}

export function anyElementContains(column: string, text: string): Sql {
  return sql`arrayExists(it -> lowerUTF8(it) LIKE ${containsPattern(text)}, ${rawSql(column)})`
}

/** Part of an id of a trace: those are 32 lower-case hexadecimal digits. */
const PIECE_OF_TRACE_ID = /^[0-9a-f]{1,32}$/

/** Ids of traces of the project in which `text` (lower-cased) was said, or whose id contains it; `among`: of these traces alone. */
export function tracesAbout(projectId: string, text: string, among?: Sql): Sql {
  const place = among === undefined ? sql`project_id = ${projectId}` : sql`project_id = ${projectId} AND trace_id IN ${among}`
  const saying = sql`SELECT trace_id FROM spans WHERE ${place} AND ${spanTextContains(text)}`
  if (!PIECE_OF_TRACE_ID.test(text)) return saying
  return sql`${saying} UNION DISTINCT SELECT trace_id FROM traces WHERE ${place} AND trace_id LIKE ${containsPattern(text)}`
}
