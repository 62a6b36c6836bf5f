import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import type { SessionDetail, SessionPage } from '../../src/api/contract/session.ts'
import type { SpanList } from '../../src/api/contract/span.ts'
import type { TracePage } from '../../src/api/contract/trace.ts'
import { deliveries, singlesOf } from '../corpus/deliveries.ts'
import { rowsOf, spansOfRequests, type Rows } from '../corpus/fold-recording.ts'
import { readStories, type Story } from '../corpus/recordings.ts'
import { startServer, type RunningServer } from './start-server.ts'

/** How the recordings are cut, doubled and shuffled; another one every hour. */
const SEED = Math.floor(Date.now() / 3_600_000)

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

test(`every recorded session comes out the same, cut, doubled and shuffled on the way (seed ${SEED})`, async () => {
  test.setTimeout(300_000)
  await severalAtOnce(readStories(), async (story) => {
    const project = await sendToNewProject(story)
    const expected = textsOf(rowsOf(spansOfRequests(story.requests)))
    await expect(async () => expect(await readRows(project)).toEqual(expected), story.name).toPass({ timeout: 30_000 })
  })
})

/** So many stories are on their way at once: the server mixes them in its batches. */
const AT_ONCE = 12

async function severalAtOnce<T, R>(things: readonly T[], act: (thing: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < things.length; index = next++) done[index] = await act(things[index]!)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return done
}

/** The path of the project's part of the API. */
async function sendToNewProject(story: Story): Promise<string> {
  const { id } = await call<{ id: string }>('/api/v1/projects', { name: story.name.slice(0, 100) })
  const { secret } = await call<{ secret: string }>(`/api/v1/projects/${id}/api-keys`, { name: 'corpus' })
  const [requests = []] = fc.sample(deliveries(singlesOf(story.requests)), { numRuns: 1, seed: SEED })
  for (const { signal, body } of requests) await call(`/v1/${signal}`, body, { authorization: `Bearer ${secret}` })
  return `/api/v1/projects/${id}`
}

async function readRows(project: string) {
  const { items } = await call<SessionPage>(`${project}/sessions?limit=200`)
  const sessions = await severalAtOnce(items, async (row) => {
    const { aliases } = await call<SessionDetail>(`${project}/sessions/${encodeURIComponent(row.id)}`)
    return { ...row, aliases }
  })
  const { items: traces } = await call<TracePage>(`${project}/traces?limit=200`)
  const lists = await severalAtOnce(traces, ({ id }) => call<SpanList>(`${project}/traces/${id}/spans`))
  return textsOf({ sessions, traces, spans: lists.flatMap(({ items }) => items) })
}

/** Rows as text, in one order: what is absent is absent. */
function textsOf({ sessions, traces, spans }: Rows) {
  const texts = (rows: readonly object[]) =>
    rows.map((row) => JSON.stringify(Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))).sort()
  return { sessions: texts(sessions), traces: texts(traces), spans: texts(spans) }
}

async function call<T>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(server.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}
