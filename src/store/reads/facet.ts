import type { FieldRef, Filter } from '../../model/filter.ts'
import type { Connection } from '../connect.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import type { List } from './count-filters.ts'
import { fieldSql } from './field-values.ts'
import { sessionsWhere } from './session-conditions.ts'
import { containsPattern } from './text-condition.ts'
import { tracesWhere } from './trace-conditions.ts'

export type FacetRequest = FieldRef & {
  readonly list: List
  /** The rows that are looked at. */
  readonly filter: Filter
  /** Values that differ by case alone are one. */
  readonly isFolded: boolean
  /** Values begin so, whatever the case. */
  readonly prefix: string
  readonly limit: number
}
/** `isComplete`: all values, counted in all rows. */
export type FacetValues = { readonly items: readonly { readonly value: string; readonly count: number }[]; readonly isComplete: boolean }

/** The texts a field holds, most frequent first, with the number of rows that have each; undefined when its values are not kept. */
export async function facetValues(connection: Connection, request: FacetRequest): Promise<FacetValues | undefined> {
  const { list, filter, field, limit } = request
  const texts = fieldSql(list, field, filter)?.texts
  if (texts === undefined) return undefined
  const rows = await connection.rows<{ value: string; rows: string }>(
    countValues(request, sql`SELECT ${texts} AS texts ${rowsOf(list, filter)}`),
  )
  return { items: rows.slice(0, limit).map(({ value, rows: n }) => ({ value, count: Number(n) })), isComplete: rows.length <= limit }
}

/** `perRow`: `texts` of each row. */
function countValues({ isFolded, prefix, limit }: FacetRequest, perRow: Sql): Sql {
  const key = (value: string) => rawSql(isFolded ? `lowerUTF8(${value})` : value)
  const distinct = sql`arrayFilter((value, nth) -> nth = 1 AND value != '', texts, arrayEnumerateUniq(arrayMap(text -> ${key('text')}, texts)))`
  const begins = prefix === '' ? rawSql('1') : sql`lowerUTF8(one) LIKE ${containsPattern(prefix.toLowerCase()).slice(1)}`
  return sql`SELECT min(one) AS value, count() AS rows FROM (SELECT arrayJoin(${distinct}) AS one FROM (${perRow}))
    WHERE ${begins} GROUP BY ${key('one')} ORDER BY rows DESC, value LIMIT ${limit + 1}`
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
