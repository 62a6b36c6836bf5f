import type { Filter } from '../../model/filter.ts'
import type { Connection } from '../connect.ts'
import { rawSql, sql } from '../sql.ts'
import { edgeSql, bucketIndexes, type Edges, type SeriesRow } from './metrics-series.ts'
import type { Groups } from './metrics-groups.ts'
import { tokensOf, TOKEN_SUMS, type TokenRow, type Totals } from './sum-lists.ts'
import { tracesWhere } from './trace-conditions.ts'

/** Whose usage a trace is. */
const MODEL = `if(length(models) = 1, models[1], '')`
const GROUP_NAMES = {
  model: MODEL,
  name: 'name',
  user: 'user_id',
  environment: 'environment',
  service: 'service',
  tag: 'arrayJoin(emptyArrayToSingle(tags))',
} as const
export type UsageBy = keyof typeof GROUP_NAMES

export type UsageGroup = Totals & {
  readonly name: string
  readonly traceCount: number
  readonly sessionCount: number
  /** Traces with an error span. */
  readonly errorCount: number
}

type Row = TokenRow & { group: string; traces: string; sessions: string; errors: string; groups: string }

/** Traces and their usage; those with most cost, then most tokens, first. */
export async function usageGroups(connection: Connection, filter: Filter, by: UsageBy, limit: number): Promise<Groups<UsageGroup>> {
  const rows = await connection.rows<Row>(
    sql`SELECT ${rawSql(GROUP_NAMES[by])} AS group, count() AS traces, uniqExactIf(session_id, session_id != '') AS sessions,
      countIf(error_count > 0) AS errors, ${rawSql(TOKEN_SUMS)}, count() OVER () AS groups
      FROM traces FINAL WHERE ${tracesWhere(filter)} GROUP BY group
      ORDER BY cost DESC NULLS LAST, total DESC NULLS LAST, traces DESC, group LIMIT ${limit}`,
  )
  const groups = rows.map((row) => ({
    name: row.group,
    traceCount: Number(row.traces),
    sessionCount: Number(row.sessions),
    errorCount: Number(row.errors),
    ...tokensOf(row),
  }))
  return { groups, total: Number(rows[0]?.groups ?? 0) }
}

/** Tokens or cost of each model, by the start of its traces. */
export async function usageOfModels(
  connection: Connection,
  filter: Filter,
  edges: Edges,
  measure: 'tokens' | 'cost',
): Promise<readonly (SeriesRow & { readonly model: string })[]> {
  const amount = rawSql(measure === 'tokens' ? 'total_tokens' : 'cost_nano_usd')
  const rows = await connection.rows<{ edge: string; model: string; amount: number }>(
    sql`SELECT ${edgeSql(rawSql('start_ns'), edges)} AS edge, ${rawSql(MODEL)} AS model, toFloat64(sum(${amount})) AS amount
      FROM traces FINAL WHERE ${tracesWhere(filter)} AND isNotNull(${amount}) GROUP BY edge, model`,
  )
  const indexes = bucketIndexes(edges)
  return rows.map(({ edge, model, amount: value }) => ({ bucket: indexes.get(edge), model, values: [value] }))
}
