import { Metadata, Server, ServerCredentials, ServerInterceptingCall } from '@grpc/grpc-js'
import type { sendUnaryData, ServerInterceptor, ServerUnaryCall, ServiceDefinition } from '@grpc/grpc-js'
import { AppError } from '../base/errors.ts'
import { acceptBody } from './accept.ts'
import type { Signal } from './accept.ts'
import { createReceiveCounters } from './counters.ts'
import type { ReceiveCounters } from './counters.ts'
import { credentialOf } from './credential.ts'
import type { ReceiveDeps } from './deps.ts'
import { recordAccepted, recordRefused } from './journal.ts'
import type { Visit } from './journal.ts'
import { CODE, refusalOf, writeStatus, writeSuccess } from './otlp-reply.ts'

const SERVICES: readonly (readonly [Signal, string])[] = [
  ['traces', 'opentelemetry.proto.collector.trace.v1.TraceService'],
  ['logs', 'opentelemetry.proto.collector.logs.v1.LogsService'],
  ['metrics', 'opentelemetry.proto.collector.metrics.v1.MetricsService'],
]

const CLOSE_GRACE_MS = 5000

export type GrpcDeps = ReceiveDeps & {
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  /** Whether the `:authority` a call names is one of ours; guards a loopback port against web pages. */
  checkHost?(authority: string): boolean
}

type Door = GrpcDeps & { readonly counters: ReceiveCounters }
type Call = ServerUnaryCall<Buffer, Buffer>

/**
 * Opens the OTLP/gRPC port. A message above the limit is refused by the transport with RESOURCE_EXHAUSTED and no RetryInfo, before
 * and after decompression.
 */
export async function openGrpc(deps: GrpcDeps): Promise<{ readonly port: number; close(): Promise<void> }> {
  const door: Door = { ...deps, counters: deps.counters ?? createReceiveCounters() }
  const server = new Server({
    'grpc.max_receive_message_length': deps.maxBodyBytes,
    'grpc.max_concurrent_streams': 128,
    'grpc.max_connection_idle_ms': 15 * 60_000,
    'grpc.max_connection_age_ms': 60 * 60_000,
    'grpc.max_connection_age_grace_ms': 60_000,
    'grpc.keepalive_time_ms': 60_000,
    'grpc.keepalive_timeout_ms': 20_000,
    interceptors: [recordLostMessages(door)],
  })
  for (const [signal, service] of SERVICES) {
    const path = `/${service}/Export`
    server.addService(definitionOf(path), {
      Export: (call: Call, callback: sendUnaryData<Buffer>) => void answer(door, signal, path, call, callback),
    })
  }
  const host = deps.host.includes(':') ? `[${deps.host}]` : deps.host
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${host}:${deps.port}`, ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    )
  })
  return { port, close: () => close(server) }
}

/** Lets calls in flight end, but not for ever. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.forceShutdown(), CLOSE_GRACE_MS)
    server.tryShutdown(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** Messages go through as bytes: our own decoder reads them. */
function definitionOf(path: string): ServiceDefinition {
  const asIs = (bytes: Buffer): Buffer => bytes
  return {
    Export: {
      path,
      requestStream: false,
      responseStream: false,
      requestSerialize: asIs,
      requestDeserialize: asIs,
      responseSerialize: asIs,
      responseDeserialize: asIs,
    },
  }
}

async function answer(door: Door, signal: Signal, path: string, call: Call, callback: sendUnaryData<Buffer>): Promise<void> {
  const visit = { ...openVisit(path, call.metadata), bytes: call.request.length }
  try {
    if (door.checkHost?.(call.getHost()) === false)
      throw new AppError('forbidden', 'host_not_allowed', 'This host name is not one of ours.')
    visit.projectId = await door.resolveProject(credentialOf(text(call.metadata, 'authorization'), text(call.metadata, 'x-api-key')))
    const accepted = await acceptBody(signal, 'protobuf', call.request, visit.projectId, door)
    recordAccepted(door, visit, CODE.ok, accepted)
    callback(null, writeSuccess(signal, 'protobuf', accepted))
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal.grpcCode === CODE.internal) door.log.error({ error }, 'a bug in receiving over gRPC')
    else door.log.debug({ code: refusal.grpcCode, reason: refusal.reason }, 'refused over gRPC')
    recordRefused(door, visit, refusal.grpcCode, refusal)
    const metadata = new Metadata()
    metadata.set('grpc-status-details-bin', writeStatus('protobuf', refusal))
    callback({ code: refusal.grpcCode, details: refusal.message, metadata })
  }
}

/** A message that is too large or cannot be unpacked is refused by the transport and reaches no handler. It is recorded here. */
function recordLostMessages(door: Door): ServerInterceptor {
  return (method, call) => {
    let metadata = new Metadata()
    let hasMessage = false
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata(received, onward) {
            metadata = received
            onward(received)
          },
          onReceiveMessage(message, onward) {
            hasMessage = true
            onward(message)
          },
          onCancel() {
            if (!hasMessage) recordRefused(door, openVisit(method.path, metadata), CODE.resourceExhausted, LOST_MESSAGE)
          },
        }),
    })
  }
}

const LOST_MESSAGE = {
  reason: 'message_lost',
  message: 'The message was too large, could not be unpacked, or was cancelled by its sender.',
}

function openVisit(path: string, metadata: Metadata): Visit & { projectId: string | undefined } {
  const userAgent = text(metadata, 'user-agent') ?? ''
  return { door: 'grpc', path, projectId: undefined, contentType: 'application/grpc', contentEncoding: '', bytes: 0, userAgent }
}

function text(metadata: Metadata, name: string): string | undefined {
  const [value] = metadata.get(name)
  return typeof value === 'string' ? value : undefined
}
