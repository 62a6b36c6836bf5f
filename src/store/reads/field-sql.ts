import { rawSql, sql, type Sql } from '../sql.ts'

/** Texts of a row, some of them perhaps empty. `how` they are compared: see `filter/fields.ts`. */
export type TextSql = {
  readonly how: 'exact' | 'name' | 'words'
  /** Some text passes the test. */
  any(test: (it: Sql) => Sql): Sql
  /** All of them as an array, to be counted; of long ones the beginning. */
  readonly texts: Sql
  readonly number?: undefined
}
/** `number` may be NULL. */
export type NumberSql = { readonly number: Sql; readonly texts?: undefined }
export type FieldSql = TextSql | NumberSql

/** Enough of a long text to find it by. */
const FIRST_WORDS = rawSql(`text -> substringUTF8(trim(splitByChar('\\n', text)[1]), 1, 200)`)

/** `expression` is a text. */
export function oneText(expression: Sql, how: TextSql['how'] = 'name'): TextSql {
  return { how, any: (test) => test(expression), texts: shown(sql`[${expression}]`, how) }
}

/** `expression` is an array of texts. */
export function listOfTexts(expression: Sql, how: TextSql['how'] = 'name'): TextSql {
  return { how, any: (test) => sql`arrayExists(it -> ${test(rawSql('it'))}, ${expression})`, texts: shown(expression, how) }
}

function shown(texts: Sql, how: TextSql['how']): Sql {
  return how === 'words' ? sql`arrayMap(${FIRST_WORDS}, ${texts})` : texts
}
