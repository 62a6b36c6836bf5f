import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../base/errors.ts'
import { quietLog, startTestEngine, type TestEngine } from '../engine/test-engine.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { connect, type Connection } from '../store/connect.ts'
import { openStore, type Store } from '../store/store.ts'
import { readTotals, recount } from './example-recount.ts'
import { deliveries, spanIn, workloads } from './example-workload.ts'
import { openIngest, type Ingest } from './ingest.ts'

let test: TestEngine
let store: Store
let connection: Connection
let ingest: Ingest
let projects = 0
const newProject = () => `project-${(projects += 1)}`

beforeAll(async () => {
  test = await startTestEngine()
  store = await openStore({ socketPath: test.engine.socketPath })
  connection = connect({ socketPath: test.engine.socketPath })
  ingest = await openReady()
})

afterAll(async () => {
  await ingest?.close()
  await connection?.close()
  await store?.close()
  await test?.close()
})

async function openReady(): Promise<Ingest> {
  const opened = openIngest({ store, log: quietLog, maxQueueBytes: 64 << 20 })
  await opened.recover()
  return opened
}

const send = (projectId: string, spans: readonly RawSpan[]) => ingest.sink.acceptSpans(projectId, spans, spans.length * 1_000)

async function expectRecount(projectId: string, spans: readonly RawSpan[]): Promise<void> {
  await ingest.whenRolledUp()
  expect(await readTotals(connection, projectId)).toEqual(recount(projectId, spans))
}

describe('rows of traces and sessions', () => {
  it('equal a recount of the spans, whatever the order, repetition and batching', async () => {
    const runs = workloads.chain((spans) => fc.tuple(fc.constant(spans), deliveries(spans), fc.boolean()))
    await fc.assert(
      fc.asyncProperty(runs, async ([spans, batches, isPatient]) => {
        const projectId = newProject()
        for (const batch of batches) {
          await send(projectId, batch)
          if (isPatient) await ingest.whenRolledUp()
        }
        await expectRecount(projectId, spans)
      }),
      { numRuns: 12 },
    )
  })

  it('equal a recount when all requests come at once', async () => {
    const [spans] = fc.sample(workloads, 1) as [readonly RawSpan[]]
    const [batches] = fc.sample(deliveries(spans), 1) as [readonly (readonly RawSpan[])[]]
    const projectId = newProject()
    await Promise.all(batches.map((batch) => send(projectId, batch)))
    await expectRecount(projectId, spans)
  })

  it('follow a trace that learns of a better session id, and leave none behind', async () => {
    const projectId = newProject()
    const late = spanIn(1, 2, { attributes: new Map([['session.id', 'real']]) })
    const spans = [spanIn(1, 1, { attributes: new Map([['gen_ai.conversation.id', 'weak']]) }), late]
    await send(projectId, spans.slice(0, 1))
    await ingest.whenRolledUp()
    expect([...(await readTotals(connection, projectId)).sessions.keys()]).toEqual(['weak'])
    await send(projectId, [late])
    await expectRecount(projectId, spans)
    expect([...(await readTotals(connection, projectId)).sessions.keys()]).toEqual(['real'])
  })

  it('know nothing of the same ids in another project', async () => {
    const [one, other] = [newProject(), newProject()]
    const spans = [spanIn(1, 1, { attributes: new Map([['session.id', 's']]) })]
    await send(one, spans)
    await send(other, [...spans, spanIn(1, 2)])
    await expectRecount(one, spans)
    await expectRecount(other, [...spans, spanIn(1, 2)])
  })
})

