import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quietLog, startTestEngine, type TestEngine } from '../engine/test-engine.ts'
import type { AnyValue } from '../model/any-value.ts'
import { DEFAULT_SETTINGS } from '../model/project-settings.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { connect, type Connection } from '../store/connect.ts'
import { openStore, type Store } from '../store/store.ts'
import { readTotals, recount } from './example-recount.ts'
import { deliveries, spanIn } from './example-workload.ts'
import { openIngest, type Ingest } from './ingest.ts'

const SETTINGS = { ...DEFAULT_SETTINGS, isInferringSessions: true, inferredIdleMinutes: 10 }
const MINUTE = 60_000_000_000n

let test: TestEngine
let store: Store
let connection: Connection
let ingest: Ingest

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

async function newProject(): Promise<string> {
  const { id } = await store.control.projects.create('inferring')
  await store.control.projects.changeSettings(id, SETTINGS)
  return id
}

const send = (projectId: string, spans: readonly RawSpan[]) => ingest.sink.acceptSpans(projectId, spans, spans.length * 1_000)

type Turn = {
  readonly minute: number
  readonly user: string
  readonly past: readonly string[]
  readonly asks: string
  readonly sent: boolean
}

/** Two spans: one knows the user, the other what was said. */
function turn(trace: number, { minute, user, past, asks, sent }: Turn): RawSpan[] {
  const at = { startTimeUnixNano: 1_790_000_000_000_000_000n + BigInt(minute) * MINUTE + BigInt(trace) }
  const times = { ...at, endTimeUnixNano: at.startTimeUnixNano + MINUTE }
  const said = [...past, asks].flatMap((text) => [message('user', text), message('assistant', `re: ${text}`)])
  const attributes = new Map<string, AnyValue>([
    ['gen_ai.operation.name', 'chat'],
    ['gen_ai.input.messages', JSON.stringify(said.slice(0, -1))],
    ['gen_ai.output.messages', JSON.stringify(said.slice(-1))],
  ])
  if (sent) attributes.set('session.id', 'sent')
  const root = new Map<string, AnyValue>(user === '' ? [] : [['user.id', user]])
  return [
    spanIn(trace, 0, { ...times, attributes: root }),
    spanIn(trace, 1, { ...times, parentSpanId: spanIn(trace, 0).spanId, attributes }),
  ]
}

const message = (role: string, content: string) => ({ role, parts: [{ type: 'text', content }] })

const turns: fc.Arbitrary<Turn> = fc.record({
  minute: fc.nat({ max: 60 }),
  user: fc.constantFrom('', 'ada', 'bob'),
  past: fc.constantFrom([], ['a'], ['a', 'b']),
  asks: fc.constantFrom('a', 'b'),
  sent: fc.nat({ max: 4 }).map((dice) => dice === 0),
})

describe('inferred sessions', () => {
  it('equal a recount of the spans, whatever the order, repetition and batching', async () => {
    const workloads = fc.array(turns, { minLength: 2, maxLength: 9 }).map((all) => all.flatMap((each, trace) => turn(trace, each)))
    const runs = workloads.chain((spans) => fc.tuple(fc.constant(spans), deliveries(spans), fc.boolean()))
    await fc.assert(
      fc.asyncProperty(runs, async ([spans, batches, isPatient]) => {
        const projectId = await newProject()
        for (const batch of batches) {
          await send(projectId, batch)
          if (isPatient) await ingest.whenRolledUp()
        }
        await ingest.whenRolledUp()
        expect(await readTotals(connection, projectId)).toEqual(recount(projectId, spans, SETTINGS))
      }),
      { numRuns: 12 },
    )
  })

  it('join when the turn between two of them comes late', async () => {
    const projectId = await newProject()
    const spans = [0, 8, 16].flatMap((minute, trace) => turn(trace, { minute, user: 'ada', past: [], asks: 'a', sent: false }))
    await send(projectId, [...spans.slice(0, 2), ...spans.slice(4)])
    await ingest.whenRolledUp()
    expect((await readTotals(connection, projectId)).sessions.size).toBe(2)
    await send(projectId, spans.slice(2, 4))
    await ingest.whenRolledUp()
    const { sessions } = await readTotals(connection, projectId)
    expect([...sessions.values()]).toMatchObject([{ traceCount: 3, origin: 'user' }])
  })

  it('are left as if they had never been when the id comes at last', async () => {
    const projectId = await newProject()
    const spans = turn(0, { minute: 0, user: 'ada', past: [], asks: 'a', sent: true })
    await send(projectId, spans.slice(0, 1))
    await ingest.whenRolledUp()
    expect([...(await readTotals(connection, projectId)).sessions.values()]).toMatchObject([{ origin: 'user' }])
    await send(projectId, spans.slice(1))
    await ingest.whenRolledUp()
    expect([...(await readTotals(connection, projectId)).sessions.keys()]).toEqual(['sent'])
  })
})
