import type { Filter } from '../../model/filter.ts'
import type { TokenTotals } from '../../model/trace.ts'
import type { Connection } from '../connect.ts'
import { readCount } from '../json-text.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import { sessionsWhere } from './session-conditions.ts'
import { tracesWhere } from './trace-conditions.ts'

export type SessionSums = TokenTotals & {
  readonly count: number
  readonly traceCount: number
  readonly errorCount: number
  readonly errorSpanCount: number
}
export type TraceSums = TokenTotals & { readonly count: number; readonly spanCount: number; readonly errorCount: number }

const TOKEN_SUMS = `sum(prompt_tokens) AS prompt, sum(completion_tokens) AS completion, sum(total_tokens) AS total,
  sum(cached_prompt_tokens) AS cached, sum(reasoning_tokens) AS reasoning, sum(cost_nano_usd) AS cost`

type Sum = string | null
type TokenRow = { prompt: Sum; completion: Sum; total: Sum; cached: Sum; reasoning: Sum; cost: Sum }

/** Count and sums over everything the filter lets through. */
export async function sumSessions(connection: Connection, filter: Filter): Promise<SessionSums> {
  const row = await onlyRow<TokenRow & { n: string; traces: string; errors: string; error_spans: string }>(
    connection,
    sql`SELECT count() AS n, sum(trace_count) AS traces, sum(error_count) AS errors, sum(error_span_count) AS error_spans,
      ${rawSql(TOKEN_SUMS)} FROM sessions FINAL WHERE ${sessionsWhere(filter)}`,
  )
  const { n, traces, errors, error_spans } = row
  return { count: Number(n), traceCount: Number(traces), errorCount: Number(errors), errorSpanCount: Number(error_spans), ...tokensOf(row) }
}

export async function sumTraces(connection: Connection, filter: Filter): Promise<TraceSums> {
  const row = await onlyRow<TokenRow & { n: string; spans: string; errors: string }>(
    connection,
    sql`SELECT count() AS n, sum(span_count) AS spans, sum(error_count) AS errors, ${rawSql(TOKEN_SUMS)}
      FROM traces FINAL WHERE ${tracesWhere(filter)}`,
  )
  return { count: Number(row.n), spanCount: Number(row.spans), errorCount: Number(row.errors), ...tokensOf(row) }
}

export async function countTraces(connection: Connection, filter: Filter): Promise<number> {
  const { n } = await onlyRow<{ n: string }>(connection, sql`SELECT count() AS n FROM traces FINAL WHERE ${tracesWhere(filter)}`)
  return Number(n)
}

/** End of the last span of any session of the project; undefined when there has never been one. */
export function latestSessionActivity(connection: Connection, projectId: string): Promise<bigint | undefined> {
  return latest(connection, sql`SELECT max(last_activity_ns) AS latest FROM sessions FINAL WHERE project_id = ${projectId}`)
}

/** End of the last span of the project, over all versions of its traces: deleted ones are gone, and a trace hardly ever shrinks. */
export function latestTraceActivity(connection: Connection, projectId: string): Promise<bigint | undefined> {
  return latest(connection, sql`SELECT max(end_ns) AS latest FROM traces WHERE project_id = ${projectId}`)
}

async function latest(connection: Connection, query: Sql): Promise<bigint | undefined> {
  const row = await onlyRow<{ latest: string }>(connection, query)
  return row.latest === '0' ? undefined : BigInt(row.latest)
}

function tokensOf(row: TokenRow): TokenTotals {
  return {
    promptTokens: readCount(row.prompt),
    completionTokens: readCount(row.completion),
    totalTokens: readCount(row.total),
    cachedPromptTokens: readCount(row.cached),
    reasoningTokens: readCount(row.reasoning),
    costNanoUsd: readCount(row.cost),
  }
}

async function onlyRow<R>(connection: Connection, query: Sql): Promise<R> {
  const [row] = await connection.rows<R>(query)
  if (row === undefined) throw new Error('an aggregate without GROUP BY answered no row')
  return row
}
