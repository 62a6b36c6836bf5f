import type { Filter } from '../../model/filter.ts'
import type { TokenTotals } from '../../model/trace.ts'
import type { Connection } from '../connect.ts'
import { readCount } from '../json-text.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import { sessionsWhere } from './session-conditions.ts'
import { tracesWhere } from './trace-conditions.ts'

export type Totals = TokenTotals & {
  /** Some of the cost is a price times tokens. */
  readonly isCostEstimated: boolean
}
export type SessionSums = Totals & {
  /** End of the last span of any session of the project, whatever the filter; undefined when there has never been one. */
  readonly latestActivityUnixNano: bigint | undefined
  readonly count: number
  readonly traceCount: number
  readonly errorCount: number
  readonly errorSpanCount: number
}
export type TraceSums = Totals & {
  readonly count: number
  readonly spanCount: number
  readonly errorCount: number
  /** Traces with an error span. */
  readonly errorTraceCount: number
}

export const TOKEN_SUMS = `sum(prompt_tokens) AS prompt, sum(completion_tokens) AS completion, sum(total_tokens) AS total,
  sum(cached_prompt_tokens) AS cached, sum(reasoning_tokens) AS reasoning, sum(cost_nano_usd) AS cost,
  sum(is_cost_estimated) AS estimates`

type Sum = string | null
export type TokenRow = { prompt: Sum; completion: Sum; total: Sum; cached: Sum; reasoning: Sum; cost: Sum; estimates: Sum }

/** Count and sums over everything the filter lets through, and the latest activity of all, in one pass over the sessions. */
export async function sumSessions(connection: Connection, filter: Filter): Promise<SessionSums> {
  const row = await onlyRow<TokenRow & Latest & { n: string; traces: string; errors: string; error_spans: string }>(
    connection,
    sql`SELECT countIf(inside) AS n, sumIf(trace_count, inside) AS traces, sumIf(error_count, inside) AS errors,
      sumIf(error_span_count, inside) AS error_spans, ${rawSql(TOKEN_SUMS.replace(/sum\((\w+)\)/g, 'sumIf($1, inside)'))},
      max(last_activity_ns) AS latest
      FROM (SELECT *, (${sessionsWhere(filter)}) AS inside FROM sessions FINAL WHERE project_id = ${filter.projectId})`,
  )
  return {
    count: Number(row.n),
    traceCount: Number(row.traces),
    errorCount: Number(row.errors),
    errorSpanCount: Number(row.error_spans),
    latestActivityUnixNano: latestOf(row),
    ...tokensOf(row),
  }
}

/** Sums of traces, and percentiles of how long they took, in nanoseconds: NaN of none. */
export type TraceMeasures = TraceSums & { readonly p50: number; readonly p95: number }

export function sumTraces(connection: Connection, filter: Filter): Promise<TraceSums> {
  return sumWith(connection, filter, rawSql('0 AS p50, 0 AS p95'))
}

export function measureTraces(connection: Connection, filter: Filter): Promise<TraceMeasures> {
  const percentile = (share: number) => sql`quantileExactInclusive(${share})(toUInt64(end_ns - start_ns))`
  return sumWith(connection, filter, sql`${percentile(0.5)} AS p50, ${percentile(0.95)} AS p95`)
}

async function sumWith(connection: Connection, filter: Filter, percentiles: Sql): Promise<TraceMeasures> {
  const row = await onlyRow<TokenRow & { n: string; spans: string; errors: string; failed: string; p50: number; p95: number }>(
    connection,
    sql`SELECT count() AS n, sum(span_count) AS spans, sum(error_count) AS errors, countIf(error_count > 0) AS failed,
      ${rawSql(TOKEN_SUMS)}, ${percentiles} FROM traces FINAL WHERE ${tracesWhere(filter)}`,
  )
  return {
    p50: Number(row.p50),
    p95: Number(row.p95),
    count: Number(row.n),
    spanCount: Number(row.spans),
    errorCount: Number(row.errors),
    errorTraceCount: Number(row.failed),
    ...tokensOf(row),
  }
}

/** How many traces in the window have no session. Cheap where nearly all have one, whatever their number. */
export async function countTracesWithoutSession(connection: Connection, filter: Filter): Promise<number> {
  const withoutSession: Filter = { ...filter, conditions: [{ kind: 'has', field: 'session', isExcluded: true }] }
  const { n } = await onlyRow<{ n: string }>(connection, sql`SELECT count() AS n FROM traces FINAL WHERE ${tracesWhere(withoutSession)}`)
  return Number(n)
}

/** End of the last span of the project, over all versions of its traces: deleted ones are gone, and a trace hardly ever shrinks. */
export async function latestTraceActivity(connection: Connection, projectId: string): Promise<bigint | undefined> {
  return latestOf(await onlyRow<Latest>(connection, sql`SELECT max(end_ns) AS latest FROM traces WHERE project_id = ${projectId}`))
}

type Latest = { readonly latest: string }

function latestOf({ latest }: Latest): bigint | undefined {
  return latest === '0' ? undefined : BigInt(latest)
}

export function tokensOf(row: TokenRow): Totals {
  return {
    promptTokens: readCount(row.prompt),
    completionTokens: readCount(row.completion),
    totalTokens: readCount(row.total),
    cachedPromptTokens: readCount(row.cached),
    reasoningTokens: readCount(row.reasoning),
    costNanoUsd: readCount(row.cost),
    isCostEstimated: (readCount(row.estimates) ?? 0) > 0,
  }
}

async function onlyRow<R>(connection: Connection, query: Sql): Promise<R> {
  const [row] = await connection.rows<R>(query)
  if (row === undefined) throw new Error('an aggregate without GROUP BY answered no row')
  return row
}
