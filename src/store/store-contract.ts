import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldSession, foldTrace } from '../rollup/rollup.ts'
import { connect, type Connection, type ConnectOptions } from './connect.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { rawSpans } from './example-spans.ts'
import { readings } from './example-readings.ts'
import { closeLogRow, writeLogRow } from './log-row.ts'
import { readSession, SESSION_COLUMNS, type SessionRow } from './session-row.ts'
import { closeSpanRow, factAt, RAW_SPAN_COLUMNS, readRawSpan, spanRowWriter, type RawSpanRow } from './span-row.ts'
import { isBadRow } from './store-failure.ts'
import { openStore, type Store } from './store.ts'

/** What the store promises, whatever engine answers. `open` gives the way to an engine on which a database may be made. */
export function testStore(open: () => Promise<{ connect: ConnectOptions; close(): Promise<void> }>): void {
  let engine: Awaited<ReturnType<typeof open>>
  let options: ConnectOptions
  let store: Store
  let connection: Connection
  const write = spanRowWriter((key) => key.length % 2 === 0)
  let seq = 1_700_000_000_000n

  beforeAll(async () => {
    engine = await open()
    options = { ...engine.connect, database: `sojourn_test_${randomUUID().replaceAll('-', '')}` }
    store = await openStore(options)
    connection = connect(options)
  })

  afterAll(async () => {
    await connection?.run(`DROP DATABASE ${options.database}`)
    await connection?.close()
    await store?.close()
    await engine?.close()
  })

  /** Each run of a property writes into a project of its own. */
  const spanLists = fc.uniqueArray(fc.record({ raw: rawSpans, reading: readings, completeness: fc.integer({ min: 0, max: 65535 }) }), {
    selector: ({ raw }) => raw.traceId + raw.spanId,
    minLength: 1,
    maxLength: 30,
  })
  const writeAll = async (list: typeof spanLists extends fc.Arbitrary<infer List> ? List : never) => {
    const batchSeq = (seq += 1n)
    const projectId = `p${batchSeq}`
    const rows = list.map((span) => write({ ...span, projectId, receivedMs: 1_790_000_000_123 }))
    await store.writes.insertSpans(rows.map((row) => closeSpanRow(row, batchSeq)))
    return { batchSeq, projectId, rows }
  }

  describe('spans', () => {
    it('come back as they were sent, with the facts that folding uses', async () => {
      await fc.assert(
        fc.asyncProperty(spanLists, async (list) => {
          const { batchSeq, projectId, rows: written } = await writeAll(list)
          const rows = await connection.rows<RawSpanRow>(`SELECT ${RAW_SPAN_COLUMNS} FROM spans WHERE batch_seq = ${batchSeq}`)
          const read = new Map(rows.map((row) => [row.trace_id + row.span_id, readRawSpan(row)]))
          const ids = list.map(({ raw }) => raw.traceId)
          const facts = new Map<string, unknown>()
          for await (const fact of store.foldReads.facts(projectId, ids)) facts.set(fact.traceId + fact.spanId, fact)
          list.forEach(({ raw }, index) => {
            expect(read.get(raw.traceId + raw.spanId)).toStrictEqual(raw)
            expect(facts.get(raw.traceId + raw.spanId)).toStrictEqual(factAt(written[index]!, batchSeq))
          })
        }),
        { numRuns: 25 },
      )
    })

    it('are refused as a whole when one row cannot be read, and the error says it is the row', async () => {
      const batchSeq = (seq += 1n)
      const [good] = fc.sample(spanLists, 1)[0]!
      const row = write({ ...good!, projectId: 'p', receivedMs: 1 })
      const bad = closeSpanRow(row, batchSeq).subarray(0, -1)
      const error = await store.writes.insertSpans([closeSpanRow(row, batchSeq), bad]).catch((reason: unknown) => reason)
      expect(isBadRow(error)).toBe(true)
      expect(await connection.rows(`SELECT 1 FROM spans WHERE batch_seq = ${batchSeq}`)).toEqual([])
    })

    it('may be larger than any buffer on the way', async () => {
      const [first] = fc.sample(spanLists, 1)[0]!
      const raw = { ...first!.raw, attributes: new Map([['long', '"\\\u0001x'.repeat(3_000_000)]]) }
      const { batchSeq } = await writeAll([{ ...first!, raw }])
      const rows = await connection.rows<RawSpanRow>(`SELECT ${RAW_SPAN_COLUMNS} FROM spans WHERE batch_seq = ${batchSeq}`)
      expect(readRawSpan(rows[0]!).attributes.get('long')).toBe(raw.attributes.get('long'))
    })
  })

  describe('folds', () => {
    it('come back as they were written', async () => {
      await fc.assert(
        fc.asyncProperty(spanLists, fc.uuid(), async (list, sessionId) => {
          const { batchSeq, projectId, rows: written } = await writeAll(list)
          const traces = written.map((row) => ({ ...foldTrace([factAt(row, batchSeq)]), sessionId }))
          const session = foldSession(traces)!
          await store.writes.insertTraces(traces)
          await store.writes.insertSessions([{ projectId, sessionId, session }], batchSeq)
          const read = await store.foldReads.tracesOfSessions(projectId, [sessionId])
          const byId = (list: typeof traces) => new Map(list.map((trace) => [trace.traceId, trace]))
          expect(byId([...read])).toStrictEqual(byId(traces))
          const rows = await connection.rows<SessionRow>(
            `SELECT ${SESSION_COLUMNS} FROM sessions FINAL WHERE project_id = '${projectId}' AND session_id = '${sessionId}'`,
          )
          expect(rows.map(readSession)).toStrictEqual([session])
        }),
        { numRuns: 15 },
      )
    })

    it('of a session that is no more leave the list', async () => {
      await store.writes.insertSessions([{ projectId: 'gone', sessionId: 's', session: undefined }], (seq += 1n))
      expect(await connection.rows(`SELECT 1 FROM sessions FINAL WHERE project_id = 'gone'`)).toEqual([])
    })
  })

  describe('logs', () => {
    it('sent twice are kept once', async () => {
      const [raw] = fc.sample(rawSpans, 1) as [RawSpan]
      const log = {
        traceId: raw.traceId,
        spanId: raw.spanId,
        timeUnixNano: 5n,
        observedTimeUnixNano: 6n,
        severityNumber: 9,
        severityText: 'INFO',
        eventName: 'e',
        body: new Map([['k', 1n]]),
        attributes: raw.attributes,
        droppedAttributesCount: 0,
        flags: 0,
        resource: raw.resource,
        scope: raw.scope,
      }
      for (const receivedMs of [1_790_000_000_000, 1_790_000_001_000]) {
        await store.writes.insertLogs([closeLogRow(writeLogRow('logs', log, receivedMs), (seq += 1n))])
      }
      expect(await connection.rows(`SELECT 1 AS one FROM logs FINAL WHERE project_id = 'logs'`)).toEqual([{ one: 1 }])
    })
  })

  describe('opening', () => {
    it('again changes nothing', async () => {
      const before = await connection.rows('SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name')
      await (await openStore(options)).close()
      expect(await connection.rows('SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name')).toEqual(before)
    })

    it('what a newer version wrote is refused', async () => {
      await connection.run(`INSERT INTO migrations (name) VALUES ('9999-future')`)
      await expect(openStore(options)).rejects.toMatchObject({ kind: 'conflict', code: 'store_is_newer' })
      await connection.run(`DELETE FROM migrations WHERE name = '9999-future'`)
    })

    it('an engine that is not there is unavailable, with a time to try again', async () => {
      const nowhere = { url: 'http://127.0.0.1:1', database: 'x' }
      await expect(openStore(nowhere)).rejects.toMatchObject({ kind: 'unavailable', retryAfterSeconds: 2 })
    })
  })
}
