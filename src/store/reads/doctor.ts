import type { TimeWindow } from '../../model/filter.ts'
import type { SpanFact } from '../../model/span-fact.ts'
import type { Connection } from '../connect.ts'
import { FACT_COLUMNS, readFact, type FactRow } from '../fact-row.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import { LEFT_EMPTY } from './spans-of-trace.ts'
import { tracesWhere } from './trace-conditions.ts'

/** The newest traces of a window: more would not tell more, and would take longer. */
const MOST_TRACES = 10_000
const MOST_FACTS = 200_000
const HOUR_NANO = 3_600_000_000_000n
/** Clocks of one machine differ by less. */
const SKEW_NANO = 100_000_000

export type CheckedTrace = {
  readonly traceId: string
  readonly hasSession: boolean
  readonly hasConflict: boolean
  readonly unpricedModels: readonly string[]
  readonly totalTokens: number
  readonly startUnixNano: bigint
  readonly endUnixNano: bigint
}

/** What the spans of one scope in one trace show. `…Span`: the first of those counted, by its id; empty when there is none. */
export type ScopeShare = {
  readonly traceId: string
  readonly scope: string
  readonly spans: number
  /** Spans of any kind that says more than "other". */
  readonly appSpans: number
  readonly lastUnixNano: bigint
  readonly calls: number
  readonly models: readonly string[]
  /** Tokens told, counted or not. */
  readonly toldTokens: number
  readonly orphans: Tally
  readonly callsWithoutUsage: Tally
  readonly callsWithoutContent: Tally
  readonly cutJson: Tally
  readonly skewed: Tally
  readonly skewNano: bigint
}
export type Tally = { readonly count: number; readonly spanId: string }

export type LossShare = {
  readonly traceId: string
  readonly scope: string
  readonly droppedAttributes: Tally
  readonly droppedEvents: Tally
  readonly droppedLinks: Tally
  readonly correctedTimes: Tally
}

type Asked = { readonly projectId: string; readonly window: TimeWindow }

/** The newest traces of the window, newest first, and how many there are. */
export async function checkedTraces(connection: Connection, asked: Asked): Promise<{ traces: CheckedTrace[]; total: number }> {
  const rows = await connection.rows<TraceRow>(
    sql`SELECT trace_id, session_id != '' OR part_count > 0 AS has_session, has_session_conflict AS has_conflict, unpriced_models,
      ifNull(total_tokens, 0) AS tokens, start_ns, end_ns, count() OVER () AS total
      FROM traces FINAL WHERE ${where(asked)} ORDER BY start_ns DESC, trace_id LIMIT ${MOST_TRACES}`,
  )
  return { total: Number(rows[0]?.total ?? 0), traces: rows.map(readTrace) }
}

type TraceRow = {
  trace_id: string
  has_session: number
  has_conflict: number
  unpriced_models: string[]
  tokens: string
  start_ns: string
  end_ns: string
  total: string
}

function readTrace(row: TraceRow): CheckedTrace {
  return {
    traceId: row.trace_id,
    hasSession: row.has_session === 1,
    hasConflict: row.has_conflict === 1,
    unpricedModels: row.unpriced_models,
    totalTokens: Number(row.tokens),
    startUnixNano: BigInt(row.start_ns),
    endUnixNano: BigInt(row.end_ns),
  }
}

function where({ projectId, window }: Asked): Sql {
  return sql`part = '' AND ${tracesWhere({ projectId, window, conditions: [], asOfUnixNano: 0n })}`
}

function facts(asked: Asked, columns: string, condition: Sql): Sql {
  return sql`SELECT ${rawSql(columns)} FROM facts FINAL WHERE project_id = ${asked.projectId} AND trace_id IN (
    SELECT trace_id FROM traces FINAL WHERE ${where(asked)} ORDER BY start_ns DESC, trace_id LIMIT ${MOST_TRACES}) AND ${condition}`
}

const SHARE_COLUMNS = `trace_id, span_id, parent_span_id, scope_name, kind, outcome, origin, is_pending, start_ns, end_ns, marks, usage_source,
  input_rank, output_rank, if(response_model = '', request_model, response_model) AS model,
  if(isNull(prompt_tokens) OR isNull(completion_tokens), coalesce(total_tokens, prompt_tokens, completion_tokens, 0),
    prompt_tokens + completion_tokens) AS tokens`

/** Each condition counts spans and names the first of them. */
const TALLIES = {
  orphans: `c.origin = 'span' AND c.parent_span_id != '' AND p.span_id = ''`,
  calls_without_usage: `c.isCall AND c.usage_source = '' AND (c.trace_id, c.span_id) NOT IN above_usage`,
  calls_without_content: `c.isCall AND c.kind = 'llm' AND c.input_rank = 0 AND c.output_rank = 0 AND (c.trace_id, c.span_id) NOT IN above_content`,
  cut_json: `has(c.marks, 'truncated_json')`,
  skewed: `c.origin = 'span' AND p.span_id != '' AND p.origin = 'span' AND p.start_ns > c.start_ns + ${SKEW_NANO}`,
} as const
type TallyName = keyof typeof TALLIES

/**
 * What the spans of each scope show in each of these traces. A model call is one that ended well; usage and content may also be told right
 * below it, by a wrapped call or by log records.
 */
