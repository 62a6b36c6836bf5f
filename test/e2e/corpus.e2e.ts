import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import type { SessionPage } from '../../src/api/contract/session.ts'
import type { SpanList } from '../../src/api/contract/span.ts'
import type { TracePage } from '../../src/api/contract/trace.ts'
import { rowsOf, spansOfRequests, type Rows } from '../corpus/fold-recording.ts'
import { readStories, type RecordedRequest, type Story } from '../corpus/recordings.ts'
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
  const stories = readStories()
  const sent = await inTurns(stories, async (story) => ({ story, project: await sendToNewProject(story) }))
  for (const { story, project } of sent) {
    const expected = textsOf(rowsOf(spansOfRequests(story.requests)))
    await expect(async () => expect(await readRows(project)).toEqual(expected), story.name).toPass({ timeout: 20_000 })
  }
})

async function inTurns<T, R>(things: readonly T[], act: (thing: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (const thing of things) done.push(await act(thing))
  return done
}

/** The path of the project's part of the API. */
async function sendToNewProject(story: Story): Promise<string> {
  const { id } = await call<{ id: string }>('/api/v1/projects', { name: story.name.slice(0, 100) })
  const { secret } = await call<{ secret: string }>(`/api/v1/projects/${id}/api-keys`, { name: 'corpus' })
  for (const { signal, body } of disordered(story.requests)) await call(`/v1/${signal}`, body, { authorization: `Bearer ${secret}` })
  return `/api/v1/projects/${id}`
}

/** Each record in a request of its own with those beside it, some twice, in any order. */
function disordered(requests: readonly RecordedRequest[]): readonly RecordedRequest[] {
  const records = requests.flatMap(recordsOf)
  const order = fc.tuple(fc.shuffledSubarray(records, { minLength: records.length }), fc.subarray(records))
  const [[all, again]] = fc.sample(order, { numRuns: 1, seed: SEED }) as [[RecordedRequest[], RecordedRequest[]]]
  const sent = [...all, ...again]
  const pieces = Array.from({ length: Math.min(4, sent.length) }, (_, piece) => sent.filter((_, index) => index % 4 === piece))
  return pieces.flatMap((piece) => [joined(piece, 'traces'), joined(piece, 'logs')]).flatMap((request) => request ?? [])
}

type Batch = { readonly resource?: unknown; readonly [list: string]: unknown }
const LISTS = { traces: ['resourceSpans', 'scopeSpans', 'spans'], logs: ['resourceLogs', 'scopeLogs', 'logRecords'] } as const

function recordsOf({ signal, body }: RecordedRequest): RecordedRequest[] {
  const [outer, inner, items] = LISTS[signal]
  const list = (holder: unknown, name: string) => ((holder as Batch)[name] ?? []) as Batch[]
  return list(body, outer).flatMap((batch) =>
    list(batch, inner).flatMap((scoped) =>
      list(scoped, items).map((item) => ({ signal, body: { [outer]: [{ ...batch, [inner]: [{ ...scoped, [items]: [item] }] }] } })),
    ),
  )
}

function joined(requests: readonly RecordedRequest[], signal: RecordedRequest['signal']): RecordedRequest | undefined {
  const [outer] = LISTS[signal]
  const batches = requests.filter((request) => request.signal === signal).flatMap(({ body }) => (body as Record<string, unknown[]>)[outer]!)
  return batches.length === 0 ? undefined : { signal, body: { [outer]: batches } }
}

async function readRows(project: string) {
  const { items: sessions } = await call<SessionPage>(`${project}/sessions?limit=200`)
  const { items: traces } = await call<TracePage>(`${project}/traces?limit=200`)
  const lists = await inTurns(traces, ({ id }) => call<SpanList>(`${project}/traces/${id}/spans`))
  return textsOf({ sessions: sessions.map((row) => ({ ...row, aliases: [] })), traces, spans: lists.flatMap(({ items }) => items) })
}

/** Rows as text, in one order: what is absent is absent. A list of sessions says no aliases. */
function textsOf({ sessions, traces, spans }: Rows) {
  const texts = (rows: readonly object[]) =>
    rows.map((row) => JSON.stringify(Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))).sort()
  return { sessions: texts(sessions.map(({ aliases: _, ...row }) => row)), traces: texts(traces), spans: texts(spans) }
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
