import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ORIGIN_MS } from './example-spans.ts'
import { openTestServer, sketchSpan, type TestServer } from './test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server?.close())

const params = { project: 'default' }
const at = { startMs: ORIGIN_MS, durationMs: 5 }

async function readingsOf(raw: { readonly traceId: string; readonly spanId: string }) {
  const { traceId, spanId } = raw
  const { readings = [] } = await server.client.call('getSpan', { params: { ...params, traceId, spanId } })
  return new Map(readings.map(({ field, ...reading }) => [field, reading]))
}

describe('how a span was read', () => {
  it('names the attributes of the project first', async () => {
    await server.client.call('updateSettings', { params, body: { sessionKeys: ['ticket'] } })
    const raw = sketchSpan({ trace: 1, span: 0, ...at, attributes: { ticket: 'T-1', 'session.id': 's' } })
    await server.fill('default', [raw])
    expect((await readingsOf(raw)).get('session')).toEqual({
      value: 'T-1',
      rule: 'session.own',
      keys: ['ticket'],
      others: [{ value: 's', rule: 'session.1', keys: ['session.id'] }],
    })
  })

  it('says which span below counts instead', async () => {
    const usage = { 'gen_ai.usage.input_tokens': 10n, 'gen_ai.usage.output_tokens': 2n }
    const agent = sketchSpan({ trace: 2, span: 0, ...at, attributes: { 'gen_ai.operation.name': 'invoke_agent', ...usage } })
    const call = sketchSpan({ trace: 2, span: 1, parent: 0, ...at, attributes: { 'gen_ai.operation.name': 'chat', ...usage } })
    await server.fill('default', [agent, call])
    const covered = await readingsOf(agent)
    expect(covered.get('counted')).toMatchObject({ value: 'no', rule: 'count.covered', spanIds: [call.spanId] })
    expect(covered.get('promptTokens')).toMatchObject({ value: '10', rule: 'usage.gen_ai', keys: ['gen_ai.usage.input_tokens'] })
    expect((await readingsOf(call)).get('counted')).toMatchObject({ value: 'yes', rule: 'count.counted', spanIds: [] })
  })

  it('says when the rest of the trace decided how it ended', async () => {
    const root = { ...sketchSpan({ trace: 3, span: 0, ...at, isError: true, attributes: {} }), statusMessage: '' }
    const exception = { type: 'langgraph.errors.GraphInterrupt', message: "(Interrupt(value='ok?', id='i'),)" }
    const node = sketchSpan({ trace: 3, span: 1, parent: 0, ...at, isError: true, exception, attributes: {} })
    await server.fill('default', [root, node])
    expect((await readingsOf(root)).get('outcome')).toEqual({
      value: 'cancelled',
      rule: 'outcome.16',
      keys: [],
      others: [{ value: 'error', rule: 'outcome.12', keys: [] }],
    })
    expect((await readingsOf(node)).get('outcome')).toMatchObject({ value: 'interrupted', rule: 'outcome.1' })
  })
})
