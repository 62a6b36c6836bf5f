import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AnyValue } from '../model/any-value.ts'
import type { RawLogRecord } from '../model/raw-span.ts'
import { openTestServer, sketchSpan, type TestServer } from './test-server.ts'

let server: TestServer
const START_MS = 1_790_000_000_000
beforeAll(async () => {
  server = await openTestServer(() => START_MS + 3_600_000)
})
afterAll(() => server?.close())

const call = sketchSpan({ trace: 1, span: 1, startMs: START_MS, durationMs: 100, attributes: { 'gen_ai.operation.name': 'chat' } })
const failed = { ...sketchSpan({ trace: 1, span: 2, startMs: START_MS + 50, durationMs: 10, attributes: {} }), statusCode: 2 }

function record(ms: number, eventName: string, rest: Partial<RawLogRecord>): RawLogRecord {
  return {
    traceId: '',
    spanId: '',
    timeUnixNano: BigInt(START_MS + ms) * 1_000_000n,
    observedTimeUnixNano: 0n,
    severityNumber: 9,
    severityText: '',
    eventName,
    body: undefined,
    attributes: new Map(),
    droppedAttributesCount: 0,
    flags: 0,
    resource: call.resource,
    scope: call.scope,
    ...rest,
  }
}
const ofCall = { traceId: call.traceId, spanId: call.spanId }
const map = (entries: Record<string, AnyValue>) => new Map(Object.entries(entries))
const logs = [
  record(90, 'gen_ai.choice', {
    ...ofCall,
    body: map({ index: 0n, finish_reason: 'stop', message: map({ role: 'assistant', content: 'Hi.' }) }),
  }),
  record(10, 'gen_ai.user.message', { ...ofCall, body: map({ content: 'Hello?' }) }),
  record(55, '', { ...ofCall, spanId: failed.spanId, attributes: map({ 'exception.type': 'KeyError', 'exception.message': 'x' }) }),
  record(60, '', { ...ofCall, attributes: map({ 'session.id': 'told', 'user.id': 'u' }) }),
]

it.each([
  ['before', 'early'],
  ['after', 'late'],
])('what log records say %s their span is what it said', async (_, project) => {
  const { id } = await server.store.control.projects.create(project)
  if (project === 'early') await server.fill(id, [], logs)
  await server.fill(id, [call, failed])
  if (project === 'late') await server.fill(id, [], logs)
  const params = { project: id, traceId: call.traceId }

  const { items } = await server.client.call('listSpans', { params })
  expect(items.map((item) => item.id)).toEqual([call.spanId, failed.spanId])
  const detail = await server.client.call('getSpan', { params: { ...params, spanId: call.spanId } })
  expect(detail.messages).toEqual([
    { role: 'user', direction: 'input', parts: [{ type: 'text', text: 'Hello?' }] },
    { role: 'assistant', direction: 'output', finishReason: 'stop', parts: [{ type: 'text', text: 'Hi.' }] },
  ])
  const error = await server.client.call('getSpan', { params: { ...params, spanId: failed.spanId } })
  expect(error).toMatchObject({ outcome: 'error', error: { type: 'KeyError', message: 'x' } })

  const session = await server.client.call('getSession', { params: { project: id, sessionId: 'told' } })
  expect(session).toMatchObject({ traceCount: 1, userId: 'u', firstMessage: 'Hello?' })
  const found = await server.client.call('listTraces', { params: { project: id }, query: { q: 'hello' } })
  expect(found.items).toMatchObject([{ id: call.traceId, input: 'Hello?', output: 'Hi.', spanCount: 2, errorCount: 1 }])
})

it('a session told by log records alone has a turn per prompt with its steps', async () => {
  const { id } = await server.store.control.projects.create('agent')
  const own = { 'session.id': 'coding', 'prompt.id': 'p' }
  await server.fill(
    id,
    [],
    [
      record(200, 'claude_code.assistant_response', { attributes: map({ ...own, response: 'Done.' }) }),
      record(150, 'claude_code.api_request', {
        attributes: map({ ...own, model: 'm', input_tokens: '80', output_tokens: '25', duration_ms: '40' }),
      }),
      record(100, 'claude_code.user_prompt', { attributes: map({ ...own, prompt: 'Fix it' }) }),
    ],
  )
  const page = await server.client.call('listTraces', { params: { project: id } })
  expect(page.items).toMatchObject([
    { sessionId: 'coding', input: 'Fix it', output: 'Done.', durationMs: 100, spanCount: 2, promptTokens: 80 },
  ])
  const params = { project: id, traceId: page.items[0]!.id }
  const { items } = await server.client.call('listSpans', { params })
  expect(items).toMatchObject([
    { name: 'claude_code.user_prompt', kind: 'agent', durationMs: 100 },
    { name: 'claude_code.api_request', kind: 'llm', parentId: items[0]!.id, durationMs: 40, counted: true },
  ])
  const detail = await server.client.call('getSpan', { params: { ...params, spanId: items[0]!.id } })
  expect(detail).toMatchObject({ durationMs: 100, messages: [{ role: 'user' }, { role: 'assistant' }] })
})