export async function scopeShares(connection: Connection, asked: Asked): Promise<ScopeShare[]> {
  const tallies = Object.entries(TALLIES)
    .map(([name, condition]) => `countIf(${condition}) AS ${name}, minIf(c.span_id, ${condition}) AS ${name}_span`)
    .join(', ')
  const rows = await connection.rows<ShareRow>(
    sql`WITH above_usage AS (${facts(asked, 'trace_id, parent_span_id', rawSql(`usage_source != ''`))}),
      above_content AS (${facts(asked, 'trace_id, parent_span_id', rawSql('input_rank + output_rank > 0'))})
      SELECT c.trace_id AS trace, c.scope_name AS scope, count() AS spans, countIf(c.kind != 'other') AS app_spans, max(c.end_ns) AS last,
        countIf(c.isCall) AS calls, groupUniqArrayIf(20)(c.model, c.isCall AND c.model != '') AS models,
        sumIf(c.tokens, c.origin = 'span' AND c.usage_source NOT IN ('', 'aggregated')) AS told,
        maxIf(p.start_ns - c.start_ns, ${rawSql(TALLIES.skewed)}) AS skew, ${rawSql(tallies)}
      FROM (SELECT *, kind IN ('llm', 'embedding') AND outcome = 'ok' AND is_pending = 0 AS isCall
        FROM (${facts(asked, SHARE_COLUMNS, rawSql(`origin != 'note'`))})) AS c
      LEFT JOIN (${facts(asked, 'trace_id, span_id, origin, start_ns', rawSql('1'))}) AS p
        ON c.trace_id = p.trace_id AND c.parent_span_id = p.span_id
      GROUP BY trace, scope ORDER BY trace, scope`,
  )
  return rows.map(readShare)
}

type ShareRow = {
  trace: string
  scope: string
  spans: string
  app_spans: string
  last: string
  calls: string
  models: string[]
  told: string
  skew: string
} & Record<TallyName | `${TallyName}_span`, string>

function readShare(row: ShareRow): ScopeShare {
  const tally = (name: TallyName): Tally => ({ count: Number(row[name]), spanId: row[`${name}_span`] })
  return {
    traceId: row.trace,
    scope: row.scope,
    spans: Number(row.spans),
    appSpans: Number(row.app_spans),
    lastUnixNano: BigInt(row.last),
    calls: Number(row.calls),
    models: [...row.models].sort(),
    toldTokens: Number(row.told),
    orphans: tally('orphans'),
    callsWithoutUsage: tally('calls_without_usage'),
    callsWithoutContent: tally('calls_without_content'),
    cutJson: tally('cut_json'),
    skewed: tally('skewed'),
    skewNano: BigInt(row.skew),
  }
}

const LOSSES = {
  attributes: 'dropped[1] > 0',
  events: 'dropped[2] > 0',
  links: 'dropped[3] > 0',
  times: `sent_times != '' AND is_pending = 0`,
} as const
type LossName = keyof typeof LOSSES

/** What the SDK left out of spans, and times that cannot be, between these two starts of spans. */
export async function lossShares(connection: Connection, asked: Asked, from: bigint, to: bigint): Promise<LossShare[]> {
  const losses = Object.entries(LOSSES)
    .map(([name, condition]) => `uniqExactIf(span_id, ${condition}) AS ${name}, minIf(span_id, ${condition}) AS ${name}_span`)
    .join(', ')
  const rows = await connection.rows<{ trace_id: string; scope_name: string } & Record<LossName | `${LossName}_span`, string>>(
    sql`SELECT trace_id, scope_name, ${rawSql(losses)} FROM spans
      WHERE project_id = ${asked.projectId} AND intDiv(start_ns, ${HOUR_NANO}) BETWEEN ${from / HOUR_NANO} AND ${to / HOUR_NANO}
      AND (arraySum(dropped) > 0 OR ${rawSql(LOSSES.times)})
      AND (trace_id, span_id, rank) IN (${facts(asked, 'trace_id, span_id, rank', rawSql('1'))})
      GROUP BY trace_id, scope_name ORDER BY trace_id, scope_name`,
  )
  return rows.map((row) => {
    const tally = (name: LossName): Tally => ({ count: Number(row[name]), spanId: row[`${name}_span`] })
    return {
      traceId: row.trace_id,
      scope: row.scope_name,
      droppedAttributes: tally('attributes'),
      droppedEvents: tally('events'),
      droppedLinks: tally('links'),
      correctedTimes: tally('times'),
    }
  })
}

const COLUMNS = FACT_COLUMNS.split(',')
  .map((column) => column.trim())
  .map((column) => (column === 'scope_name' ? column : (LEFT_EMPTY[column] ?? column)))
  .join(', ')

/** The spans of these traces, trace by trace, as far as counting usage needs them. */
export async function factsOfTraces(connection: Connection, projectId: string, traceIds: readonly string[]): Promise<SpanFact[]> {
  const found: SpanFact[] = []
  const query = sql`SELECT ${rawSql(COLUMNS)} FROM facts FINAL WHERE project_id = ${projectId} AND trace_id IN ${traceIds}
    ORDER BY trace_id, start_ns, span_id LIMIT ${MOST_FACTS}`
  for await (const row of connection.stream<FactRow>(query)) found.push(readFact(row))
  return found
}
