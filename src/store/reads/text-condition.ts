import { foldCase, specialLetters } from '../../base/fold-case.ts'
import { joinSql, rawSql, sql, type Sql } from '../sql.ts'

/** Runs shorter than this occur in nearly every text and would only widen the walk over the index. */
const SHORTEST_RUN = 2

/** The pattern of `column LIKE …` for text that occurs anywhere. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`
}

/**
 * True when a span's text contains `text` (lower-cased). The text index serves LIKE only for patterns that are one run of ASCII
 * letters and digits, so each such run is asked for as well: the index then leaves few granules for the exact pattern.
 */
export function spanTextContains(text: string): Sql {
  return lowerContains('search_text', text)
}

/**
 * True when lower-cased text of ours contains `text` by the full folding of Unicode. Only text with letters that lower-casing does not
 * fold (ß, final sigma, ligatures) is folded here.
 */
export function lowerFolds(column: string, text: string): Sql {
  const [lower, folded] = [text.toLowerCase(), foldCase(text)]
  const whole = lettersAlike(text).reduce((rest, [letter, letters]) => sql`replaceAll(${rest}, ${letter}, ${letters})`, rawSql(column))
  const ways = [
    lowerContains(column, lower),
    ...(folded === lower ? [] : [lowerContains(column, folded)]),
    sql`${hasLettersAlike(column, text)} AND ${whole} LIKE ${containsPattern(folded)}`,
  ]
  return sql`((${joinSql(ways, ') OR (')}))`
}

/** The lower-cased text has letters that may be some of `text` although they are not equal: none where it is ASCII, as most is. */
export function hasLettersAlike(column: string, text: string): Sql {
  const letters = lettersAlike(text).map(([letter]) => sql`${letter}`)
  if (letters.length === 0) return rawSql('0')
  const name = rawSql(column)
  return sql`(lengthUTF8(${name}) < length(${name}) AND multiSearchAny(${name}, [${joinSql(letters, ', ')}]))`
}

function lettersAlike(text: string) {
  const folded = foldCase(text)
  return specialLetters().filter(([, letters]) => [...letters].some((letter) => folded.includes(letter)))
}

/** `text` is lower-cased, and so is what the column holds. */
function lowerContains(column: string, text: string): Sql {
  const runs = [...new Set(text.match(/[a-z0-9]+/g) ?? [])].filter((run) => run.length >= SHORTEST_RUN && run !== text)
  const patterns = [...runs, text].map((piece) => sql`${rawSql(column)} LIKE ${containsPattern(piece)}`)
  return joinSql(patterns, ' AND ')
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
