import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleFilterSpans } from '../api/example-filter-spans.ts'
import { quietLog, startTestEngine } from '../engine/test-engine.ts'
import { connect, type Connection } from '../store/connect.ts'
import { openStore, type Store } from '../store/store.ts'
import { openIngest } from './ingest.ts'

let engine: Awaited<ReturnType<typeof startTestEngine>>
let connection: Connection
beforeAll(async () => {
  engine = await startTestEngine()
  connection = connect({ socketPath: engine.engine.socketPath })
})
afterAll(async () => {
  await connection?.close()
  await engine?.close()
})

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ socketPath: engine.engine.socketPath })
  const ingest = openIngest({ store, log: quietLog, maxQueueBytes: 64 << 20 })
  await ingest.recover()
  const spans = exampleFilterSpans(2)
  if ((await readRows(store)).traces.length === 0) await ingest.sink.acceptSpans('default', spans, spans.length * 1000)
  await ingest.whenRolledUp()
  const result = await work(store)
  await ingest.close()
  await store.close()
  return result
}

async function readRows(store: Store) {
  const filter = { projectId: 'default', conditions: [], window: { fromUnixNano: undefined, toUnixNano: undefined }, asOfUnixNano: 0n }
  const all = { sort: 'id', isDescending: false, after: undefined, limit: 10_000 } as const
  return { sessions: (await store.reads.findSessions(filter, all)).sessions, traces: (await store.reads.findTraces(filter, all)).traces }
}

it('a store of a version that knew fewer columns has the same rows after its next start', async () => {
  const before = await withStore(readRows)
  expect(before.traces.length).toBeGreaterThan(100)
  const added = {
    traces: ['kinds', 'requested_models', 'providers', 'finish_reasons', 'ttft_ns', 'error_types', 'error_messages', 'span_ids', 'settled'],
    sessions: ['p50_ns', 'p95_ns', 'requested_models', 'providers', 'services', 'environments'],
  }
  for (const [table, columns] of Object.entries(added)) {
    await connection.run(`ALTER TABLE ${table} ${columns.map((column) => `DROP COLUMN ${column}`).join(', ')}`)
  }
  await connection.run(`DELETE FROM migrations WHERE name >= '0004'`)
  const after = await withStore(readRows)
  expect(after).toEqual(before)
})
