import type { RawSpan } from '../../model/raw-span.ts'
import type { SpanFact } from '../../model/span-fact.ts'
import type { Connection } from '../connect.ts'
import { FACT_COLUMNS, readFact, type FactRow } from '../fact-row.ts'
import { RAW_SPAN_COLUMNS, readRawSpan, type RawSpanRow } from '../span-row.ts'
import { rawSql, sql } from '../sql.ts'

/** One fact per span: the most complete version, of equals the one received last. In start order. */
export async function factsOfTrace(connection: Connection, projectId: string, traceId: string): Promise<SpanFact[]> {
  const newest = sql`SELECT ${rawSql(FACT_COLUMNS)} FROM facts WHERE project_id = ${projectId} AND trace_id = ${traceId}
    ORDER BY rank DESC LIMIT 1 BY span_id`
  const facts: SpanFact[] = []
  for await (const row of connection.stream<FactRow>(sql`SELECT * FROM (${newest}) ORDER BY start_ns, span_id`)) facts.push(readFact(row))
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
