import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../base/errors.ts'
import { quietLog, startTestEngine, type TestEngine } from '../engine/test-engine.ts'
import type { AnyValue } from '../model/any-value.ts'
import type { RawLogRecord, RawSpan } from '../model/raw-span.ts'
import { spanOfLog } from '../normalize/normalize.ts'
import { connect, type Connection } from '../store/connect.ts'
import { openStore, type Store } from '../store/store.ts'
import { readTotals, recount } from './example-recount.ts'
import { deliveries, spanIn } from './example-workload.ts'
import { openIngest, type Ingest } from './ingest.ts'

let test: TestEngine
let store: Store
let connection: Connection
let ingest: Ingest
let projects = 0
const newProject = () => `logs-${(projects += 1)}`

beforeAll(async () => {
  test = await startTestEngine()
  store = await openStore({ socketPath: test.engine.socketPath })
  connection = connect({ socketPath: test.engine.socketPath })
  ingest = openIngest({ store, log: quietLog, maxQueueBytes: 64 << 20 })
  await ingest.recover()
})

afterAll(async () => {
  await ingest?.close()
  await connection?.close()
  await store?.close()
  await test?.close()
})

const START = 1_790_000_000_000_000_000n

function record(second: number, eventName: string, attributes: Record<string, AnyValue>, rest: Partial<RawLogRecord> = {}): RawLogRecord {
  const { resource, scope } = spanIn(0, 0)
  return {
    traceId: '',
    spanId: '',
    timeUnixNano: START + BigInt(second) * 1_000_000_000n,
    observedTimeUnixNano: 0n,
    severityNumber: 9,
    severityText: 'INFO',
    eventName,
    body: undefined,
    attributes: new Map(Object.entries(attributes)),
    droppedAttributesCount: 0,
    flags: 0,
    resource,
    scope,
    ...rest,
  }
}

/** A span that says nothing of itself, what its log records say of it, and a coding agent's session told by records alone. */
function mixedWork(): { spans: RawSpan[]; records: RawLogRecord[] } {
  const spans = [spanIn(0, 0), spanIn(0, 1, { parentSpanId: spanIn(0, 0).spanId, statusCode: 2 })]
  const inSpan = { traceId: spans[1]!.traceId, spanId: spans[1]!.spanId }
  const agent = { 'session.id': 'coding', 'prompt.id': 'p1' }
  const records = [
    record(1, 'gen_ai.user.message', {}, { ...inSpan, body: new Map([['content', 'Hello?']]) }),
    record(2, '', { 'session.id': 'chat', 'user.id': 'u' }, inSpan),
    record(3, '', { 'exception.type': 'ValueError', 'exception.message': 'boom' }, inSpan),
    record(4, 'just.a.line', {}),
    record(5, 'claude_code.user_prompt', { ...agent, prompt: 'Fix it' }),
    record(6, 'claude_code.api_request', {
      ...agent,
      model: 'm',
      input_tokens: '80',
      output_tokens: '25',
      cost_usd: 0.5,
      duration_ms: '40',
    }),
    record(7, 'claude_code.tool_result', { ...agent, tool_name: 'Bash', success: 'false', error: 'exit 1' }),
    record(8, 'claude_code.user_prompt', { ...agent, 'prompt.id': 'p2', prompt: 'And this' }),
  ]
  return { spans, records }
}

type Parcel = readonly RawSpan[] | readonly RawLogRecord[]

const isLogs = (parcel: Parcel): parcel is readonly RawLogRecord[] => parcel[0] !== undefined && 'observedTimeUnixNano' in parcel[0]

function send(into: Ingest, projectId: string, parcel: Parcel): Promise<void> {
  return isLogs(parcel) ? into.sink.acceptLogs(projectId, parcel, 1_000) : into.sink.acceptSpans(projectId, parcel, 1_000)
}

async function expectRecount(projectId: string): Promise<void> {
  const { spans, records } = mixedWork()
  const told = records.flatMap((each) => spanOfLog(each) ?? [])
  await ingest.whenRolledUp()
  expect(await readTotals(connection, projectId)).toEqual(recount(projectId, [...spans, ...told]))
}

/** Every record and span in a parcel of its own, in any order, some of them twice. */
function parcels(): readonly Parcel[] {
  const { spans, records } = mixedWork()
  const [order] = fc.sample(
    fc.shuffledSubarray([...spans, ...records, ...records.slice(0, 4), spans[0]!], { minLength: spans.length + records.length + 5 }),
    1,
  )
  return order!.map((each) => [each] as unknown as Parcel)
}

