import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../base/errors.ts'
import { quietLog, startTestEngine, type TestEngine } from '../engine/test-engine.ts'
import type { AnyValue } from '../model/any-value.ts'
import { DEFAULT_SETTINGS, type ProjectSettings } from '../model/project-settings.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { isPayloadKey, measureCompleteness, readSpan } from '../normalize/normalize.ts'
import { connect, type Connection } from '../store/connect.ts'
import { closeSpanRow, openStore, spanRowWriter, type Store } from '../store/store.ts'
import { readTotals, recount } from './example-recount.ts'
import { deliveries, spanIn, workloads } from './example-workload.ts'
import { openIngest, type Ingest } from './ingest.ts'

const TICKETS: ProjectSettings = { ...DEFAULT_SETTINGS, sessionKeys: ['app.ticket'] }

let test: TestEngine
let store: Store
let connection: Connection
let ingest: Ingest

beforeAll(async () => {
  test = await startTestEngine()
  store = await openStore({ socketPath: test.engine.socketPath })
  connection = connect({ socketPath: test.engine.socketPath })
  ingest = await openReady(store)
})

afterAll(async () => {
  await ingest?.close()
  await connection?.close()
  await store?.close()
  await test?.close()
})

async function openReady(over: Store): Promise<Ingest> {
  const opened = openIngest({ store: over, log: quietLog, maxQueueBytes: 64 << 20 })
  await opened.recover()
  return opened
}

const newProject = async () => (await store.control.projects.create('read again')).id
const send = (projectId: string, spans: readonly RawSpan[]) => ingest.sink.acceptSpans(projectId, spans, spans.length * 1_000)

async function atEnd(projectId: string, of: Ingest = ingest) {
  while (of.renormalization(projectId).state === 'running') await sleep(10)
  return of.renormalization(projectId)
}

async function renormalize(projectId: string) {
  expect(await ingest.renormalize(projectId)).toMatchObject({ state: 'running' })
  return atEnd(projectId)
}

async function expectRecount(projectId: string, spans: readonly RawSpan[], settings: ProjectSettings): Promise<void> {
  await ingest.whenRolledUp()
  expect(await readTotals(connection, projectId)).toEqual(recount(projectId, spans, settings))
}

/** The same spans; every third one also knows of a ticket. */
const withTickets = (spans: readonly RawSpan[]): RawSpan[] =>
  spans.map((span, index) => {
    const ticket: [string, AnyValue][] = index % 3 === 0 ? [['app.ticket', `T-${index % 4}`]] : []
    return { ...span, attributes: new Map<string, AnyValue>([...span.attributes, ...ticket]) }
  })

/** More spans than one chunk holds, and traces that are spread over several. */
const manySpans = (): RawSpan[] =>
  Array.from({ length: 2_200 }, (_, index) =>
    spanIn(index % 40, Math.floor(index / 40), {
      attributes: new Map<string, AnyValue>([
        ['session.id', `old-${index % 5}`],
        ['app.ticket', `T-${index % 7}`],
        ['gen_ai.usage.input_tokens', BigInt(index)],
      ]),
    }),
  )

async function sendMany(projectId: string): Promise<RawSpan[]> {
  const spans = manySpans()
  for (let start = 0; start < spans.length; start += 900) await send(projectId, spans.slice(start, start + 900))
  await ingest.whenRolledUp()
  return spans
}

