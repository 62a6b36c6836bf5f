import { Client, credentials, Metadata, status } from '@grpc/grpc-js'
import type { ServiceError } from '@grpc/grpc-js'
import { afterEach, expect, it } from 'vitest'
import { AppError } from '../base/errors.ts'
import { openGrpc } from './receive.ts'
import type { GrpcDeps } from './receive.ts'
import { createLetterbox, SPAN_ID, spanOf, TRACE_ID, traceRequest } from './test-letterbox.ts'
import type { Letterbox } from './test-letterbox.ts'
import { decode, encode } from './test-oracle.ts'

const TRACES = '/opentelemetry.proto.collector.trace.v1.TraceService/Export'
const LOGS = '/opentelemetry.proto.collector.logs.v1.LogsService/Export'
const METRICS = '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export'
const IDS = { traceId: Buffer.from(TRACE_ID, 'hex'), spanId: Buffer.from(SPAN_ID, 'hex') }
const oneSpan = encode('TraceRequest', traceRequest({ ...spanOf(), ...IDS }))

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

type Answer = {
  readonly code: number
  readonly body: Buffer | undefined
  readonly details: string
  readonly metadata: Metadata | undefined
}
type Call = (path: string, body: Buffer, headers?: Record<string, string>) => Promise<Answer>

async function openDoor(letterbox: Letterbox, extra: Partial<GrpcDeps> = {}, clientOptions: object = {}): Promise<Call> {
  const door = await openGrpc({ ...letterbox.deps, host: '127.0.0.1', port: 0, ...extra })
  const client = new Client(`127.0.0.1:${door.port}`, credentials.createInsecure(), clientOptions)
  closers.push(() => door.close())
  closers.push(() => client.close())
  const asIs = (bytes: Buffer): Buffer => bytes
  return (path, body, headers = {}) => {
    const metadata = new Metadata()
    for (const [name, value] of Object.entries(headers)) metadata.set(name, value)
    return new Promise((resolve) => {
      client.makeUnaryRequest(path, asIs, asIs, body, metadata, (error: ServiceError | null, reply?: Buffer) => {
        resolve({ code: error?.code ?? 0, body: reply, details: error?.details ?? '', metadata: error?.metadata })
      })
    })
  }
}

function detailsOf(answer: Answer): { code: number; details: { typeUrl: string; value: Uint8Array }[] } {
  const [bytes] = answer.metadata?.get('grpc-status-details-bin') ?? []
  return decode('RpcStatus', Buffer.from(bytes ?? '')) as { code: number; details: { typeUrl: string; value: Uint8Array }[] }
}

it('keeps spans, logs and counts metrics, and answers full success with no bytes', async () => {
  const letterbox = createLetterbox()
  const call = await openDoor(letterbox)
  expect(await call(TRACES, oneSpan, { 'user-agent': 'sdk/1' })).toMatchObject({ code: 0, body: Buffer.alloc(0) })
  expect(await call(LOGS, encode('LogsRequest', { resourceLogs: [{ scopeLogs: [{ logRecords: [{}] }] }] }))).toMatchObject({ code: 0 })
  const metrics = {
    resourceMetrics: [{ scopeMetrics: [{ metrics: [{ histogram: { dataPoints: [{}] } }, { summary: { dataPoints: [{}, {}] } }] }] }],
  }
  expect(await call(METRICS, encode('MetricsRequest', metrics))).toMatchObject({ code: 0 })
  expect(await call(TRACES, Buffer.alloc(0))).toMatchObject({ code: 0 })
  expect(letterbox.kept.map((kept) => [kept.spans.length, kept.logs.length])).toEqual([
    [1, 0],
    [0, 1],
  ])
  expect(letterbox.counters.accepted).toEqual({ traces: 1, logs: 1, metrics: 3 })
  expect(letterbox.journal.recent('default').at(-1)).toMatchObject({
    door: 'grpc',
    path: TRACES,
    status: 0,
    isAccepted: true,
    acceptedCount: 1,
  })
})

it('reads gzip messages', async () => {
  const letterbox = createLetterbox()
  const call = await openDoor(letterbox, {}, { 'grpc.default_compression_algorithm': 2 })
  expect(await call(TRACES, oneSpan)).toMatchObject({ code: 0 })
  expect(letterbox.kept[0]?.spans[0]?.traceId).toBe(TRACE_ID)
})

