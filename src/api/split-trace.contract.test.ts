import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestServer, sketchSpan, type TestServer } from './test-server.ts'

const START_MS = 1_790_000_000_000
let server: TestServer
beforeAll(async () => {
  server = await openTestServer(() => START_MS + 3_600_000)
})
afterAll(() => server?.close())

const at = (span: number, parent: number | undefined, attributes: Record<string, string | number>) =>
  sketchSpan({ trace: 1, span, parent, startMs: START_MS + span * 100, durationMs: 90, attributes })
const turn = (span: number, session: string, asks: string) =>
  at(span, 1, {
    'gen_ai.operation.name': 'invoke_agent',
    'session.id': session,
    'gen_ai.input.messages': JSON.stringify([{ role: 'user', content: asks }]),
  })
const call = (span: number, parent: number, tokens: number) =>
  at(span, parent, { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.input_tokens': tokens, 'gen_ai.usage.output_tokens': 1 })
const spans = [at(1, undefined, {}), turn(2, 'alpha', 'Hello A'), call(3, 2, 10), turn(4, 'beta', 'Hello B'), call(5, 4, 20)]

it('a trace that two sessions share is one trace, and to each session its part', async () => {
  const { id: project } = await server.store.control.projects.create('shared')
  await server.fill(project, spans)
  const params = { project }
  const sessions = await server.client.call('listSessions', { params, query: { sort: 'id' } })
  expect(sessions).toMatchObject({ total: 2, tracesWithoutSession: 0, sums: { traceCount: 2, promptTokens: 30 } })
  expect(sessions.items).toMatchObject([
    { id: 'alpha', traceCount: 1, promptTokens: 10, firstMessage: 'Hello A' },
    { id: 'beta', traceCount: 1, promptTokens: 20, firstMessage: 'Hello B' },
  ])
  const all = await server.client.call('listTraces', { params, query: {} })
  expect(all).toMatchObject({ total: 1, sums: { promptTokens: 30, spanCount: 5 }, items: [{ spanCount: 5, promptTokens: 30 }] })
  expect(all.items[0]?.sessionId).toBeUndefined()
  expect(all.items[0]?.sessionCount).toBe(2)
  const ofBeta = await server.client.call('listTraces', { params, query: { sessionId: 'beta' } })
  expect(ofBeta).toMatchObject({ total: 1, items: [{ spanCount: 2, promptTokens: 20, sessionId: 'beta' }] })
  const named = await server.client.call('listTraces', { params, query: { hasSession: 'true' } })
  expect(named.total).toBe(1)
  expect((await server.client.call('listTraces', { params, query: { hasSession: 'false' } })).total).toBe(0)
  const detail = await server.client.call('getSession', { params: { project, sessionId: 'alpha' } })
  expect(detail).toMatchObject({ spanCount: 2, durationMs: 190 })

  await server.client.call('deleteSession', { params: { project, sessionId: 'alpha' } })
  const left = await server.client.call('listSessions', { params, query: {} })
  expect(left.items).toMatchObject([{ id: 'beta', traceCount: 1, promptTokens: 20 }])
  expect(await server.client.call('listTraces', { params, query: {} })).toMatchObject({
    total: 1,
    items: [{ spanCount: 3, sessionId: 'beta' }],
  })
})

it('a trace that two sessions share waits for each of them by itself', async () => {
  const { id: project } = await server.store.control.projects.create('pauses')
  const asking = (span: number, session: string) =>
    at(span, 1, { 'gen_ai.operation.name': 'invoke_agent', 'session.id': session, 'interrupt.status': 'pending' })
  const resume = JSON.stringify({ graph: null, update: null, resume: 'yes', goto: [] })
  const answer = { 'openinference.span.kind': 'CHAIN', 'session.id': 'alpha', 'input.value': resume, 'input.mime_type': 'application/json' }
  await server.fill(project, [
    at(1, undefined, {}),
    asking(2, 'alpha'),
    asking(3, 'beta'),
    sketchSpan({ trace: 2, span: 9, startMs: START_MS + 60_000, durationMs: 50, attributes: answer }),
  ])
  const waiting = async (query: Record<string, string>) => {
    const page = await server.client.call('listTraces', { params: { project }, query: { ...query, sort: 'startedAt' } })
    const filtered = await server.client.call('listTraces', { params: { project }, query: { ...query, status: 'waiting' } })
    return [page.items.map(({ status }) => status), filtered.total]
  }
  expect(await waiting({})).toEqual([['waiting', 'ok'], 1])
  expect(await waiting({ sessionId: 'alpha' })).toEqual([['ok', 'ok'], 0])
  expect(await waiting({ sessionId: 'beta' })).toEqual([['waiting'], 1])
})
