import type { Filter } from '../../model/filter.ts'
import type { Connection } from '../connect.ts'
import { joinSql, sql } from '../sql.ts'
import { sessionsWhere } from './session-conditions.ts'
import { tracesWhere } from './trace-conditions.ts'

/** What is listed. */
export type List = 'sessions' | 'traces'

/** Fifty terms, each left out once, make a long text; what they ask of other tables is still asked once. */
const LONG_STATEMENT = { max_ast_elements: '2000000', max_expanded_ast_elements: '2000000' }

/** How many rows of the list each of these filters lets through, all in one pass. They are of one project. */
export async function countFilters(connection: Connection, list: List, filters: readonly [Filter, ...Filter[]]): Promise<number[]> {
  const counts = filters.map((filter) => sql`countIf(${list === 'sessions' ? sessionsWhere(filter) : tracesWhere(filter)})`)
  const table = list === 'sessions' ? sql`sessions` : sql`traces`
  const [row] = await connection.rows<{ counts: string[] }>(
    sql`SELECT [${joinSql(counts, ', ')}] AS counts FROM ${table} FINAL WHERE project_id = ${filters[0].projectId}`,
    { settings: LONG_STATEMENT },
  )
  return (row?.counts ?? []).map(Number)
}