describe('reading stored spans again', () => {
  it('moves old traces into the sessions that new settings name', async () => {
    const projectId = await newProject()
    const spans = await sendMany(projectId)
    await store.control.projects.changeSettings(projectId, TICKETS)
    expect(await renormalize(projectId)).toMatchObject({ state: 'done', readSpans: 2_200, totalSpans: 2_200, changedSpans: 2_200 })
    await expectRecount(projectId, spans, TICKETS)
    expect([...(await readTotals(connection, projectId)).sessions.keys()].every((id) => id.startsWith('T-'))).toBe(true)
    await store.control.projects.changeSettings(projectId, DEFAULT_SETTINGS)
    await renormalize(projectId)
    await expectRecount(projectId, spans, DEFAULT_SETTINGS)
  })

  it('writes no span when nothing is read differently', async () => {
    const projectId = await newProject()
    const spans = [...(fc.sample(workloads, 1)[0] ?? []), spanIn(9, 1, { startTimeUnixNano: 0n, endTimeUnixNano: 0n })]
    await send(projectId, spans)
    await ingest.whenRolledUp()
    const before = await readTotals(connection, projectId)
    expect(await renormalize(projectId)).toMatchObject({ state: 'done', changedSpans: 0 })
    expect(await readTotals(connection, projectId)).toEqual(before)
  })

  it('equals a recount, whatever the order, repetition and batching, also of what comes meanwhile', async () => {
    const runs = workloads.chain((spans) => {
      const told = withTickets(spans)
      return fc.tuple(fc.constant(told), deliveries(told), fc.nat({ max: 20 }), fc.boolean())
    })
    await fc.assert(
      fc.asyncProperty(runs, async ([spans, batches, share, isInferring]) => {
        const projectId = await newProject()
        const before = Math.floor((batches.length * share) / 20)
        for (const batch of batches.slice(0, before)) await send(projectId, batch)
        const settings = { ...TICKETS, isInferringSessions: isInferring }
        const sending = Promise.all(batches.slice(before).map((batch) => send(projectId, batch)))
        await store.control.projects.changeSettings(projectId, settings)
        await ingest.renormalize(projectId)
        await Promise.all([sending, atEnd(projectId)])
        await expectRecount(projectId, spans, settings)
      }),
      { numRuns: 10 },
    )
  })

  it('begins again when settings change meanwhile', async () => {
    const projectId = await newProject()
    const spans = await sendMany(projectId)
    await ingest.renormalize(projectId)
    while (ingest.renormalization(projectId).readSpans === 0) await sleep(1)
    await store.control.projects.changeSettings(projectId, TICKETS)
    expect(await atEnd(projectId)).toMatchObject({ state: 'done', readSpans: 2_200 })
    await expectRecount(projectId, spans, TICKETS)
  })

  it('is one run, however often it is asked for', async () => {
    const projectId = await newProject()
    await sendMany(projectId)
    const [first, second] = await Promise.all([ingest.renormalize(projectId), ingest.renormalize(projectId)])
    expect(second.startedAtMs).toBe(first.startedAtMs)
    expect(await atEnd(projectId)).toMatchObject({ readSpans: 2_200 })
    expect(ingest.renormalization(await newProject())).toMatchObject({ state: 'idle' })
  })

  it('puts a span in its place that was stored before its place was known', async () => {
    const projectId = await newProject()
    const real = spanIn(1, 1, { attributes: new Map([['session.id', 's']]) })
    const announced = spanIn(1, 2, {
      parentSpanId: real.spanId,
      attributes: new Map([
        ['logfire.span_type', 'pending_span'],
        ['logfire.pending_parent_id', '0000000000000000'],
      ]),
    })
    await send(projectId, [real])
    const row = { projectId, raw: announced, reading: readSpan(announced), completeness: measureCompleteness(announced) }
    await store.writes.insertSpans([closeSpanRow(spanRowWriter(isPayloadKey)({ ...row, receivedMs: 1_790_000_000_000 }), 1n)])
    for (const changedSpans of [1, 0]) {
      expect(await renormalize(projectId)).toMatchObject({ state: 'done', changedSpans })
      expect([...(await readTotals(connection, projectId)).traces.values()]).toMatchObject([{ spanCount: 1, sessionId: 's' }])
    }
  })
})

describe('a crash while spans are read again', () => {
  it('of the server between any two writes costs nothing: the next start goes on', async () => {
    for (const failAt of [1, 3, 5, 9]) {
      const projectId = await newProject()
      const spans = await sendMany(projectId)
      await store.control.projects.changeSettings(projectId, TICKETS)
      await ingest.close()
      const failing = failingStore(failAt)
      const dying = await openReady(failing.store)
      failing.arm()
      await dying.renormalize(projectId)
      while (dying.renormalization(projectId).state === 'running' && !failing.hasFailed()) await sleep(5)
      await dying.close()
      ingest = await openReady(store)
      const left = await atEnd(projectId)
      expect(left).toMatchObject({ state: 'done', totalSpans: 2_200 })
      await expectRecount(projectId, spans, TICKETS)
    }
  })

  it('of the engine at any moment loses nothing, and the run goes on by itself', async () => {
    const stopListening = test.engine.onReady(() => void ingest.recover())
    for (let round = 0; round < 3; round += 1) {
      const projectId = await newProject()
      const spans = await sendMany(projectId)
      await store.control.projects.changeSettings(projectId, TICKETS)
      await ingest.renormalize(projectId)
      await sleep(round * 60)
      const killed = test.engine.pid!
      process.kill(killed, 'SIGKILL')
      while (test.engine.pid === killed || !test.engine.isReady()) await sleep(20)
      expect(await atEnd(projectId)).toMatchObject({ state: 'done' })
      await expectRecount(projectId, spans, TICKETS)
    }
    stopListening()
  })

  /** A store whose writes, once armed, fail for good after some have succeeded. */
  function failingStore(failAt: number): { store: Store; arm(): void; hasFailed(): boolean } {
    let writesLeft = Infinity
    const orFail = async (write: () => Promise<void>) => {
      writesLeft -= 1
      if (writesLeft < 0) throw new AppError('unavailable', 'store_unavailable', 'gone', { retryAfterSeconds: 1 })
      await write()
    }
    const { reread, writes } = store
    return {
      arm: () => (writesLeft = failAt),
      hasFailed: () => writesLeft < 0,
      store: {
        ...store,
        reread: { ...reread, writeProgress: (run, seq) => orFail(() => reread.writeProgress(run, seq)) },
        writes: {
          ...writes,
          insertSpans: (rows) => orFail(() => writes.insertSpans(rows)),
          insertTraces: (traces) => orFail(() => writes.insertTraces(traces)),
          insertSessions: (changes, version) => orFail(() => writes.insertSessions(changes, version)),
        },
      },
    }
  }
})
