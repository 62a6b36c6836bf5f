import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestServer, sketchSpan, type Library, type TestServer } from './test-server.ts'

let server: TestServer
let library: Library
beforeAll(async () => {
  server = await openTestServer()
  library = await server.fill('default', [
    sketchSpan({ trace: 1, span: 0, startMs: 1_700_000_000_000, durationMs: 100, attributes: { 'session.id': 'a/b c', 'gen_ai.usage.input_tokens': 5n, 'gen_ai.usage.output_tokens': 7n, 'gen_ai.prompt.0.role': 'user', 'gen_ai.prompt.0.content': 'Hello refund', 'gen_ai.completion.0.content': 'ok then', 'gen_ai.completion.0.role': 'assistant' } }),
  ])
})
afterAll(() => server?.close())
it('x', async () => {
  const page = await server.client.call('listSessions', { params: { project: 'default' }, query: { q: 'refund' } })
  console.log(JSON.stringify(page, null, 1), library.texts)
  console.log(JSON.stringify(await server.client.call('getSession', { params: { project: 'default', sessionId: 'a/b c' } })))
  console.log(JSON.stringify(await server.client.call('listTraces', { params: { project: 'default' }, query: { sessionId: 'a/b c' } })))
  const t = page.items.length && (await server.client.call('listTraces', { params: { project: 'default' } })).items[0]!.id
  const spans = await server.client.call('listSpans', { params: { project: 'default', traceId: String(t) } })
  console.log(JSON.stringify(spans))
  console.log(JSON.stringify(await server.client.call('listSpans', { params: { project: 'default', traceId: String(t) }, query: { form: 'columns' } })))
  console.log(JSON.stringify(await server.client.call('getSpan', { params: { project: 'default', traceId: String(t), spanId: spans.items[0]!.id } })))
})
