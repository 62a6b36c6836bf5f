import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleSpans, NOW_MS } from './example-spans.ts'
import { openTestServer, sketchSpan, type Library, type TestServer } from './test-server.ts'

let server: TestServer
let library: Library
beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
  library = await server.fill('default', exampleSpans())
})
afterAll(() => server?.close())

it('the outline of a session has the rows of its traces, oldest first', async () => {
  for (const { sessionId, traceCount } of library.sessions) {
    const outline = await server.client.call('getOutline', { params: { project: 'default', sessionId } })
    const { items } = await server.client.call('listTraces', { params: { project: 'default' }, query: { sessionId, sort: 'startedAt' } })
    expect(outline.total).toBe(traceCount)
    expect(outline.isCut).toBeUndefined()
    const told = ({ status, totalTokens, errorCount, input }: (typeof outline.items)[number] | (typeof items)[number]) => ({
      status,
      totalTokens,
      errorCount,
      input,
    })
    expect(outline.items.map((turn) => [turn.traceId, turn.index, told(turn)])).toEqual(items.map((row, at) => [row.id, at, told(row)]))
  }
})

it('a session is found by its aliases, and one that is not there is not', async () => {
  const session = library.sessions.find(({ aliases }) => aliases.length > 0)!
  const ask = (sessionId: string) => server.client.call('getOutline', { params: { project: 'default', sessionId } })
  expect(await ask(session.aliases[0]!)).toEqual(await ask(session.sessionId))
  await expect(ask('nobody')).rejects.toMatchObject({ status: 404 })
})

it('a trace that two sessions share is a turn of each of them by its part', async () => {
  const { id: project } = await server.store.control.projects.create('shared')
  const at = (span: number, parent: number | undefined, attributes: Record<string, string | number>) =>
    sketchSpan({ trace: 1, span, parent, startMs: NOW_MS + span * 100, durationMs: 90, attributes })
  const turn = (span: number, session: string) =>
    at(span, 1, { 'gen_ai.operation.name': 'invoke_agent', 'session.id': session, 'gen_ai.usage.input_tokens': span })
  await server.fill(project, [at(1, undefined, {}), turn(2, 'alpha'), turn(3, 'beta')])
  const outline = await server.client.call('getOutline', { params: { project, sessionId: 'beta' } })
  expect(outline.items).toMatchObject([{ index: 0, spanCount: 1, promptTokens: 3, durationMs: 90 }])
  const { turns, models } = await server.client.call('getSessionMetrics', { params: { project, sessionId: 'beta' } })
  expect([turns, models]).toMatchObject([[{ llmCount: 0 }], [{ name: '', promptTokens: 3 }]])
})