describe('log records', () => {
  it('become sessions, traces and words of their spans, whatever comes first and how often', async () => {
    for (let round = 0; round < 4; round += 1) {
      const projectId = newProject()
      for (const parcel of parcels()) {
        await send(ingest, projectId, parcel)
        if (round % 2 === 0) await ingest.whenRolledUp()
      }
      await expectRecount(projectId)
      const { sessions, traces } = await readTotals(connection, projectId)
      expect([...sessions.keys()].sort()).toEqual(['chat', 'coding'])
      expect(sessions.get('coding')).toMatchObject({
        traceCount: 2,
        errorCount: 1,
        promptTokens: 80,
        costNanoUsd: 500_000_000,
        spanCount: 4,
      })
      expect(traces.get(spanIn(0, 0).traceId)).toMatchObject({ input: 'Hello?', userId: 'u', spanCount: 2, errorCount: 1 })
    }
  })

  it('are kept as they are, whatever else is made of them', async () => {
    const projectId = newProject()
    for (const parcel of parcels()) await send(ingest, projectId, parcel)
    const rows = await connection.rows(`SELECT event_name FROM logs FINAL WHERE project_id = '${projectId}'`)
    expect(rows).toHaveLength(mixedWork().records.length)
  })

  it('of a trace without a span are a trace', async () => {
    const projectId = newProject()
    const { records } = mixedWork()
    await send(ingest, projectId, records.slice(0, 2))
    await ingest.whenRolledUp()
    const { sessions, traces } = await readTotals(connection, projectId)
    expect([...traces.values()]).toMatchObject([{ spanCount: 0, sessionId: 'chat', input: 'Hello?', isUnfinished: false }])
    expect(sessions.get('chat')).toMatchObject({ traceCount: 1, errorCount: 0 })
  })

  it('go with their trace when it is deleted', async () => {
    const projectId = newProject()
    for (const parcel of parcels()) await send(ingest, projectId, parcel)
    await ingest.whenRolledUp()
    expect(await ingest.deleteSession(projectId, 'coding')).toBe(2)
    const { sessions } = await readTotals(connection, projectId)
    expect([...sessions.keys()]).toEqual(['chat'])
  })
})

describe('a crash', () => {
  it('of the engine at any moment loses no acknowledged record, and every row equals a recount afterwards', async () => {
    const stopListening = test.engine.onReady(() => void ingest.recover())
    for (let round = 0; round < 2; round += 1) {
      const projectId = newProject()
      const sending = Promise.all(parcels().map((parcel) => sendUntilAccepted(projectId, parcel)))
      await sleep(round * 15)
      const killed = test.engine.pid!
      process.kill(killed, 'SIGKILL')
      await sending
      while (test.engine.pid === killed || !test.engine.isReady()) await sleep(20)
      await expectRecount(projectId)
    }
    stopListening()
  })

  it('of the server between any two writes is repaired by the next start', async () => {
    for (let failAt = 0; failAt < 4; failAt += 1) {
      const projectId = newProject()
      const dying = openIngest({ store: failingStore(failAt), log: quietLog, maxQueueBytes: 64 << 20 })
      await dying.recover()
      const sent: Promise<unknown>[] = []
      for (const parcel of parcels()) {
        sent.push(send(dying, projectId, parcel).catch(() => undefined))
        // What comes while this store is repaired waits for that, which never succeeds.
        await Promise.race([sent.at(-1), sleep(20)])
      }
      await dying.close()
      await Promise.all(sent)
      await ingest.recover()
      for (const parcel of parcels()) await send(ingest, projectId, parcel)
      await expectRecount(projectId)
    }
  })

  /** A store that for good refuses every kind of row after some have been written. */
  function failingStore(failAt: number): Store {
    let writes = 0
    const orFail = async (write: () => Promise<void>) => {
      writes += 1
      if (writes > failAt * 3) throw new AppError('unavailable', 'store_unavailable', 'gone', { retryAfterSeconds: 1 })
      await write()
    }
    return {
      ...store,
      writes: {
        ...store.writes,
        insertSpans: (rows) => orFail(() => store.writes.insertSpans(rows)),
        insertLogs: (rows) => orFail(() => store.writes.insertLogs(rows)),
        insertTraces: (traces) => orFail(() => store.writes.insertTraces(traces)),
        insertSessions: (changes, version) => orFail(() => store.writes.insertSessions(changes, version)),
      },
    }
  }

  async function sendUntilAccepted(projectId: string, parcel: Parcel): Promise<void> {
    for (;;) {
      try {
        await send(ingest, projectId, parcel)
        return
      } catch (error) {
        expect(error).toMatchObject({ kind: 'unavailable', retryAfterSeconds: expect.any(Number) })
        await sleep(20)
      }
    }
  }
})

it('a span announced under another id is that span, counted once, in any order', async () => {
  const real = spanIn(5, 1, { parentSpanId: spanIn(5, 0).spanId })
  const announced: RawSpan = {
    ...spanIn(5, 9, { parentSpanId: real.spanId }),
    attributes: new Map([
      ['logfire.span_type', 'pending_span'],
      ['logfire.pending_parent_id', spanIn(5, 0).spanId],
      ['session.id', 's'],
    ]),
  }
  const all = [spanIn(5, 0, { attributes: new Map([['session.id', 's']]) }), real, announced]
  const [batches] = fc.sample(deliveries(all), 1) as [readonly (readonly RawSpan[])[]]
  for (const order of [batches, all.map((span) => [span]), all.toReversed().map((span) => [span])]) {
    const projectId = newProject()
    for (const batch of order) await send(ingest, projectId, batch)
    await ingest.whenRolledUp()
    const { traces } = await readTotals(connection, projectId)
    expect([...traces.values()]).toMatchObject([{ spanCount: 2, isUnfinished: false, sessionId: 's' }])
  }
})
