import type { RawSpan } from '../model/raw-span.ts'
import type { SpanFact } from '../model/span-fact.ts'
import type { Connection } from './connect.ts'
import { FACT_COLUMNS, readFact, type FactRow } from './fact-row.ts'
import { RAW_SPAN_COLUMNS, readRawSpan, type RawSpanRow } from './span-row.ts'
import { rawSql, sql } from './sql.ts'

/** Where a version of a span stands in the order in which stored spans are read again. */
export type SpanPlace = { readonly batchSeq: bigint; readonly traceId: string; readonly spanId: string }

export type StoredVersion = SpanPlace & { readonly hour: bigint; readonly rank: bigint }

/** Raw, and what was understood of it when it was written. */
export type StoredSpan = {
  readonly raw: RawSpan
  readonly fact: SpanFact
  readonly searchText: string
  readonly metadata: ReadonlyMap<string, string>
  /** Gives the same times and the same second of receipt when the span is written again. */
  readonly receivedMs: number
}

/** What is fixed when reading again begins. `target`: of every span up to this batch, greater than that of any run before. */
export type RereadRun = {
  readonly projectId: string
  readonly target: bigint
  readonly totalSpans: number
  readonly startedAtMs: number
}

export type Reread = {
  /** Versions in batches after `after`, up to `target`. */
  count(projectId: string, after: bigint, target: bigint): Promise<number>
  /** The next versions, in order. */
  versionsAfter(projectId: string, after: SpanPlace, target: bigint, limit: number): Promise<readonly StoredVersion[]>
  /** Those of these versions that are in force, in any order. */
  inForce(projectId: string, versions: readonly StoredVersion[]): AsyncIterable<StoredSpan>
  /** Those of these traces of which more comes after `after`, up to `target`. */
  tracesAhead(projectId: string, traceIds: readonly string[], after: SpanPlace, target: bigint): Promise<readonly string[]>
  /** Every batch up to `batchSeq` is read again. */
  writeProgress(run: RereadRun, batchSeq: bigint): Promise<void>
  /** The last run of each project that is not at its end. */
  unfinished(): Promise<readonly (RereadRun & { readonly batchSeq: bigint })[]>
}

const HOUR_NANO = 3_600_000_000_000n
const RUN_NAME = 'reread '
const RAW_NAMES = RAW_SPAN_COLUMNS.split(',').map((column) => column.trim().split(' AS ').at(-1)!)

/** Comes after every span of its batch: ids are hexadecimal. */
export function endOfBatch(batchSeq: bigint): SpanPlace {
  return { batchSeq, traceId: 'g', spanId: '' }
}

