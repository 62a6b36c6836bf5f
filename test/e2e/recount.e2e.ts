import { expect, test } from '@playwright/test'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expectSession, readSessions, readTraces } from './read.ts'
import { newSpanId, newTraceId, otlp, post, send, type SpanSpec } from './send.ts'
import { startServer, type RunningServer } from './start-server.ts'

const NOW = Date.now() - 600_000
const FIXTURES = join(import.meta.dirname, '../fixtures/langgraph-hitl')

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

/** The recordings share their session ids; here each is a conversation of its own. */
function recording(file: string): string {
  return readFileSync(join(FIXTURES, file), 'utf8').replaceAll('SESS-1', `SESS ${file}`).replaceAll('sid-meta', `sid ${file}`)
}

/** One turn: a root without ids, a chain that carries the session, two model calls below. */
function turn(
  session: string | undefined,
  at: number,
  tokens: readonly (readonly [number, number])[] = [
    [10, 2],
    [20, 3],
  ],
): SpanSpec[] {
  const traceId = newTraceId()
  const root = newSpanId()
  const chain = newSpanId()
  return [
    { traceId, spanId: root, name: 'POST /chat', startMs: at, endMs: at + 1000 },
    {
      traceId,
      spanId: chain,
      parentSpanId: root,
      name: 'agent',
      startMs: at + 10,
      endMs: at + 900,
      attributes: session === undefined ? {} : { 'session.id': session },
    },
    ...tokens.map(([input, output], n) => ({
      traceId,
      spanId: newSpanId(),
      parentSpanId: chain,
      name: 'chat',
      startMs: at + 20 + n * 100,
      endMs: at + 100 + n * 100,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'gpt-x',
        'gen_ai.usage.input_tokens': input,
        'gen_ai.usage.output_tokens': output,
      },
    })),
  ]
}

test('a session id may be any text', async () => {
  const id = 'team a/chat 7?x=1&y=ü#%2F'
  await send(server.url, [...turn(id, NOW), ...turn(id, NOW + 5000)])
  const session = await expectSession(server.url, id, {
    id,
    traceCount: 2,
    errorCount: 0,
    promptTokens: 60,
    completionTokens: 10,
    totalTokens: 70,
  })
  expect(session.createdAt).toBe(new Date(NOW).toISOString())
  expect(session.lastTraceAt).toBe(new Date(NOW + 5000).toISOString())
  const traces = await readTraces(server.url, `?sessionId=${encodeURIComponent(id)}`)
  expect(traces.items.map((trace) => trace.sessionId)).toEqual([id, id])
})

test('a session without tokens or a root is a session, and says that tokens were not reported', async () => {
  const [, chain] = turn('no-tokens', NOW, [])
  await send(server.url, [{ ...chain!, parentSpanId: newSpanId() }])
  const session = await expectSession(server.url, 'no-tokens', { traceCount: 1 })
  expect(session.totalTokens).toBeUndefined()
})

test('an id that only the last child to arrive carries moves its trace into the session', async () => {
  const [root, chain, ...calls] = turn(undefined, NOW)
  await send(server.url, [root!, chain!])
  await send(server.url, calls.slice(0, 1))
  await expect(async () => expect((await readSessions(server.url)).tracesWithoutSession).toBe(1)).toPass()
  await send(server.url, [{ ...calls[1]!, attributes: { ...calls[1]!.attributes, 'session.id': 'late' } }])
  await expectSession(server.url, 'late', { traceCount: 1, totalTokens: 35 })
  await expect(async () => expect((await readSessions(server.url)).tracesWithoutSession).toBe(0)).toPass()
})

test('a batch sent three times counts once', async () => {
  const spans = turn('thrice', NOW)
  for (let n = 0; n < 3; n++) await send(server.url, spans)
  await expectSession(server.url, 'thrice', { traceCount: 1, spanCount: 4, totalTokens: 35 })
})

