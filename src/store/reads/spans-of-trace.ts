import type { RawSpan } from '../../model/raw-span.ts'
import type { SpanFact } from '../../model/span-fact.ts'
import type { Connection } from '../connect.ts'
import { FACT_COLUMNS, readFact, type FactRow } from '../fact-row.ts'
import { RAW_SPAN_COLUMNS, readRawSpan, type RawSpanRow } from '../span-row.ts'
import { rawSql, sql } from '../sql.ts'

/** Columns of a fact that neither a row of a span nor its place in the trace needs: not read, left empty. */
export const LEFT_EMPTY: Readonly<Record<string, string>> = {
  session_candidates: '[]',
  user_id: `''`,
  tags: '[]',
  environment: `''`,
  trace_name: `''`,
  tool_name: `''`,
  interrupt_ids: '[]',
  checkpoint_ns: `''`,
  input_preview: `''`,
  input_rank: '0',
  output_preview: `''`,
  history_key: `''`,
  thread_key: `''`,
  scope_name: `''`,
  batch_seq: `'0'`,
  rank: `'0'`,
}
export const OUTLINE_COLUMNS = FACT_COLUMNS.split(',')
  .map((column) => LEFT_EMPTY[column.trim()] ?? column.trim())
  .join(', ')

/**
 * The spans of a trace in start order, without what was said in them and who said it. One per span: the most complete version,
 * of equals the one received last.
 */
export async function outlineOfTrace(connection: Connection, projectId: string, traceId: string): Promise<SpanFact[]> {
  const query = sql`SELECT ${rawSql(OUTLINE_COLUMNS)} FROM facts FINAL WHERE project_id = ${projectId} AND trace_id = ${traceId}
    ORDER BY start_ns, span_id`
  const facts: SpanFact[] = []
  for await (const row of connection.stream<FactRow>(query)) facts.push(readFact(row))
  return facts
}

export async function factOf(connection: Connection, projectId: string, traceId: string, spanId: string): Promise<SpanFact | undefined> {
  const query = sql`SELECT ${rawSql(FACT_COLUMNS)} FROM facts
    WHERE project_id = ${projectId} AND trace_id = ${traceId} AND span_id = ${spanId} ORDER BY rank DESC LIMIT 1`
  let fact: SpanFact | undefined
  for await (const row of connection.stream<FactRow>(query)) fact = readFact(row)
  return fact
}

const MOST_NOTES = 1000

/** What log records say of this span, in time order; of more than can be shown the first. */
export async function notesOf(connection: Connection, projectId: string, traceId: string, spanId: string): Promise<SpanFact[]> {
  const query = sql`SELECT ${rawSql(FACT_COLUMNS)} FROM facts FINAL
    WHERE project_id = ${projectId} AND trace_id = ${traceId} AND parent_span_id = ${spanId} AND origin != 'span'
    ORDER BY start_ns, span_id LIMIT ${MOST_NOTES}`
  const facts: SpanFact[] = []
  for await (const row of connection.stream<FactRow>(query)) facts.push(readFact(row))
  return facts
}

const HOUR_NANO = 3_600_000_000_000n

/** The span as it was sent. `fact` says in which hour to look and which of its versions won. */
export async function rawSpanOf(connection: Connection, fact: SpanFact): Promise<RawSpan | undefined> {
  const [row] = await connection.rows<RawSpanRow>(
    sql`SELECT ${rawSql(RAW_SPAN_COLUMNS)} FROM spans WHERE project_id = ${fact.projectId}
      AND intDiv(start_ns, ${HOUR_NANO}) = ${fact.startUnixNano / HOUR_NANO} AND trace_id = ${fact.traceId} AND span_id = ${fact.spanId}
      AND rank = ${fact.rank} LIMIT 1`,
  )
  return row === undefined ? undefined : readRawSpan(row)
}

/** Where a span is stored. */
export type SpanPlace = Pick<SpanFact, 'projectId' | 'traceId' | 'spanId' | 'startUnixNano'>

/** These spans as they were sent, in the order of `facts`. */
export async function rawSpansOf(connection: Connection, facts: readonly SpanPlace[]): Promise<RawSpan[]> {
  const [first] = facts
  if (first === undefined) return []
  const hours = [...new Set(facts.map((fact) => fact.startUnixNano / HOUR_NANO))]
  const traceIds = [...new Set(facts.map((fact) => fact.traceId))]
  const ids = [...new Set(facts.map((fact) => fact.spanId))]
  const rows = await connection.rows<RawSpanRow>(
    sql`SELECT ${rawSql(RAW_SPAN_COLUMNS)} FROM spans WHERE project_id = ${first.projectId}
      AND intDiv(start_ns, ${HOUR_NANO}) IN ${hours} AND trace_id IN ${traceIds} AND span_id IN ${ids}
      ORDER BY rank DESC LIMIT 1 BY trace_id, span_id`,
  )
  const found = new Map(rows.map((row) => [row.trace_id + row.span_id, readRawSpan(row)]))
  return facts.flatMap(({ traceId, spanId }) => found.get(traceId + spanId) ?? [])
}

/** Columns of a fact that telling what was said in a trace does not need. */
const UNSAID: ReadonlySet<string> = new Set(['user_id', 'tags', 'environment', 'trace_name', 'history_key', 'thread_key'])
const SAYING_COLUMNS = FACT_COLUMNS.split(',')
  .map((column) => (UNSAID.has(column.trim()) ? LEFT_EMPTY[column.trim()]! : column.trim()))
  .join(', ')

/** The spans of these traces with their previews and pauses, in start order; of more than `most` the first of each trace in turn. */
export async function sayingsOf(connection: Connection, projectId: string, traceIds: readonly string[], most: number): Promise<SpanFact[]> {
  const query = sql`SELECT ${rawSql(SAYING_COLUMNS)} FROM facts FINAL WHERE project_id = ${projectId} AND trace_id IN ${traceIds}
    ORDER BY trace_id, start_ns, span_id LIMIT ${most} BY trace_id`
  const facts: SpanFact[] = []
  for await (const row of connection.stream<FactRow>(query)) facts.push(readFact(row))
  return facts
}
