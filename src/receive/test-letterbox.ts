import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../base/errors.ts'
import type { RawLogRecord, RawSpan } from '../model/raw-span.ts'
import type { SpanSink } from '../model/span-sink.ts'
import { createJournal, createReceiveCounters, registerOtlpHttp } from './receive.ts'
import type { Journal, ReceiveCounters, ReceiveDeps } from './receive.ts'

export const TRACE_ID = '0af7651916cd43dd8448eb211c80319c'
export const SPAN_ID = 'b7ad6b7169203331'

export type Kept = {
  readonly projectId: string
  readonly spans: readonly RawSpan[]
  readonly logs: readonly RawLogRecord[]
  readonly bytes: number
}

export type Letterbox = {
  readonly deps: ReceiveDeps
  readonly kept: Kept[]
  readonly journal: Journal
  readonly counters: ReceiveCounters
  readonly logged: object[]
  /** What the sink throws from now on. */
  failWith(error: unknown): void
}

/** Doors' dependencies with a sink that remembers. Known keys are `key-a` and `key-b`; no key means the default project. */
export function createLetterbox(maxBodyBytes = 1024 * 1024): Letterbox {
  const kept: Kept[] = []
  const logged: object[] = []
  const journal = createJournal(100)
  const counters = createReceiveCounters()
  let failure: { readonly error: unknown } | undefined
  const keep = async (projectId: string, spans: readonly RawSpan[], logs: readonly RawLogRecord[], bytes: number): Promise<void> => {
    await Promise.resolve()
    if (failure !== undefined) throw failure.error
    kept.push({ projectId, spans, logs, bytes })
  }
  const sink: SpanSink = {
    acceptSpans: (projectId, spans, bytes) => keep(projectId, spans, [], bytes),
    acceptLogs: (projectId, logs, bytes) => keep(projectId, [], logs, bytes),
  }
  const note = (fields: object): void => void logged.push(fields)
  const deps = {
    sink,
    resolveProject,
    journal,
    counters,
    maxBodyBytes,
    log: { info: note, warn: note, error: note, debug: () => undefined },
  }
  return { deps, kept, journal, counters, logged, failWith: (error) => void (failure = { error }) }
}

async function resolveProject(credential: string | undefined): Promise<string> {
  if (credential === undefined) return 'default'
  if (credential === 'key-a' || credential === 'key-b') return credential.replace('key', 'project')
  throw new AppError('unauthenticated', 'wrong_api_key', 'The API key is not known.')
}

export function openHttp(letterbox: Letterbox): FastifyInstance {
  const app = Fastify()
  registerOtlpHttp(app, letterbox.deps)
  return app
}

/** An OTLP/JSON trace request around the given spans. */
export function traceRequest(...spans: readonly unknown[]): object {
  return { resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ scope: { name: 'test' }, spans }] }] }
}

export function spanOf(fields: object = {}): object {
  return {
    traceId: TRACE_ID,
    spanId: SPAN_ID,
    name: 'chat',
    startTimeUnixNano: '1700000000000000000',
    endTimeUnixNano: '1700000001000000000',
    ...fields,
  }
}
