import { Metadata, Server, ServerCredentials } from '@grpc/grpc-js'
import type { sendUnaryData, ServerUnaryCall, ServiceDefinition } from '@grpc/grpc-js'
import { AppError } from '../base/errors.ts'
import { acceptBody } from './accept.ts'
import type { Accepted, Signal } from './accept.ts'
import { createReceiveCounters } from './counters.ts'
import type { ReceiveCounters } from './counters.ts'
import { credentialOf } from './credential.ts'
import type { ReceiveDeps } from './deps.ts'
import { CODE, refusalOf, writeStatus, writeSuccess } from './otlp-reply.ts'
import type { Refusal } from './otlp-reply.ts'

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
 * and after decompression; such a call never gets here and is in no journal.
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
  })
  for (const [signal, service] of SERVICES) {
    const path = `/${service}/Export`
    server.addService(definitionOf(path), {
      Export: (call: Call, callback: sendUnaryData<Buffer>) => void answer(door, signal, path, call, callback),
    })
  }
  const host = deps.host.includes(':') ? `[${deps.host}]` : deps.host
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${host}:${deps.port}`, ServerCredentials.createInsecure(), (error, bound) => (error === null ? resolve(bound) : reject(error)))
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
  let projectId: string | undefined
  try {
    if (door.checkHost?.(call.getHost()) === false) throw new AppError('forbidden', 'host_not_allowed', 'This host name is not one of ours.')
    projectId = await door.resolveProject(credentialOf(text(call, 'authorization'), text(call, 'x-api-key')))
    const accepted = await acceptBody(signal, 'protobuf', call.request, projectId, door)
    record(door, path, call, projectId, undefined, accepted)
    callback(null, writeSuccess(signal, 'protobuf', accepted.rejectedCount, accepted.message))
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal.grpcCode === CODE.internal) door.log.error({ error }, 'a bug in receiving over gRPC')
    else door.log.debug({ code: refusal.grpcCode, reason: refusal.reason }, 'refused over gRPC')
    record(door, path, call, projectId, refusal, undefined)
    const metadata = new Metadata()
    metadata.set('grpc-status-details-bin', writeStatus('protobuf', refusal))
    callback({ code: refusal.grpcCode, details: refusal.message, metadata })
  }
}

function record(door: Door, path: string, call: Call, projectId: string | undefined, refusal: Refusal | undefined, accepted: Accepted | undefined): void {
  const { counters } = door
  counters.requests++
  if (refusal !== undefined) counters.refusedRequests.set(refusal.reason, (counters.refusedRequests.get(refusal.reason) ?? 0) + 1)
  door.journal.record({
    at: Date.now(),
    projectId,
    door: 'grpc',
    path,
    status: refusal?.grpcCode ?? CODE.ok,
    isAccepted: accepted !== undefined,
    reason: refusal?.message ?? (accepted?.message || undefined),
    contentType: 'application/grpc',
    contentEncoding: '',
    bytes: call.request.length,
    userAgent: text(call, 'user-agent') ?? '',
    acceptedCount: accepted?.acceptedCount ?? 0,
    rejectedCount: accepted?.rejectedCount ?? 0,
  })
}

function text(call: Call, name: string): string | undefined {
  const [value] = call.metadata.get(name)
  return typeof value === 'string' ? value : undefined
}
