import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quietLog, startTestEngine, type TestEngine } from '../engine/test-engine.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { connect, type Connection } from '../store/connect.ts'
import { openStore, type Store } from '../store/store.ts'
import { readTotals, recount } from './example-recount.ts'
import { deliveries, spanIn, workloads } from './example-workload.ts'
import { openIngest, type Ingest } from './ingest.ts'

/** Two servers, each with a store and an ingest of its own, over one engine. */
let test: TestEngine
let connection: Connection
let stores: readonly Store[] = []
let ingests: readonly Ingest[] = []
let projects = 0
const newProject = () => `shared-${(projects += 1)}`

const open = (store: Store) => openIngest({ store, log: quietLog, maxQueueBytes: 64 << 20, isShared: true })

beforeAll(async () => {
  test = await startTestEngine()
  const place = { socketPath: test.engine.socketPath }
  // Both begin with an engine that has no table yet.
  stores = await Promise.all([openStore(place), openStore(place)])
  ingests = stores.map(open)
  await Promise.all(ingests.map((ingest) => ingest.recover()))
  connection = connect(place)
})

afterAll(async () => {
  await Promise.all(ingests.map((ingest) => ingest.close()))
  await connection?.close()
  await Promise.all(stores.map((store) => store.close()))
  await test?.close()
})

const send = (to: number, projectId: string, spans: readonly RawSpan[]) =>
  ingests[to % 2]!.sink.acceptSpans(projectId, spans, spans.length * 1_000)

const settled = () => Promise.all(ingests.map((ingest) => ingest.whenRolledUp()))

/** One learns of the other within moments. */
const eventually = { timeout: 20_000, interval: 200 }

async function expectRecount(projectId: string, spans: readonly RawSpan[]): Promise<void> {
  await settled()
  await expect.poll(() => readTotals(connection, projectId), eventually).toEqual(recount(projectId, spans))
}

const spansOf = (session: string, traces: readonly number[]) =>
  traces.flatMap((trace) => [0, 1, 2].map((span) => spanIn(trace, span, { attributes: new Map([['session.id', session]]) })))

describe('two servers that write to one store', () => {
  it('come to the same rows as a recount, whichever is sent what, in which order and how often', async () => {
    const runs = workloads.chain((spans) =>
      fc.tuple(fc.constant(spans), deliveries(spans), fc.infiniteStream(fc.nat(1)), fc.constantFrom('at once', 'in turn', 'rolled up')),
    )
    await fc.assert(
      fc.asyncProperty(runs, async ([spans, batches, servers, pace]) => {
        const projectId = newProject()
        const sent: Promise<void>[] = []
        for (const batch of batches) {
          sent.push(send(servers.next().value, projectId, batch))
          if (pace !== 'at once') await sent.at(-1)
          if (pace === 'rolled up') await settled()
        }
        await Promise.all(sent)
        await expectRecount(projectId, spans)
      }),
      { numRuns: 15 },
    )
  })

  it('know of more spans of a trace that both hold in memory, also when the numbers of one are behind', async () => {
    const projectId = newProject()
    const spans = spansOf('both', [1, 2])
    const [early, late] = [spans.filter((_, at) => at % 2 === 0), spans.filter((_, at) => at % 2 === 1)]
    const begun = early.map((span) => ({ ...span, endTimeUnixNano: 0n }))
    await send(0, projectId, early)
    await settled()
    // The less complete version comes last, to the other one.
    await send(1, projectId, [...begun, ...late])
    await expectRecount(projectId, spans)
    await send(0, projectId, spansOf('both', [3]))
    await expectRecount(projectId, [...spans, ...spansOf('both', [3])])
  })

  it('follow a trace that leaves a session both have counted', async () => {
    const projectId = newProject()
    const weak = spanIn(1, 1, { attributes: new Map([['gen_ai.conversation.id', 'weak']]) })
    const strong = spanIn(1, 2, { attributes: new Map([['session.id', 'strong']]) })
    const other = spanIn(2, 1, { attributes: new Map([['gen_ai.conversation.id', 'weak']]) })
    const last = spanIn(3, 1, { attributes: new Map([['gen_ai.conversation.id', 'weak']]) })
    await send(0, projectId, [weak])
    await expectRecount(projectId, [weak])
    await send(1, projectId, [other])
    await expectRecount(projectId, [weak, other])
    await Promise.all([send(0, projectId, [strong]), send(1, projectId, [last])])
    await expectRecount(projectId, [weak, other, strong, last])
  })

  it('leave nothing of a trace that one deletes while the other holds it, and count what comes after', async () => {
    const projectId = newProject()
    const spans = spansOf('kept', [1, 2])
    const [first] = spans as [RawSpan]
    await send(1, projectId, spans)
    await expectRecount(projectId, spans)
    await ingests[0]!.deleteTrace(projectId, first.traceId)
    const rest = spans.filter(({ traceId }) => traceId !== first.traceId)
    await expectRecount(projectId, rest)
    const again = spanIn(1, 7, { attributes: new Map([['session.id', 'kept']]) })
    await send(1, projectId, [again])
    await expectRecount(projectId, [...rest, again])
    await ingests[0]!.deleteSession(projectId, 'kept')
    // Before the other server can know.
    await send(1, projectId, [again])
    await expectRecount(projectId, [again])
  })

  it('put traces that name no session together, whichever is sent them', async () => {
    const { projects } = stores[0]!.control
    const { id: projectId } = await projects.create('inferring')
    const { settings } = await projects.changeSettings(projectId, { isInferringSessions: true })
    // The other server remembers settings for a moment.
    await sleep(2_500)
    const spans = [1, 2, 3, 4].map((trace) => spanIn(trace, 0, { attributes: new Map([['user.id', 'u']]) }))
    await Promise.all(spans.map((span, at) => send(at, projectId, [span])))
    await settled()
    await expect.poll(() => readTotals(connection, projectId), eventually).toEqual(recount(projectId, spans, settings))
  })

  it('write nothing more once they agree', async () => {
    const projectId = newProject()
    const spans = spansOf('calm', [1, 2, 3])
    await Promise.all(spans.map((span, at) => send(at, projectId, [span])))
    await expectRecount(projectId, spans)
    const rowsWritten = async () => {
      const of = (table: string) =>
        connection.rows<{ at: string }>(`SELECT toString(max(written_at)) AS at FROM ${table} WHERE project_id = '${projectId}'`)
      return [await of('traces'), await of('sessions')]
    }
    await sleep(3_000)
    const before = await rowsWritten()
    await sleep(3_000)
    expect(await rowsWritten()).toEqual(before)
  })

  it('repair what one of them left, although the other has gone on', async () => {
    const projectId = newProject()
    const spans = spansOf('left', [1, 2])
    const crashing = await openStore({ socketPath: test.engine.socketPath })
    const held = { ...crashing, writes: { ...crashing.writes, insertTraces: () => new Promise<void>(() => undefined) } }
    const doomed = open(held)
    await doomed.recover()
    await doomed.sink.acceptSpans(projectId, spans, 1_000)
    await send(0, newProject(), spans)
    await settled()
    await sleep(3_000)
    const after = await openStore({ socketPath: test.engine.socketPath })
    const next = open(after)
    await next.recover()
    expect(await readTotals(connection, projectId)).toEqual(recount(projectId, spans))
    await next.close()
    await after.close()
  })
})
