import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepsOf } from './contract/cut.ts'
import { ORIGIN_MS } from './example-spans.ts'
import { openTestServer, sketchSpan, type TestServer } from './test-server.ts'

let server: TestServer
const rows = Array.from({ length: 3_000 }, (_, n) => ({ n, word: `row ${n} 🙂` }))
const long = 'a "quoted" line\n<script>alert(1)</script> \u2028 日本語\n'.repeat(500).trim()
const odd = 'a/b~c?d=é&"#%2F'
const raw = sketchSpan({
  trace: 1,
  span: 0,
  startMs: ORIGIN_MS,
  durationMs: 5,
  isError: true,
  exception: { type: 'Boom', message: long },
  attributes: {
    'session.id': 'values',
    'gen_ai.operation.name': 'chat',
    [odd]: long,
    rows: rows.map(({ n }) => BigInt(n)),
    'gen_ai.input.messages': JSON.stringify([
      { role: 'user', parts: [{ type: 'text', content: long }] },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: '1', response: rows }] },
    ]),
  },
})
const params = { project: 'default', traceId: raw.traceId, spanId: raw.spanId }

beforeAll(async () => {
  server = await openTestServer()
  await server.fill('default', [raw])
})
afterAll(() => server?.close())

const fetchValue = (pointer: string, address = `projects/default/traces/${raw.traceId}/spans/${raw.spanId}`) =>
  server.app.inject({ url: `/api/v1/${address}/value`, query: { pointer }, headers: { host: '127.0.0.1' } })
const at = (root: unknown, pointer: string) => stepsOf(pointer).reduce((value, step) => (value as Record<string, unknown>)[step], root)

describe('a span that is asked for shortened', () => {
  it('is whole without `cut`', async () => {
    const detail = await server.client.call('getSpan', { params })
    expect(detail.cuts).toBeUndefined()
    expect([detail.attributes[odd], detail.error?.message]).toEqual([long, long])
  })

  it('names what was longer, and each of that comes whole by its pointer', async () => {
    const whole = await server.client.call('getSpan', { params })
    const { cuts, ...cut } = await server.client.call('getSpan', { params, query: { cut: 200 } })
    expect(JSON.stringify(cut).length).toBeLessThan(20_000)
    const pointers = cuts!.map(({ pointer }) => pointer)
    expect(pointers).toEqual(
      expect.arrayContaining(['/messages/0/parts/0/text', '/messages/1/parts/0/result', '/attributes/rows', '/error/message']),
    )
    for (const { pointer, chars, isJson } of cuts!) {
      const reply = await fetchValue(pointer)
      expect(reply.statusCode, pointer).toBe(200)
      expect(reply.payload).toHaveLength(chars)
      expect(isJson ? JSON.parse(reply.payload) : reply.payload).toEqual(at(whole, pointer))
      expect(reply.payload.startsWith(at(cut, pointer) as string)).toBe(true)
    }
  })

  it.each(['99', '10000001', '1.5', 'all', '-1'])('refuses `cut=%s`', async (cut) => {
    const url = `/api/v1/projects/default/traces/${raw.traceId}/spans/${raw.spanId}?cut=${cut}`
    const reply = await server.app.inject({ url, headers: { host: '127.0.0.1' } })
    expect([reply.statusCode, reply.json().field]).toEqual([400, 'cut'])
  })
})

describe('a value of a span', () => {
  it('is a file that no browser runs, as text or as JSON', async () => {
    const text = await fetchValue('/error/message')
    expect(text.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="span-${raw.spanId}.txt"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    })
    const json = await fetchValue('/attributes/rows')
    expect(json.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="span-${raw.spanId}.json"`,
    })
    expect((await fetchValue('/durationMs')).payload).toBe('5')
    expect((await fetchValue('')).json()).toMatchObject({ id: raw.spanId, name: 'call' })
  })

  it.each(['/nothing', '/attributes/__proto__', '/messages/7', '/messages/-', '/error/message/0', '/attributes/a'])(
    'is not there at %s',
    async (pointer) => {
      const reply = await fetchValue(pointer)
      expect([reply.statusCode, reply.json().code]).toEqual([404, 'no_such_thing'])
      expect(reply.headers['content-type']).toBe('application/problem+json')
    },
  )

  it.each(['attributes', '/a~b'])('refuses %j, which is no pointer', async (pointer) => {
    const reply = await fetchValue(pointer)
    expect([reply.statusCode, reply.json().field]).toEqual([400, 'pointer'])
  })

  it('is not there for another project or span', async () => {
    const { slug } = await server.client.call('createProject', { body: { name: 'Elsewhere' } })
    for (const address of [
      `projects/${slug}/traces/${raw.traceId}/spans/${raw.spanId}`,
      `projects/default/traces/${raw.traceId}/spans/${'f'.repeat(16)}`,
    ])
      expect((await fetchValue('/name', address)).statusCode).toBe(404)
  })
})
