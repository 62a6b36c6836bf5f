import type { FieldRef, Filter } from '../../model/filter.ts'
import type { Connection } from '../connect.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import type { List } from './count-filters.ts'
import { innerTexts, type TextsOfRows } from './facet-inside.ts'
import { fieldSql } from './field-values.ts'
import { sessionsWhere } from './session-conditions.ts'
import { containsPattern } from './text-condition.ts'
import { tracesWhere } from './trace-conditions.ts'

export type FacetRequest = FieldRef & {
  readonly list: List
  /** The rows that are looked at. */
  readonly filter: Filter
  /** Values begin so, whatever the case. */
  readonly prefix: string
  readonly limit: number
}
/** `isComplete`: all values, counted in all rows. */
export type FacetValues = { readonly items: readonly { readonly value: string; readonly count: number }[]; readonly isComplete: boolean }

/**
 * The texts a field holds, most frequent first, with the number of rows that have each; of those that differ by case alone the first.
 * Undefined when its values are not kept. Without its key an open field holds keys.
 */
export async function facetValues(connection: Connection, request: FacetRequest): Promise<FacetValues | undefined> {
  const { list, filter, field, limit } = request
  const known = fieldSql(list, field, filter)
  const texts: TextsOfRows | undefined =
    known?.texts === undefined
      ? await innerTexts(connection, list, filter, request)
      : {
          rows: sql`SELECT 0 AS id, ${known.texts} AS texts ${rowsOf(list, filter)}`,
          isFolded: known.how !== 'exact',
          isOncePerRow: true,
          isAll: true,
        }
  if (texts === undefined) return undefined
  const rows = await connection.rows<{ value: string; rows: string }>(countValues(request, texts))
  const items = rows.filter(({ value }) => value !== TOO_LONG).map(({ value, rows: n }) => ({ value, count: Number(n) }))
  return { items: items.slice(0, limit), isComplete: texts.isAll && items.length === rows.length && items.length <= limit }
}

/** Bytes of a value that somebody may want to choose. */
const LONGEST_VALUE = 1_000
/** Stands for all values that are longer; no value is empty. */
const TOO_LONG = ''

function countValues({ prefix, limit }: FacetRequest, { rows, isFolded, isOncePerRow }: TextsOfRows): Sql {
  const key = (value: string) => rawSql(isFolded ? `lowerUTF8(${value})` : value)
  const distinct = sql`arrayFilter((value, nth) -> nth = 1 AND value != '', texts, arrayEnumerateUniq(arrayMap(text -> ${key('text')}, texts)))`
  const short = sql`arrayMap(value -> if(length(value) > ${LONGEST_VALUE}, ${TOO_LONG}, value), ${distinct})`
  const begins =
    prefix === '' ? rawSql('1') : sql`(lowerUTF8(one) LIKE ${containsPattern(prefix.toLowerCase()).slice(1)} OR one = ${TOO_LONG})`
  return sql`SELECT min(one) AS value, ${rawSql(isOncePerRow ? 'count()' : 'uniqExact(id)')} AS rows
    FROM (SELECT id, arrayJoin(${short}) AS one FROM (${rows}))
    WHERE ${begins} GROUP BY ${key('one')} ORDER BY value = ${TOO_LONG} DESC, rows DESC, value LIMIT ${limit + 2}`
}

export type FacetRange = { readonly min: bigint; readonly max: bigint; readonly p50: bigint; readonly count: number }

/** What a field that holds numbers spans, in the unit of its column; `isNumber` false: it holds none, or they are not kept. */
export async function facetRange(
  connection: Connection,
  { list, filter, field }: Pick<FacetRequest, 'list' | 'filter' | 'field'>,
): Promise<{ readonly isNumber: boolean; readonly range?: FacetRange }> {
  const number = fieldSql(list, field, filter)?.number
  if (number === undefined) return { isNumber: false }
  const [row] = await connection.rows<{ n: string; low: string; high: string; mid: string }>(
    sql`SELECT count(number) AS n, toString(min(number)) AS low, toString(max(number)) AS high,
      toString(quantileExact(number)) AS mid FROM (SELECT ${number} AS number ${rowsOf(list, filter)}) WHERE number IS NOT NULL`,
  )
  if (row === undefined || row.n === '0') return { isNumber: true }
  return { isNumber: true, range: { count: Number(row.n), min: BigInt(row.low), max: BigInt(row.high), p50: BigInt(row.mid) } }
}

function rowsOf(list: List, filter: Filter): Sql {
  return list === 'sessions' ? sql`FROM sessions FINAL WHERE ${sessionsWhere(filter)}` : sql`FROM traces FINAL WHERE ${tracesWhere(filter)}`
}
