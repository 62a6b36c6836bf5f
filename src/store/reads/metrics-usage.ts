import type { Filter } from '../../model/filter.ts'
import type { Connection } from '../connect.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import { edgeSql, bucketIndexes, type Edges, type SeriesRow } from './metrics-series.ts'
import type { Groups } from './metrics-groups.ts'
import { tokensOf, TOKEN_SUMS, type TokenRow, type Totals } from './sum-lists.ts'
import { tracesWhere } from './trace-conditions.ts'

const GROUP_NAMES = {
  model: 'model',
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
  /** Of a model. */
  readonly callCount: number | undefined
}

type Row = TokenRow & { group: string; traces: string; sessions: string; errors: string; calls: string; groups: string }

/** Traces and their usage; those with most cost, then most tokens, first. */
export async function usageGroups(connection: Connection, filter: Filter, by: UsageBy, limit: number): Promise<Groups<UsageGroup>> {
  const isOfModel = by === 'model'
  const rows = await connection.rows<Row>(
    sql`SELECT ${rawSql(GROUP_NAMES[by])} AS group, count() AS traces, uniqExactIf(session_id, session_id != '') AS sessions,
      countIf(error_count > 0) AS errors, ${rawSql(isOfModel ? 'sum(calls)' : '0')} AS calls, ${rawSql(TOKEN_SUMS)}, count() OVER () AS groups
      FROM ${isOfModel ? modelsOfTraces(filter) : sql`traces FINAL WHERE ${tracesWhere(filter)}`} GROUP BY group
      ORDER BY cost DESC NULLS LAST, total DESC NULLS LAST, traces DESC, group LIMIT ${limit}`,
  )
  const groups = rows.map((row) => ({
    name: row.group,
    traceCount: Number(row.traces),
    sessionCount: Number(row.sessions),
    errorCount: Number(row.errors),
    callCount: isOfModel ? Number(row.calls) : undefined,
    ...tokensOf(row),
  }))
  return { groups, total: Number(rows[0]?.groups ?? 0) }
}

/** A row for each model of each trace. */
function modelsOfTraces(filter: Filter): Sql {
  return sql`(SELECT session_id, error_count, usage.model AS model, usage.calls AS calls, usage.prompt AS prompt_tokens,
      usage.completion AS completion_tokens, usage.total AS total_tokens, usage.cached AS cached_prompt_tokens,
      usage.reasoning AS reasoning_tokens, usage.cost AS cost_nano_usd, usage.is_estimated AS is_cost_estimated
    FROM (SELECT session_id, error_count, arrayJoin(model_usage) AS usage FROM traces FINAL WHERE ${tracesWhere(filter)}))`
}

export type ModelRow = SeriesRow & { readonly model: string }

/** Tokens or cost of each model, by the start of its traces. */
export async function usageOfModels(connection: Connection, filter: Filter, edges: Edges, measure: 'tokens' | 'cost'): Promise<ModelRow[]> {
  const amounts = rawSql(measure === 'tokens' ? 'model_usage.total' : 'model_usage.cost')
  const rows = await connection.rows<{ edge: string; model: string; amount: number }>(
    sql`SELECT edge, pair.1 AS model, toFloat64(sum(pair.2)) AS amount
      FROM (SELECT ${edgeSql(rawSql('start_ns'), edges)} AS edge, arrayJoin(arrayZip(model_usage.model, ${amounts})) AS pair
        FROM traces FINAL WHERE ${tracesWhere(filter)})
      WHERE isNotNull(pair.2) GROUP BY edge, model`,
  )
  const indexes = bucketIndexes(edges)
  return rows.map(({ edge, model, amount }) => ({ bucket: indexes.get(edge), model, values: [amount] }))
}
