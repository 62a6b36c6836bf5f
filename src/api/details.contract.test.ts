import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RawSpan } from '../model/raw-span.ts'
import { readSpan } from '../normalize/normalize.ts'
import { exampleSpans, HOSTILE_TEXTS, NOW_MS, ORIGIN_MS } from './example-spans.ts'
import { openTestServer, sketchSpan, type Library, type TestServer } from './test-server.ts'

let server: TestServer
let library: Library
const params = { project: 'default' }
const host = { host: '127.0.0.1' }

beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
  library = await server.fill('default', exampleSpans())
})
afterAll(() => server?.close())

/** What the example says in a span; NUL is not part of any text. */
function saidIn(raw: RawSpan) {
  const text = raw.attributes.get('gen_ai.prompt.0.content')
  return typeof text === 'string' ? [{ type: 'text', text: text.replaceAll('\0', '') }] : undefined
}

describe('a session', () => {
  it('is found under its id, whatever characters it has, and under its aliases', async () => {
    for (const session of library.sessions) {
      const detail = await server.client.call('getSession', { params: { ...params, sessionId: session.sessionId } })
      expect(detail.id).toBe(session.sessionId)
      for (const alias of session.aliases) {
        expect((await server.client.call('getSession', { params: { ...params, sessionId: alias } })).aliases).toContain(alias)
      }
    }
    expect(library.sessions.map((session) => session.sessionId)).toEqual(
      expect.arrayContaining(HOSTILE_TEXTS.filter((text) => !/[\0"]/.test(text))),
    )
  })

  it('tells its time in segments without a hole', async () => {
    const hasLength = (sessionId: string) => library.traces.every((it) => it.sessionId !== sessionId || it.endUnixNano > it.startUnixNano)
    for (const { sessionId } of library.sessions.filter((session) => hasLength(session.sessionId))) {
      const detail = await server.client.call('getSession', { params: { ...params, sessionId } })
      const total = detail.segments.reduce((sum, segment) => sum + segment.durationMs, 0)
      expect(total).toBeCloseTo(detail.durationMs, 3)
      expect(detail.traceCount).toBe(library.traces.filter((trace) => trace.sessionId === sessionId).length)
      expect(detail.p95Ms).toBeGreaterThanOrEqual(detail.p50Ms)
    }
  })

  it('shows what was said first and last', async () => {
    const session = library.sessions.find((it) => it.traceCount > 2)!
    const texts = (traceId: string) => library.texts.get(traceId)!.join('\n')
    const { firstMessage, lastMessage } = await server.client.call('getSession', { params: { ...params, sessionId: session.sessionId } })
    expect(texts(session.firstTraceId)).toContain(firstMessage!.toLowerCase())
    expect(texts(session.lastTraceId)).toContain(lastMessage!.toLowerCase())
  })
})

describe('a trace and its spans', () => {
  it('say the same as rows and as columns', async () => {
    for (const trace of library.traces.slice(0, 30)) {
      const of = { params: { ...params, traceId: trace.traceId } }
      const { items } = await server.client.call('listSpans', of)
      const { columns, dictionaries, originUnixNano } = await server.client.call('listSpans', { ...of, query: { form: 'columns' } })
      expect(items).toHaveLength(trace.spanCount)
      expect(columns!.id).toEqual(items.map((item) => item.id))
      expect(columns!.parentId).toEqual(items.map((item) => item.parentId ?? ''))
      expect(columns!.name.map((at) => dictionaries!.names[at])).toEqual(items.map((item) => item.name))
      expect(columns!.kind.map((at) => dictionaries!.kinds[at])).toEqual(items.map((item) => item.kind))
      expect(columns!.outcome.map((at) => dictionaries!.outcomes[at])).toEqual(items.map((item) => item.outcome))
      expect(columns!.totalTokens).toEqual(items.map((item) => item.totalTokens ?? -1))
      expect(columns!.counted).toEqual(items.map((item) => Number(item.counted)))
      expect(items.map((item) => Number(BigInt(item.startUnixNano) - BigInt(originUnixNano!)) / 1e6)).toEqual(columns!.startMs)
      const counted = items.filter((item) => item.counted).reduce((sum, item) => sum + (item.totalTokens ?? 0), 0)
      expect(counted).toBe(trace.totalTokens ?? 0)
    }
  })

  it('give every span back as it was sent', async () => {
    for (const raw of exampleSpans().slice(0, 40)) {
      const detail = await server.client.call('getSpan', { params: { ...params, traceId: raw.traceId, spanId: raw.spanId } })
      const sent = [...raw.attributes].map(([key, value]) => [key, typeof value === 'bigint' ? Number(value) : value])
      expect(detail.attributes).toEqual(Object.fromEntries(sent))
      expect(detail).toMatchObject({
        startUnixNano: raw.startTimeUnixNano.toString(),
        endUnixNano: raw.endTimeUnixNano.toString(),
        status: { code: raw.statusCode },
        outcomeRule: readSpan(raw).outcomeRule,
      })
      expect(detail.events.map((event) => event.attributes)).toEqual(raw.events.map((event) => Object.fromEntries(event.attributes)))
      expect(detail.messages[0]?.parts).toEqual(saidIn(raw))
    }
  })

  it('show the most complete version of a span that was sent twice', async () => {
    const sketch = { trace: 9_000, span: 0, startMs: ORIGIN_MS, durationMs: 5, attributes: { 'session.id': 'twice' } }
    await server.fill('default', [sketchSpan({ ...sketch, durationMs: 10, attributes: { ...sketch.attributes, more: 'yes' } })])
    await server.fill('default', [sketchSpan(sketch)])
    const { traceId, spanId } = sketchSpan(sketch)
    const { items } = await server.client.call('listSpans', { params: { ...params, traceId } })
    expect(items.map((item) => item.durationMs)).toEqual([10])
    expect((await server.client.call('getSpan', { params: { ...params, traceId, spanId } })).attributes).toMatchObject({ more: 'yes' })
  })
})

describe('what is not there', () => {
  it('is answered the same when it belongs to another project', async () => {
    const other = await server.client.call('createProject', { body: { name: 'Other' } })
    const [trace] = library.traces
    const { items } = await server.client.call('listSpans', { params: { ...params, traceId: trace!.traceId } })
    const addresses = [
      `sessions/${encodeURIComponent(library.sessions[0]!.sessionId)}`,
      `traces/${trace!.traceId}`,
      `traces/${trace!.traceId}/spans`,
      `traces/${trace!.traceId}/spans/${items[0]!.id}`,
    ]
    for (const address of addresses) {
      const foreign = await server.app.inject({ url: `/api/v1/projects/${other.slug}/${address}`, headers: host })
      const missing = await server.app.inject({
        url: `/api/v1/projects/${other.slug}/${address.replace(trace!.traceId, 'f'.repeat(32))}`,
        headers: host,
      })
      expect(foreign.statusCode).toBe(404)
      expect({ ...foreign.json(), requestId: '' }).toEqual({ ...missing.json(), requestId: '' })
      for (const list of ['sessions', 'traces']) {
        const empty = await server.app.inject({ url: `/api/v1/projects/${other.id}/${list}`, headers: host })
        expect(empty.json()).toMatchObject({ items: [], total: 0 })
      }
    }
  })

  it.each([
    'projects/nobody/sessions',
    'projects/default/sessions/nobody',
    `projects/default/traces/${'f'.repeat(32)}`,
    'projects/default/traces/%00/spans',
  ])('is a problem at %s', async (path) => {
    const reply = await server.app.inject({ url: `/api/v1/${path}`, headers: host })
    expect(reply.statusCode).toBe(404)
    expect(reply.headers).toMatchObject({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
    expect(reply.json()).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404, code: 'no_such_thing' })
  })
})

describe('deletion', () => {
  it('takes a session away with its traces, by its id or an alias', async () => {
    const session = library.sessions.find((it) => it.aliases.length > 0)!
    await server.client.call('deleteSession', { params: { ...params, sessionId: session.aliases[0]! } })
    await expect(server.client.call('getSession', { params: { ...params, sessionId: session.sessionId } })).rejects.toMatchObject({
      status: 404,
    })
    await expect(server.client.call('deleteSession', { params: { ...params, sessionId: session.sessionId } })).rejects.toMatchObject({
      status: 404,
    })
    expect((await server.client.call('listTraces', { params, query: { sessionId: session.sessionId } })).total).toBe(0)
    const others = await server.client.call('listSessions', { params, query: { limit: 1 } })
    expect(others.total).toBe(library.sessions.length)
  })

  it('takes a trace away and lets its session follow', async () => {
    const session = library.sessions.findLast((it) => it.traceCount > 1 && it.aliases.length === 0)!
    const traceId = session.lastTraceId
    await server.client.call('deleteTrace', { params: { ...params, traceId } })
    const detail = await server.client.call('getSession', { params: { ...params, sessionId: session.sessionId } })
    expect(detail.traceCount).toBe(session.traceCount - 1)
    await expect(server.client.call('listSpans', { params: { ...params, traceId } })).rejects.toMatchObject({ status: 404 })
  })
})
