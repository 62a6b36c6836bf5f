import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, type Client } from '../client/client.ts'
import type { LiveEvent } from './contract/live.ts'
import { topicOf } from './contract/live.ts'
import { openTestServer, sketchSpan, type SpanSketch, type TestServer } from './test-server.ts'

let server: TestServer
let client: Client
let baseUrl: string
let projectId: string
let traces = 0

beforeAll(async () => {
  server = await openTestServer()
  baseUrl = await server.app.listen({ host: '127.0.0.1', port: 0 })
  client = createClient({ baseUrl })
  projectId = (await server.store.control.projects.create('live')).id
})

afterAll(() => server?.close())

type Query = Parameters<Client['listen']>[0]['query']

/** Hears until an event passes; all that was heard. */
async function hearUntil(query: Query, isLast: (event: LiveEvent) => boolean, onHello: () => Promise<unknown> = async () => undefined) {
  const end = new AbortController()
  const heard: LiveEvent[] = []
  for await (const event of client.listen({ params: { project: projectId }, query, signal: end.signal })) {
    heard.push(event)
    if (event.event === 'hello') await onHello()
    if (isLast(event)) break
  }
  end.abort()
  return heard
}

const traceIdOf = (trace: number) => trace.toString(16).padStart(32, '0')
const newTrace = () => (traces += 1)
const spanOf = (trace: number, session: string, rest: Partial<SpanSketch> = {}) =>
  sketchSpan({ trace, span: 0, startMs: Date.now(), durationMs: 5, attributes: { 'session.id': session }, ...rest })
const send = (...spans: readonly ReturnType<typeof spanOf>[]) => server.fill(projectId, spans)
const isUpsertOf = (id: string) => (event: LiveEvent) => event.event.endsWith('.upsert') && 'id' in event.data && event.data.id === id