export function createReread(connection: Connection): Reread {
  const between = (projectId: string, { batchSeq, traceId, spanId }: SpanPlace, target: bigint) =>
    sql`project_id = ${projectId} AND batch_seq BETWEEN ${batchSeq} AND ${target}
      AND (batch_seq, trace_id, span_id) > (${batchSeq}, ${traceId}, ${spanId})`
  return {
    async count(projectId, after, target) {
      const [row] = await connection.rows<{ spans: string }>(
        sql`SELECT count() AS spans FROM spans WHERE ${between(projectId, endOfBatch(after), target)}`,
      )
      return Number(row?.spans ?? 0)
    },
    async versionsAfter(projectId, after, target, limit) {
      const rows = await connection.rows<{ seq: string; traceId: string; spanId: string; hour: string; rank: string }>(
        sql`SELECT batch_seq AS seq, trace_id AS traceId, span_id AS spanId, intDiv(start_ns, ${HOUR_NANO}) AS hour, rank FROM spans
          WHERE ${between(projectId, after, target)} ORDER BY batch_seq, trace_id, span_id LIMIT ${limit}`,
      )
      return rows.map(({ seq, hour, rank, ...ids }) => ({ ...ids, batchSeq: BigInt(seq), hour: BigInt(hour), rank: BigInt(rank) }))
    },
    async *inForce(projectId, versions) {
      const spans = versions.map(({ traceId, spanId }) => [traceId, spanId])
      const traceIds = [...new Set(versions.map(({ traceId }) => traceId))]
      const named = sql`project_id = ${projectId} AND trace_id IN ${traceIds} AND (trace_id, span_id) IN ${spans}`
      const best = await connection.rows<{ rank: string }>(
        sql`SELECT max(rank) AS rank FROM facts WHERE ${named} GROUP BY trace_id, span_id`,
      )
      const hours = [...new Set(versions.map(({ hour }) => hour))]
      const query = sql`SELECT ${rawSql(FACT_COLUMNS)}, search_text, mapKeys(metadata), mapValues(metadata), toUnixTimestamp(received_at), ${rawSql(RAW_SPAN_COLUMNS)} FROM spans
        WHERE ${named} AND intDiv(start_ns, ${HOUR_NANO}) IN ${hours} AND rank IN ${best.map(({ rank }) => BigInt(rank))}`
      const asked = new Set(versions.map(({ traceId, spanId, rank }) => `${traceId}${spanId}${rank}`))
      for await (const row of connection.stream<readonly unknown[]>(query)) {
        const span = readStored(row)
        // Another span of the chunk may have this rank.
        if (asked.has(`${span.fact.traceId}${span.fact.spanId}${span.fact.rank}`)) yield span
      }
    },
    async tracesAhead(projectId, traceIds, after, target) {
      const rows = await connection.rows<{ id: string }>(
        sql`SELECT DISTINCT trace_id AS id FROM facts WHERE trace_id IN ${traceIds} AND ${between(projectId, after, target)}`,
      )
      return rows.map(({ id }) => id)
    },
    writeProgress: (run, batchSeq) => connection.run(sql`INSERT INTO progress (name, batch_seq) VALUES (${nameOf(run)}, ${batchSeq})`),
    async unfinished() {
      const rows = await connection.rows<{ name: string; seq: string }>(
        sql`SELECT name, max(batch_seq) AS seq FROM progress WHERE startsWith(name, ${RUN_NAME}) GROUP BY name`,
      )
      const last = new Map<string, RereadRun & { readonly batchSeq: bigint }>()
      for (const { name, seq } of rows) {
        const run = { ...readName(name), batchSeq: BigInt(seq) }
        const other = last.get(run.projectId)
        if (other === undefined || other.target < run.target) last.set(run.projectId, run)
      }
      return [...last.values()].filter((run) => run.batchSeq < run.target)
    },
  }
}

function readStored(row: readonly unknown[]): StoredSpan {
  const rawAt = row.length - RAW_NAMES.length
  const raw = readRawSpan(Object.fromEntries(RAW_NAMES.map((name, index) => [name, row[rawAt + index]])) as RawSpanRow)
  const fact = readFact(row as unknown as FactRow)
  // A span sent without any time has that of its receipt, in milliseconds; the store keeps the second.
  const isTimeless = raw.startTimeUnixNano === 0n && raw.endTimeUnixNano === 0n
  const receivedMs = isTimeless ? Number(fact.startUnixNano / 1_000_000n) : Number(row[rawAt - 1]) * 1000
  const [searchText, keys, values] = row.slice(rawAt - 4, rawAt - 1) as [string, string[], string[]]
  return { raw, fact, searchText, metadata: new Map(keys.map((key, index) => [key, values[index]!])), receivedMs }
}

/** The name says all that is fixed, so that the table holds nothing but numbers of batches. */
function nameOf({ projectId, target, totalSpans, startedAtMs }: RereadRun): string {
  return RUN_NAME + JSON.stringify([projectId, target.toString(), totalSpans, startedAtMs])
}

function readName(name: string): RereadRun {
  const [projectId, target, totalSpans, startedAtMs] = JSON.parse(name.slice(RUN_NAME.length)) as [string, string, number, number]
  return { projectId, target: BigInt(target), totalSpans, startedAtMs }
}
