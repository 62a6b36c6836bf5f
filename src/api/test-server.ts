import Fastify from 'fastify'
import { createClient, type Client } from '../client/client.ts'
import { quietLog, startTestEngine } from '../engine/test-engine.ts'
import { createGate } from '../gate/gate.ts'
import { openIngest } from '../ingest/ingest.ts'
import type { AnyValue } from '../model/any-value.ts'
import type { Filter } from '../model/filter.ts'
import type { RawLogRecord, RawSpan } from '../model/raw-span.ts'
import { HISTORY_END } from '../model/reading.ts'
import type { Session } from '../model/session.ts'
import type { Trace } from '../model/trace.ts'
import { readSpan } from '../normalize/normalize.ts'
import { createDesk, createLive } from '../query/query.ts'
import { DEFAULT_PROJECT_ID, openStore, type Store } from '../store/store.ts'
import { registerApi } from './api.ts'

/** What a project holds, as plain folds in memory: the oracle of what the API must answer. */
export type Library = {
  readonly sessions: readonly Session[]
  readonly traces: readonly Trace[]
  /** Everything said in a trace, by `foldCase`, one text per span and one for what was said before. */
  readonly texts: ReadonlyMap<string, readonly string[]>
}

export type TestServer = {
  readonly client: Client
  readonly store: Store
  readonly app: ReturnType<typeof Fastify>
  fill(projectId: string, spans: readonly RawSpan[], logs?: readonly RawLogRecord[]): Promise<Library>
  close(): Promise<void>
}

/** The API over a real engine, filled by the real conveyor. */
export async function openTestServer(now: () => number = Date.now, authToken?: string): Promise<TestServer> {
  const engine = await startTestEngine()
  const store = await openStore({ socketPath: engine.engine.socketPath })
  await store.control.projects.ensureDefault()
  const ingest = openIngest({ store, log: quietLog, maxQueueBytes: 64 * 1024 * 1024 })
  await ingest.recover()
  const app = Fastify({ routerOptions: { maxParamLength: 2000 } })
  const findApiKey = (hash: string) => store.control.apiKeys.findByHash(hash)
  const hosts = { host: '127.0.0.1', allowedHosts: [] }
  const gate = createGate({ ...hosts, authToken, isLoopback: true, defaultProjectId: DEFAULT_PROJECT_ID, findApiKey })
  gate.registerGate(app)
  registerApi(app, {
    desk: createDesk({ reads: store.reads, now }),
    live: createLive({ store, log: quietLog, now }),
    control: store.control,
    deletion: ingest,
    renormalizing: ingest,
    journal: { recent: () => [] },
    gate,
    instance: { version: '0.0.0', ports: () => ({ httpPort: 1, grpcPort: 2 }) },
    log: quietLog,
  })
  await app.ready()
  return {
    client: createClient({ fetch: injectingFetch(app) }),
    store,
    app,
    async fill(projectId, spans, logs = []) {
      await ingest.sink.acceptLogs(projectId, logs, logs.length * 1000)
      await ingest.sink.acceptSpans(projectId, spans, spans.length * 1000)
      await ingest.whenRolledUp()
      return readLibrary(store, projectId, spans)
    },
    async close() {
      await app.close()
      await ingest.close()
      await store.close()
      await engine.close()
    },
  }
}

/** Everything the project holds, read without a filter. */
async function readLibrary(store: Store, projectId: string, spans: readonly RawSpan[]): Promise<Library> {
  const filter: Filter = { projectId, conditions: [], window: { fromUnixNano: undefined, toUnixNano: undefined }, asOfUnixNano: 0n }
  const all = { sort: 'id', isDescending: false, after: undefined, limit: 100_000 } as const
  const { sessions } = await store.reads.findSessions(filter, all)
  const { traces } = await store.reads.findTraces(filter, all)
  const texts = new Map<string, string[]>()
  for (const raw of spans) texts.set(raw.traceId, [...(texts.get(raw.traceId) ?? []), ...readSpan(raw).searchText.split(HISTORY_END)])
  return { sessions, traces: traces.map((listed) => listed.trace), texts }
}

export function injectingFetch(app: ReturnType<typeof Fastify>): typeof fetch {
  return async (input, init) => {
    const { method, headers, body } = init ?? {}
    const payload = body === undefined ? {} : { payload: body as string }
    const reply = await app.inject({
      method: method as 'GET',
      url: input as string,
      headers: { host: '127.0.0.1', ...(headers as object) },
      ...payload,
    })
    return new Response(reply.statusCode === 204 ? null : reply.rawPayload, {
      status: reply.statusCode,
      headers: reply.headers as Record<string, string>,
    })
  }
}

export type SpanSketch = {
  readonly trace: number
  readonly span: number
  readonly startMs: number
  readonly durationMs: number
  readonly attributes: Readonly<Record<string, AnyValue>>
  readonly name?: string
  readonly isError?: boolean
  readonly parent?: number
  /** The text of an exception of this type. */
  readonly exception?: { readonly type: string; readonly message: string }
}

const EMPTY = { attributes: new Map(), droppedAttributesCount: 0, schemaUrl: '' }

export function sketchSpan(sketch: SpanSketch): RawSpan {
  const startTimeUnixNano = BigInt(Math.round(sketch.startMs * 1000)) * 1000n
  return {
    traceId: sketch.trace.toString(16).padStart(32, '0'),
    spanId: spanIdOf(sketch.trace, sketch.span),
    parentSpanId: sketch.parent === undefined ? '' : spanIdOf(sketch.trace, sketch.parent),
    traceState: '',
    flags: 0,
    name: sketch.name ?? 'call',
    kind: 1,
    startTimeUnixNano,
    endTimeUnixNano: startTimeUnixNano + BigInt(Math.round(sketch.durationMs * 1e6)),
    attributes: new Map(Object.entries(sketch.attributes)),
    droppedAttributesCount: 0,
    events: exceptionEvents(sketch.exception, startTimeUnixNano),
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
    statusCode: sketch.isError === true ? 2 : 0,
    statusMessage: sketch.isError === true ? 'it broke' : '',
    resource: EMPTY,
    scope: { ...EMPTY, name: 'test', version: '' },
  }
}

function exceptionEvents(exception: SpanSketch['exception'], timeUnixNano: bigint): RawSpan['events'] {
  if (exception === undefined) return []
  const attributes = new Map([
    ['exception.type', exception.type],
    ['exception.message', exception.message],
  ])
  return [{ timeUnixNano, name: 'exception', attributes, droppedAttributesCount: 0 }]
}

function spanIdOf(trace: number, span: number): string {
  return (trace * 1000 + span + 1).toString(16).padStart(16, '0')
}