describe('a live stream', () => {
  it('tells of a session and its trace as the lists show them', async () => {
    const trace = newTrace()
    const heard = await hearUntil({ topics: 'sessions,traces' }, isUpsertOf(traceIdOf(trace)), () => send(spanOf(trace, 'first')))
    expect(heard[0]).toMatchObject({ event: 'hello', data: { isResumed: false } })
    const row = (name: string) => heard.findLast((event) => event.event === name)?.data
    const { items } = await client.call('listSessions', { params: { project: projectId }, query: { sessionId: 'first' } })
    expect(row('session.upsert')).toMatchObject({ id: 'first', row: JSON.parse(JSON.stringify(items[0])) })
    expect(row('trace.upsert')).toMatchObject({ row: { id: traceIdOf(trace), sessionId: 'first', spanCount: 1 } })
  })

  it('tells what was written a moment before somebody listened', async () => {
    await send(spanOf(newTrace(), 'just before'))
    await hearUntil({ topics: 'sessions' }, isUpsertOf('just before'))
  })

  it('follows the filters of the list: what no longer matches is removed', async () => {
    const trace = newTrace()
    const query = { topics: 'sessions', q: 'status:ok' }
    const heard = await hearUntil(
      query,
      (event) => event.event === 'session.remove' && event.data.id === 'turning',
      async () => {
        await send(spanOf(trace, 'turning'))
        await send(spanOf(trace, 'turning', { span: 1, isError: true }))
      },
    )
    expect(heard.some((event) => event.event === 'session.upsert' && event.data.row.status === 'error')).toBe(false)
  })

  it('of one session tells its traces and nothing of others, and which of them leave', async () => {
    const [inside, outside] = [newTrace(), newTrace()]
    const id = 'a/session, with 100 %'
    const heard = await hearUntil(
      { topics: topicOf('session', id) },
      (event) => event.event === 'trace.remove',
      async () => {
        await send(spanOf(inside, id), spanOf(outside, 'another'))
        await client.call('deleteTrace', { params: { project: projectId, traceId: traceIdOf(inside) } })
      },
    )
    const ids = heard.flatMap((event) => ('id' in event.data ? [event.data.id] : []))
    expect(new Set(ids)).toEqual(new Set([id, traceIdOf(inside)]))
  })

  it('of one trace tells the spans that are new or have changed, and only those', async () => {
    const trace = newTrace()
    await send(spanOf(trace, 'spans'), spanOf(trace, 'spans', { span: 1 }))
    let sent = 0
    const heard = await hearUntil(
      { topics: topicOf('trace', traceIdOf(trace)) },
      (event) => event.event === 'span.upsert' && (sent += event.data.spans.length) >= 2,
      async () => {
        await send(spanOf(trace, 'spans', { span: 1, isError: true, attributes: { 'session.id': 'spans', more: 1 } }))
        await send(spanOf(trace, 'spans', { span: 2, parent: 0 }))
      },
    )
    const spans = heard.flatMap((event) => (event.event === 'span.upsert' ? event.data.spans : []))
    const { items } = await client.call('listSpans', { params: { project: projectId, traceId: traceIdOf(trace) } })
    expect(new Set(spans.map(({ id }) => id))).toEqual(new Set(items.slice(1).map(({ id }) => id)))
    expect(spans).toContainEqual(JSON.parse(JSON.stringify(items[2])))
  })

  it('goes on after the last event that was heard, and says so when it cannot', async () => {
    const heard = await hearUntil({ topics: 'sessions' }, isUpsertOf('before the gap'), () => send(spanOf(newTrace(), 'before the gap')))
    const lastId = heard.findLast(({ id }) => id !== undefined)!.id!
    // Somebody listens on, or nobody looks for changes.
    const other = hearUntil({ topics: 'sessions' }, isUpsertOf('after the gap'))
    await send(spanOf(newTrace(), 'in the gap'))
    const first = async (lastEventId: string) => {
      const text = await readStart({ 'last-event-id': lastEventId }, 'session.upsert', 'resync')
      return text
    }
    expect(await first(lastId)).toContain('"isResumed":true')
    expect(await first('another-process-1')).toMatch(/"isResumed":false[^]*event: resync/)
    await send(spanOf(newTrace(), 'after the gap'))
    await other
  })

  it('is refused with the name of the parameter', async () => {
    const refusalOf = (query: Query) => hearUntil(query, () => true).catch((error: unknown) => error)
    expect(await refusalOf({ topics: 'sessions,users' })).toMatchObject({ status: 400, field: 'topics', code: 'bad_topic' })
    expect(await refusalOf({ topics: 'session:' })).toMatchObject({ status: 400, field: 'topics' })
    expect(await refusalOf({ topics: 'sessions', q: 'what:ever' })).toMatchObject({ status: 400, field: 'q' })
  })

  it('ends with its project', async () => {
    const gone = await server.store.control.projects.create('gone')
    const events = client.listen({ params: { project: gone.id }, query: { topics: 'sessions' } })
    const ended = expect(
      (async () => {
        for await (const event of events) {
          if (event.event === 'hello') await client.call('deleteProject', { params: { project: gone.id } })
        }
      })(),
    ).rejects.toMatchObject({ status: 404 })
    await ended
  })
})

/** The first bytes of a stream, until one of these events is in them. */
function readStart(headers: Record<string, string>, ...names: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(`${baseUrl}/api/v1/projects/${projectId}/live?topics=sessions`, { headers }, (reply) => {
      let text = ''
      reply.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        if (!names.some((name) => text.includes(`event: ${name}`))) return
        resolve(text)
        asked.destroy()
      })
    })
    asked.on('error', reject)
    asked.end()
  })
}

describe('a server that closes', () => {
  it('does not wait for those who listen', async () => {
    const closing = await openTestServer()
    const url = await closing.app.listen({ host: '127.0.0.1', port: 0 })
    const states: string[] = []
    const end = new AbortController()
    const listening = (async () => {
      const events = createClient({ baseUrl: url }).listen({
        params: { project: 'default' },
        query: { topics: 'sessions' },
        signal: end.signal,
        onState: ({ is }) => {
          states.push(is)
          if (is === 'waiting') end.abort()
        },
      })
      for await (const event of events) if (event.event === 'hello') void closing.close()
    })()
    await listening
    expect(states).toEqual(['open', 'waiting'])
  })
})