describe('deletion', () => {
  const spans = [0, 1, 2].flatMap((trace) =>
    [0, 1].map((span) => spanIn(trace, span, { attributes: new Map([['session.id', trace < 2 ? 's' : 't']]) })),
  )
  const outside = (trace: number) => spans.filter((span) => span.traceId !== spanIn(trace, 0).traceId)

  it('of a trace leaves its session as if it had never been, until it is sent again', async () => {
    const projectId = newProject()
    await send(projectId, spans)
    expect(await ingest.deleteTrace(projectId, spanIn(0, 0).traceId)).toBe(1)
    await expectRecount(projectId, outside(0))
    expect(await connection.rows(`SELECT 1 FROM spans WHERE project_id = '${projectId}' AND trace_id = '${spanIn(0, 0).traceId}'`)).toEqual(
      [],
    )
    await send(projectId, spans)
    await expectRecount(projectId, spans)
  })

  it('of a session takes all its traces and nothing else', async () => {
    const projectId = newProject()
    await send(projectId, spans)
    expect(await ingest.deleteSession(projectId, 's')).toBe(2)
    await expectRecount(projectId, spans.slice(4))
    expect(await connection.rows(`SELECT 1 FROM sessions WHERE project_id = '${projectId}' AND session_id = 's'`)).toEqual([])
    await send(projectId, spans)
    await expectRecount(projectId, spans)
  })

  it('of a project takes everything in it and nothing else', async () => {
    const [gone, kept] = [newProject(), newProject()]
    await send(gone, spans)
    await send(kept, spans)
    await ingest.deleteProject(gone)
    await expectRecount(gone, [])
    await expectRecount(kept, spans)
  })

  it('of what is not there says so', async () => {
    expect(await ingest.deleteTrace(newProject(), 'a'.repeat(32))).toBe(0)
    expect(await ingest.deleteSession(newProject(), 'none')).toBe(0)
  })
})

describe('a crash', () => {
  it('of the engine at any moment loses nothing that was acknowledged, and every row equals a recount afterwards', async () => {
    const stopListening = test.engine.onReady(() => void ingest.recover())
    for (let round = 0; round < 5; round += 1) {
      const projectId = newProject()
      const [spans] = fc.sample(workloads, 1) as [readonly RawSpan[]]
      const [batches] = fc.sample(deliveries(spans), 1) as [readonly (readonly RawSpan[])[]]
      const sending = Promise.all(batches.map((batch) => sendUntilAccepted(projectId, batch)))
      await sleep(round * 15)
      const killed = test.engine.pid!
      process.kill(killed, 'SIGKILL')
      await sending
      while (test.engine.pid === killed || !test.engine.isReady()) await sleep(20)
      await expectRecount(projectId, spans)
    }
    stopListening()
  })

  it('of the server between any two writes is repaired by the next start', async () => {
    const [spans] = fc.sample(workloads, 1) as [readonly RawSpan[]]
    for (let failAt = 0; failAt < 6; failAt += 1) {
      const projectId = newProject()
      const [batches] = fc.sample(deliveries(spans), 1) as [readonly (readonly RawSpan[])[]]
      const dying = openIngest({ store: failingStore(failAt), log: quietLog, maxQueueBytes: 64 << 20 })
      await dying.recover()
      const accepted: RawSpan[] = []
      for (const batch of batches) {
        const isAccepted = await dying.sink.acceptSpans(projectId, batch, 1).then(
          () => true,
          () => false,
        )
        if (isAccepted) accepted.push(...batch)
      }
      await dying.close()
      await ingest.recover()
      await send(projectId, spans)
      await expectRecount(projectId, spans)
    }
  })

  /** A store whose writes of folds fail for good after some have succeeded. */
  function failingStore(failAt: number): Store {
    let writes = 0
    const orFail = async (write: () => Promise<void>) => {
      writes += 1
      if (writes > failAt) throw new AppError('unavailable', 'store_unavailable', 'gone', { retryAfterSeconds: 1 })
      await write()
    }
    return {
      ...store,
      writes: {
        ...store.writes,
        insertTraces: (traces) => orFail(() => store.writes.insertTraces(traces)),
        insertSessions: (changes, version) => orFail(() => store.writes.insertSessions(changes, version)),
      },
    }
  }

  async function sendUntilAccepted(projectId: string, spans: readonly RawSpan[]): Promise<void> {
    for (;;) {
      try {
        await send(projectId, spans)
        return
      } catch (error) {
        expect(error).toMatchObject({ kind: 'unavailable', retryAfterSeconds: expect.any(Number) })
        await sleep(20)
      }
    }
  }
})
