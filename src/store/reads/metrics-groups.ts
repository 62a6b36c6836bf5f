import type { Filter } from '../../model/filter.ts'
import type { Connection } from '../connect.ts'
import { joinSql, rawSql, sql, type Sql } from '../sql.ts'
import { outcomeIs, spansWhere } from './span-conditions.ts'
import { namesSession, tracesByPartWhere, tracesWhere } from './trace-conditions.ts'

/** Durations in nanoseconds. */
export type DurationGroup = {
  readonly name: string
  readonly count: number
  readonly errorCount: number
  /** 50th, 90th, 95th, 99th, and the longest. */
  readonly percentiles: readonly [number, number, number, number, number]
}
export type Groups<G> = { readonly groups: readonly G[]; readonly total: number }

const TRACE_NAMES = { trace: `''`, name: 'name', session: 'session_id' } as const
const SPAN_NAMES = {
  span: { name: 'name', where: '1' },
  model: { name: `if(response_model = '', request_model, response_model)`, where: `kind IN ('llm', 'embedding', 'reranker')` },
  tool: { name: `if(tool_name = '', name, tool_name)`, where: `kind = 'tool'` },
} as const
export type DurationsBy = keyof typeof TRACE_NAMES | keyof typeof SPAN_NAMES

const DURATION = 'toUInt64(end_ns - start_ns)'

/** Of the traces the filter lets through, or of the spans in them; those with most first. */
export async function durationGroups(
  connection: Connection,
  filter: Filter,
  by: DurationsBy,
  limit: number,
): Promise<Groups<DurationGroup>> {
  if (by in TRACE_NAMES) {
    const from = sql`traces FINAL WHERE ${by === 'session' ? tracesByPartWhere(filter) : tracesWhere(filter)}`
    return durations(connection, { name: TRACE_NAMES[by as 'trace'], isError: rawSql('error_count > 0'), from, limit })
  }
  const { name, where } = SPAN_NAMES[by as 'span']
  const { isSpan, isError } = await spanSense(connection, filter)
  const from = sql`facts FINAL WHERE ${isSpan} AND ${rawSql(where)} AND ${insideTraces(filter)}`
  return durations(connection, { name, isError, from, limit })
}

/** What is a span, and an error. Where no trace says anything else of its spans than they do alone, which is cheaper, they are not asked. */
async function spanSense(connection: Connection, filter: Filter): Promise<{ readonly isSpan: Sql; readonly isError: Sql }> {
  const { projectId } = filter
  const settled = await connection.rows(sql`SELECT 1 FROM traces WHERE project_id = ${projectId} AND notEmpty(settled) LIMIT 1`)
  if (settled.length > 0) return { isSpan: spansWhere(filter, [], 'wholes'), isError: outcomeIs(projectId, 'wholes', ['error']) }
  return { isSpan: sql`project_id = ${projectId} AND origin != 'note'`, isError: rawSql(`outcome = 'error'`) }
}

/**
 * The trace of a span is one that the filter lets through. Of a window alone the span mostly knows by itself, for its trace began no later
 * and ended no earlier: only traces that reach over an end of the window need to be asked.
 */
function insideTraces(filter: Filter): Sql {
  const { fromUnixNano: from, toUnixNano: to } = filter.window
  if (filter.conditions.some(namesSession)) return inParts(tracesWhere(filter))
  if (filter.conditions.length > 0 || filter.only !== undefined) return inTraces(tracesWhere(filter))
  const over = (moment: bigint) =>
    inTraces(sql`project_id = ${filter.projectId} AND part = '' AND start_ns <= ${moment} AND end_ns >= ${moment}`)
  const reaches = from === undefined ? [] : [sql`(end_ns >= ${from} OR ${over(from)})`]
  const begins = to === undefined ? [] : [sql`(start_ns <= ${to} OR ${over(to)})`]
  return joinSql([rawSql('1'), ...reaches, ...begins], ' AND ')
}

function inTraces(where: Sql): Sql {
  return sql`trace_id IN (SELECT trace_id FROM traces FINAL WHERE ${where})`
}

/** Of a shared trace its part alone. */
function inParts(where: Sql): Sql {
  const parts = sql`(trace_id, span_id) IN (SELECT trace_id, arrayJoin(span_ids) FROM traces FINAL WHERE ${where} AND part != '')`
  return sql`(${inTraces(sql`${where} AND part = ''`)} OR ${parts})`
}

type Question = { readonly name: string; readonly isError: Sql; readonly from: Sql; readonly limit: number }
type DurationRow = { group: string; n: string; errors: string; levels: readonly number[]; longest: string; total: string }

async function durations(connection: Connection, { name, isError, from, limit }: Question): Promise<Groups<DurationGroup>> {
  const rows = await connection.rows<DurationRow>(
    sql`SELECT ${rawSql(name)} AS group, count() AS n, countIf(${isError}) AS errors,
      quantilesExactInclusive(0.5, 0.9, 0.95, 0.99)(${rawSql(DURATION)}) AS levels, max(${rawSql(DURATION)}) AS longest,
      count() OVER () AS total FROM ${from} GROUP BY group ORDER BY n DESC, group LIMIT ${limit}`,
  )
  const groups = rows.map((row): DurationGroup => {
    const [p50 = 0, p90 = 0, p95 = 0, p99 = 0] = row.levels
    return { name: row.group, count: Number(row.n), errorCount: Number(row.errors), percentiles: [p50, p90, p95, p99, Number(row.longest)] }
  })
  return { groups, total: Number(rows[0]?.total ?? 0) }
}
