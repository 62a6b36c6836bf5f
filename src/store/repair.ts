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
  /** Every batch up to this one is rolled up, whichever server wrote it. */
  readProgress(): Promise<bigint>
  /** Of the batches of this server. */
  writeProgress(batchSeq: bigint): Promise<void>
  /** This server has rolled up all it wrote and leaves. */
  endProgress(batchSeq: bigint): Promise<void>
  /** Everything up to this batch was repaired: so far, less a margin, is the progress of every other server. Returns how far. */
  settleProgress(batchSeq: bigint): Promise<bigint>
  /** Other servers whose progress is still there have left, or never came back. Absent: all others are gone. */
  forgetServers(settled?: bigint): Promise<void>
  /** Batches after `batchSeq`, oldest first. */
  batchesAfter(batchSeq: bigint): Promise<readonly BatchRange[]>
  /** The view that fills `facts` is not atomic with `spans`: adds what is missing. */
  fillFacts(range: BatchRange): Promise<void>
  tracesTouched(range: BatchRange): Promise<readonly { projectId: string; traceId: string }[]>
}

/** Each server keeps its own progress while it runs; the plain one is of those that left. */
/** Of a span into its fact. */
const COPIED = rawSql(`${FACT_COLUMNS}, metadata`)
const PROGRESS = 'rollup'
const OF_SERVERS = `${PROGRESS}:`
/** In numbers of batches, which are near milliseconds: clocks of servers may differ so much, and what is being written is younger. */
const MARGIN = 60_000n

export function createRepair(connection: Connection, writer: string): Repair {
  const write = (name: string, batchSeq: bigint) =>
    connection.run(sql`INSERT INTO progress (name, batch_seq) VALUES (${name}, ${batchSeq})`)
  const mine = OF_SERVERS + writer
  const one = async (query: string) => BigInt((await connection.rows<{ value: string }>(query))[0]?.value ?? 0)
  return {
    async sequences() {
      const batchSeq = await one(`SELECT greatest((SELECT max(batch_seq) FROM spans), (SELECT max(batch_seq) FROM logs),
        (SELECT max(batch_seq) FROM progress)) AS value`)
      return { batchSeq, sessionVersion: await one('SELECT max(version) AS value FROM sessions') }
    },
    async readProgress() {
      const of = (names: string) => `FROM (SELECT name, max(batch_seq) AS seq FROM progress WHERE ${names} GROUP BY name)`
      const servers = await one(`SELECT min(seq) AS value ${of(`startsWith(name, '${OF_SERVERS}')`)}`)
      return servers > 0n ? servers : one(`SELECT max(seq) AS value ${of(`name = '${PROGRESS}'`)}`)
    },
    writeProgress: (batchSeq) => write(mine, batchSeq),
    async endProgress(batchSeq) {
      await write(PROGRESS, batchSeq)
      await connection.run(sql`DELETE FROM progress WHERE name = ${mine}`)
    },
    async settleProgress(batchSeq) {
      const settled = batchSeq > MARGIN ? batchSeq - MARGIN : 0n
      await connection.run(sql`INSERT INTO progress (name, batch_seq) SELECT DISTINCT name, toUInt64(${settled}) FROM progress
        WHERE startsWith(name, ${OF_SERVERS}) AND name != ${mine}`)
      return settled
    },
    async forgetServers(settled) {
      const at = settled === undefined ? rawSql('1') : sql`max(batch_seq) = ${settled}`
      const gone = await connection.rows<{ name: string }>(sql`SELECT name FROM progress
        WHERE startsWith(name, ${OF_SERVERS}) AND name != ${mine} GROUP BY name HAVING ${at}`)
      const names = gone.map(({ name }) => name)
      if (names.length > 0) await connection.run(sql`DELETE FROM progress WHERE name IN ${names}`)
    },
    async batchesAfter(batchSeq) {
      const rows = await connection.rows<{ seq: string; spans: string }>(
        sql`SELECT batch_seq AS seq, count() AS spans FROM spans WHERE batch_seq > ${batchSeq} GROUP BY batch_seq ORDER BY batch_seq`,
      )
      return rows.map(({ seq, spans }) => ({ from: BigInt(seq), to: BigInt(seq), spanCount: Number(spans) }))
    },
    fillFacts: ({ from, to }) =>
      connection.run(sql`INSERT INTO facts (${COPIED}) SELECT ${COPIED} FROM spans
        WHERE batch_seq BETWEEN ${from} AND ${to} AND (project_id, trace_id, span_id, batch_seq) NOT IN (
          SELECT project_id, trace_id, span_id, batch_seq FROM facts WHERE batch_seq BETWEEN ${from} AND ${to})`),
    tracesTouched: ({ from, to }) =>
      connection.rows(sql`SELECT DISTINCT project_id AS projectId, trace_id AS traceId FROM spans
        WHERE batch_seq BETWEEN ${from} AND ${to} ORDER BY projectId, traceId`),
  }
}
