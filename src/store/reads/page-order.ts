import type { PageRequest, Position } from '../../model/filter.ts'
import { rawSql, sql, type Sql } from '../sql.ts'

/** What a list may be sorted by: name in the contract → SQL of ours. Nothing from outside becomes an identifier. */
export type SortColumns<S extends string> = Readonly<Record<S, string>>

export type PageOrder = {
  /** The sort value as text, or NULL when it is unknown; exact for every 64-bit value. */
  readonly value: Sql
  /** Restricts the rows to those after the position. */
  readonly after: Sql
  readonly orderBy: Sql
}

/** Keyset paging: by value in the wished direction, unknown values last, ties by id. */
export function pageOrder<S extends string>(columns: SortColumns<S>, idColumn: string, page: PageRequest<S>): PageOrder {
  const value = rawSql(columns[page.sort])
  const id = rawSql(idColumn)
  const direction = rawSql(page.isDescending ? 'DESC' : 'ASC')
  const isById = columns[page.sort] === idColumn
  return {
    value: sql`toString(${value})`,
    after: page.after === undefined ? rawSql('1') : afterSql(value, id, page.after, page.isDescending, isById),
    orderBy: isById ? sql`${id} ${direction}` : sql`${value} ${direction} NULLS LAST, ${id} ASC`,
  }
}

function afterSql(value: Sql, id: Sql, after: Position, isDescending: boolean, isById: boolean): Sql {
  const beyond = rawSql(isDescending ? '<' : '>')
  if (isById) return sql`${id} ${beyond} ${after.id}`
  if (after.value === undefined) return sql`(isNull(${value}) AND ${id} > ${after.id})`
  return sql`(${value} ${beyond} ${after.value} OR (${value} = ${after.value} AND ${id} > ${after.id}) OR isNull(${value}))`
}

/** Cuts the row read beyond the page and says where the next page begins. */
export function cutPage<R extends { readonly sort_value: string | null }, S extends string>(
  rows: readonly R[],
  page: PageRequest<S>,
  idOf: (row: R) => string,
  isText: boolean,
): { rows: readonly R[]; next: Position | undefined } {
  const kept = rows.slice(0, page.limit)
  const last = kept.at(-1)
  if (rows.length <= page.limit || last === undefined) return { rows: kept, next: undefined }
  const value = last.sort_value === null ? undefined : isText ? last.sort_value : BigInt(last.sort_value)
  return { rows: kept, next: { value, id: idOf(last) } }
}
