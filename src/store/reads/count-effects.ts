import type { Filter } from '../../model/filter.ts'
import type { Connection } from '../connect.ts'
import { joinSql, rawSql, sql, type Sql } from '../sql.ts'
import type { List } from './count-filters.ts'
import { eachSessionCondition, sessionsWhere } from './session-conditions.ts'
import { eachTraceCondition, rowsFor, tracesInWindow } from './trace-conditions.ts'

/** Rows of a list that meet all conditions; and for each of these, in order, rows that meet it alone, and those that meet all others. */
export type Effects = { readonly total: number; readonly each: readonly { readonly alone: number; readonly without: number }[] }

/** In one pass: what each condition says of a row is asked once. */
export async function countEffects(connection: Connection, list: List, filter: Filter): Promise<Effects> {
  const { conditions } = filter
  const isMet = list === 'sessions' ? eachSessionCondition(filter) : eachTraceCondition(filter)
  const met = joinSql(
    isMet.map((holds) => sql`toUInt8(${holds})`),
    ', ',
  )
  // Which rows are listed depends on the conditions that are asked.
  const listed = (which: Filter['conditions']) => (list === 'sessions' ? rawSql('1') : rowsFor(which))
  const counts: Sql[] = [
    sql`countIf(failed = 0 AND ${listed(conditions)})`,
    ...conditions.flatMap((condition, at) => [
      sql`countIf(met[${at + 1}] = 1 AND ${listed([condition])})`,
      sql`countIf(failed = 1 - met[${at + 1}] AND ${listed(conditions.toSpliced(at, 1))})`,
    ]),
  ]
  const rows =
    list === 'sessions'
      ? sql`sessions FINAL WHERE ${sessionsWhere({ ...filter, conditions: [] })}`
      : sql`traces FINAL WHERE ${tracesInWindow(filter)}`
  const parts = rawSql(list === 'sessions' ? '' : ', part, part_count')
  const [row] = await connection.rows<{ counts: string[] }>(
    sql`SELECT [${joinSql(counts, ', ')}] AS counts FROM (SELECT CAST([${met}], 'Array(UInt8)') AS met, countEqual(met, 0) AS failed${parts} FROM ${rows})`,
    { settings: LONG_STATEMENT },
  )
  const [total = 0, ...numbers] = (row?.counts ?? []).map(Number)
  return { total, each: conditions.map((_, at) => ({ alone: numbers[2 * at]!, without: numbers[2 * at + 1]! })) }
}

/** Fifty terms make a long text. */
const LONG_STATEMENT = { max_ast_elements: '2000000', max_expanded_ast_elements: '2000000' }
