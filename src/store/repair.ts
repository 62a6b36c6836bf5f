import type { Connection } from './connect.ts'
import { FACT_COLUMNS } from './fact-row.ts'
import { rawSql, sql } from './sql.ts'

/** Numbers from which writing goes on after a start: nothing in the store is higher. */
export type Sequences = { readonly batchSeq: bigint; readonly sessionVersion: bigint }

/** Spans written between two batch sequence numbers, both included. */
export type BatchRange = { readonly from: bigint; readonly to: bigint; readonly spanCount: number }

/** What a start needs to make the folds equal to the spans again, whatever moment the last run ended at. */
export type Repair = {
  sequences(): Promise<Sequences>
  /** Every batch up to this one is rolled up. */
  readProgress(): Promise<bigint>
  writeProgress(batchSeq: bigint): Promise<void>
  /** Batches after `batchSeq`, oldest first. */
  batchesAfter(batchSeq: bigint): Promise<readonly BatchRange[]>
  /** The view that fills `facts` is not atomic with `spans`: adds what is missing. */
  fillFacts(range: BatchRange): Promise<void>
  tracesTouched(range: BatchRange): Promise<readonly { projectId: string; traceId: string }[]>
}

export function createRepair(connection: Connection): Repair {
  const one = async (query: string) => BigInt((await connection.rows<{ value: string }>(query))[0]?.value ?? 0)
  return {
    async sequences() {
      const batchSeq = await one(`SELECT greatest((SELECT max(batch_seq) FROM spans), (SELECT max(batch_seq) FROM logs),
        (SELECT max(batch_seq) FROM progress)) AS value`)
      return { batchSeq, sessionVersion: await one('SELECT max(version) AS value FROM sessions') }
    },
    readProgress: () => one(`SELECT max(batch_seq) AS value FROM progress WHERE name = 'rollup'`),
    writeProgress: (batchSeq) => connection.run(sql`INSERT INTO progress (name, batch_seq) VALUES ('rollup', ${batchSeq})`),
    async batchesAfter(batchSeq) {
      const rows = await connection.rows<{ seq: string; spans: string }>(
        sql`SELECT batch_seq AS seq, count() AS spans FROM spans WHERE batch_seq > ${batchSeq} GROUP BY batch_seq ORDER BY batch_seq`,
      )
      return rows.map(({ seq, spans }) => ({ from: BigInt(seq), to: BigInt(seq), spanCount: Number(spans) }))
    },
    fillFacts: ({ from, to }) =>
      connection.run(sql`INSERT INTO facts (${rawSql(FACT_COLUMNS)}) SELECT ${rawSql(FACT_COLUMNS)} FROM spans
        WHERE batch_seq BETWEEN ${from} AND ${to} AND (project_id, trace_id, span_id, batch_seq) NOT IN (
          SELECT project_id, trace_id, span_id, batch_seq FROM facts WHERE batch_seq BETWEEN ${from} AND ${to})`),
    tracesTouched: ({ from, to }) =>
      connection.rows(sql`SELECT DISTINCT project_id AS projectId, trace_id AS traceId FROM spans
        WHERE batch_seq BETWEEN ${from} AND ${to} ORDER BY projectId, traceId`),
  }
}