test('spans shuffled over twenty requests add up', async () => {
  const spans = Array.from({ length: 10 }, (_, n) => turn('shuffled', NOW + n * 2000)).flat()
  const order = spans.map((span, n) => ({ span, key: (n * 7919) % 1009 })).sort((a, b) => a.key - b.key)
  await Promise.all(
    Array.from({ length: 20 }, (_, part) =>
      send(
        server.url,
        order.filter((_, n) => n % 20 === part).map(({ span }) => span),
      ),
    ),
  )
  await expectSession(server.url, 'shuffled', { traceCount: 10, spanCount: 40, promptTokens: 300, completionTokens: 50, errorCount: 0 })
})

test('of two ids in one trace the loser is an alias that finds the session', async () => {
  const spans = turn('winner', NOW)
  await send(server.url, [{ ...spans[0]!, attributes: { 'gen_ai.conversation.id': 'thread-7' } }, ...spans.slice(1)])
  await expectSession(server.url, 'winner', { aliases: ['thread-7'] })
  expect(await expectSession(server.url, 'thread-7', { id: 'winner' })).toMatchObject({ traceCount: 1 })
  expect((await readSessions(server.url, '?q=thread-7')).items.map((row) => row.id)).toEqual(['winner'])
  expect((await readTraces(server.url, '?sessionId=thread-7')).items).toHaveLength(1)
})

test('errors count traces, not spans', async () => {
  const fail = (spans: SpanSpec[]) => spans.map((span, n) => (n > 1 ? { ...span, status: { code: 2, message: 'boom' } } : span))
  await send(server.url, [...fail(turn('errors', NOW)), ...turn('errors', NOW + 5000), ...fail(turn('errors', NOW + 9000))])
  await expectSession(server.url, 'errors', { traceCount: 3, errorCount: 2, errorSpanCount: 4, status: 'error' })
})

test('a parent that repeats the usage of its children is not counted twice', async () => {
  const spans = turn('parents', NOW)
  const repeated = {
    ...spans[1]!.attributes,
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.usage.input_tokens': 30,
    'gen_ai.usage.output_tokens': 5,
  }
  await send(server.url, [spans[0]!, { ...spans[1]!, attributes: repeated }, ...spans.slice(2)])
  await expectSession(server.url, 'parents', { promptTokens: 30, completionTokens: 5, totalTokens: 35 })
})

test('sums cover the whole filtered set, not the page', async () => {
  const ids = Array.from({ length: 5 }, (_, n) => `sum-${n}`)
  await send(
    server.url,
    ids.flatMap((id, n) => turn(id, NOW + n)),
  )
  await Promise.all(ids.map((id) => expectSession(server.url, id, { totalTokens: 35 })))
  const page = await readSessions(server.url, '?q=sum-&limit=2')
  expect(page).toMatchObject({ total: 5, totalIsExact: true, sums: { traceCount: 5, totalTokens: 175 } })
  expect(page.items).toHaveLength(2)
  const next = await readSessions(server.url, `?q=sum-&limit=2&cursor=${encodeURIComponent(page.nextCursor!)}`)
  expect(new Set([...page.items, ...next.items].map((row) => row.id)).size).toBe(4)
})

test.describe('recorded pauses', () => {
  for (const file of readdirSync(FIXTURES).filter((name) => name.includes('interrupt'))) {
    test(`${file} waits for a human and has no error`, async () => {
      const body = JSON.parse(recording(file)) as {
        resourceSpans: { scopeSpans: { spans: { traceId: string }[] }[] }[]
      }
      expect((await post(server.url, body)).status).toBe(200)
      const ids = new Set(body.resourceSpans.flatMap((r) => r.scopeSpans.flatMap((s) => s.spans.map((span) => span.traceId))))
      await expect(async () => {
        const traces = (await readTraces(server.url, '?limit=200')).items.filter((trace) => ids.has(trace.id))
        expect(traces).toHaveLength(ids.size)
        expect(traces.map((trace) => trace.errorCount)).toEqual(traces.map(() => 0))
        expect(traces.some((trace) => trace.status === 'waiting')).toBe(true)
      }).toPass()
    })
  }
})

test('a bad span never costs its batch', async () => {
  const spans = turn('partly', NOW)
  const response = await post(server.url, otlp([...spans, { ...spans[0]!, spanId: '00' }]))
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ partialSuccess: { rejectedSpans: expect.anything() } })
  await expectSession(server.url, 'partly', { spanCount: 4 })
})