it('answers partial success with the exact count', async () => {
  const call = await openDoor(createLetterbox())
  const answer = await call(
    TRACES,
    encode('TraceRequest', traceRequest({ ...spanOf(), ...IDS }, { ...spanOf(), ...IDS, spanId: Buffer.alloc(8) })),
  )
  const { partialSuccess } = decode('Response', answer.body ?? Buffer.alloc(0)) as {
    partialSuccess: { rejected: unknown; errorMessage: string }
  }
  expect([Number(partialSuccess.rejected), partialSuccess.errorMessage]).toEqual([
    1,
    '1 rejected: 1 × the span id must be 8 bytes and not all zero',
  ])
})

it('takes the credential from the metadata', async () => {
  const letterbox = createLetterbox()
  const call = await openDoor(letterbox)
  await call(TRACES, oneSpan, { authorization: 'Bearer key-a' })
  await call(TRACES, oneSpan, { 'x-api-key': 'key-b' })
  expect(letterbox.kept.map((kept) => kept.projectId)).toEqual(['project-a', 'project-b'])
  expect(await call(TRACES, oneSpan, { authorization: 'Bearer nope' })).toMatchObject({ code: status.UNAUTHENTICATED })
})

it('asks senders to try again only when that can help (D11)', async () => {
  const letterbox = createLetterbox()
  const call = await openDoor(letterbox)
  letterbox.failWith(new AppError('overloaded', 'queue_full', 'The queue is full.', { retryAfterSeconds: 7 }))
  const overloaded = await call(TRACES, oneSpan)
  expect(overloaded.code).toBe(status.RESOURCE_EXHAUSTED)
  expect(detailsOf(overloaded).details[0]?.typeUrl).toBe('type.googleapis.com/google.rpc.RetryInfo')
  const retry = decode('RetryInfo', detailsOf(overloaded).details[0]?.value ?? Buffer.alloc(0)) as { retryDelay: { seconds: unknown } }
  expect(Number(retry.retryDelay.seconds)).toBe(7)
  letterbox.failWith(new Error('a bug in the store'))
  const broken = await call(TRACES, oneSpan)
  expect([broken.code, detailsOf(broken).details[0]?.typeUrl]).toEqual([status.UNAVAILABLE, 'type.googleapis.com/google.rpc.RetryInfo'])
  const malformed = await call(TRACES, oneSpan.subarray(0, -1))
  expect([malformed.code, detailsOf(malformed).details[0]?.typeUrl]).toEqual([
    status.INVALID_ARGUMENT,
    'type.googleapis.com/google.rpc.BadRequest',
  ])
})

it('refuses a message above the limit for good, packed or not (D12)', async () => {
  const letterbox = createLetterbox(10_000)
  for (const algorithm of [0, 2]) {
    const call = await openDoor(letterbox, {}, { 'grpc.default_compression_algorithm': algorithm })
    const answer = await call(TRACES, Buffer.alloc(10_001))
    expect(answer.code).toBe(status.RESOURCE_EXHAUSTED)
    expect(answer.metadata?.get('grpc-status-details-bin')).toEqual([])
  }
  expect(letterbox.kept).toEqual([])
  expect(letterbox.counters.refusedRequests).toEqual(new Map([['message_lost', 2]]))
})

it('refuses calls to a host name that is not ours', async () => {
  const letterbox = createLetterbox()
  const call = await openDoor(
    letterbox,
    { checkHost: (authority) => authority.startsWith('127.0.0.1:') },
    { 'grpc.default_authority': 'evil.example' },
  )
  expect(await call(TRACES, oneSpan)).toMatchObject({ code: status.PERMISSION_DENIED })
  const friendly = await openDoor(letterbox, { checkHost: (authority) => authority.startsWith('127.0.0.1:') })
  expect(await friendly(TRACES, oneSpan)).toMatchObject({ code: 0 })
})

it('lets a call in flight end before it closes', async () => {
  const letterbox = createLetterbox()
  let release = (): void => undefined
  const isHeld = new Promise<void>((resolve) => (release = resolve))
  let arrived = (): void => undefined
  const hasArrived = new Promise<void>((resolve) => (arrived = resolve))
  const sink = { ...letterbox.deps.sink, acceptSpans: async () => (arrived(), isHeld) }
  const door = await openGrpc({ ...letterbox.deps, sink, host: '127.0.0.1', port: 0 })
  const client = new Client(`127.0.0.1:${door.port}`, credentials.createInsecure())
  const reply = new Promise((resolve) => {
    client.makeUnaryRequest(
      TRACES,
      (b: Buffer) => b,
      (b: Buffer) => b,
      oneSpan,
      (error: ServiceError | null) => resolve(error),
    )
  })
  await hasArrived
  const closing = door.close()
  release()
  expect(await reply).toBeNull()
  await closing
  client.close()
})
