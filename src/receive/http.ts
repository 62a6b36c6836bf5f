import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../base/errors.ts'
import { acceptBody } from './accept.ts'
import type { Signal } from './accept.ts'
import { collect, createByteBudget, decompress, decompressorFor, discard, tooLarge } from './body.ts'
import type { ByteBudget } from './body.ts'
import { createReceiveCounters } from './counters.ts'
import type { ReceiveCounters } from './counters.ts'
import { credentialOf } from './credential.ts'
import type { ReceiveDeps } from './deps.ts'
import { recordAccepted, recordRefused } from './journal.ts'
import type { Visit } from './journal.ts'
import { CONTENT_TYPES, refusalOf, writeStatus, writeSuccess } from './otlp-reply.ts'
import type { Encoding } from './otlp-reply.ts'

const SIGNALS: readonly Signal[] = ['traces', 'logs', 'metrics']
/** The standard path, and those the SDKs of Traceloop, Langfuse and LangSmith build from a base URL. */
const PREFIXES = ['', '/api/otel', '/api/public/otel', '/otel']
/** Bodies being read and decoded at one time, all requests together, in multiples of the largest body allowed. */
const BUDGET_BODIES = 4
const LINGER_MS = 2000

type Door = ReceiveDeps & { readonly counters: ReceiveCounters; readonly budget: ByteBudget }

/** Adds the OTLP/HTTP paths. The body is read here, not by Fastify: it has its own limit, its own types and its own errors. */
export function registerOtlpHttp(app: FastifyInstance, deps: ReceiveDeps): void {
  const door: Door = {
    ...deps,
    counters: deps.counters ?? createReceiveCounters(),
    budget: createByteBudget(BUDGET_BODIES * deps.maxBodyBytes),
  }
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.setErrorHandler((error, request, reply) => refuse(door, request, reply, openVisit(request), ofFastify(error)))
    for (const prefix of PREFIXES) {
      for (const signal of SIGNALS) {
        const url = `${prefix}/v1/${signal}`
        scope.post(url, (request, reply) => receive(door, signal, request, reply))
        scope.route({ method: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], url, handler: refuseMethod })
      }
    }
  })
}

async function refuseMethod(_request: FastifyRequest, reply: FastifyReply): Promise<never> {
  reply.header('allow', 'POST')
  throw new AppError('bad_input', 'method_not_allowed', 'Telemetry is sent here with POST.')
}

async function receive(door: Door, signal: Signal, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visit = openVisit(request)
  try {
    visit.projectId = await door.resolveProject(credentialOf(request.headers.authorization, header(request, 'x-api-key')))
    const encoding = encodingOf(request)
    const body = await readBody(door, request, visit)
    const accepting = acceptBody(signal, encoding, body, visit.projectId, door)
    // Decoding is synchronous, so the bytes are done with. What still waits for the disk is the sink's to bound.
    door.budget.give(body.length)
    const accepted = await accepting
    recordAccepted(door, visit, 200, accepted)
    return reply
      .code(200)
      .header('content-type', CONTENT_TYPES[encoding])
      .send(writeSuccess(signal, encoding, accepted))
  } catch (error) {
    return refuse(door, request, reply, visit, error)
  }
}

/** The budget holds the body's length when this resolves, and nothing when it rejects. */
async function readBody({ budget, maxBodyBytes }: Door, request: FastifyRequest, visit: OpenVisit): Promise<Buffer> {
  const decompressor = decompressorFor(header(request, 'content-encoding') ?? '')
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw tooLarge(maxBodyBytes)
  const received = await collect(request.raw, maxBodyBytes, budget)
  visit.bytes = received.length
  if (decompressor === undefined) return received
  try {
    return await decompress(received, decompressor, maxBodyBytes, budget)
  } finally {
    budget.give(received.length)
  }
}

async function refuse(door: Door, request: FastifyRequest, reply: FastifyReply, visit: OpenVisit, error: unknown): Promise<FastifyReply> {
  const refusal = refusalOf(error)
  if (refusal.httpStatus === 500) door.log.error({ error, requestId: request.id }, 'a bug in receiving over HTTP')
  else door.log.debug({ requestId: request.id, status: refusal.httpStatus, reason: refusal.reason }, 'refused over HTTP')
  recordRefused(door, visit, refusal.httpStatus, refusal)
  if (!(await discard(request.raw, door.maxBodyBytes, LINGER_MS))) reply.header('connection', 'close')
  if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', Math.ceil(refusal.retryAfterSeconds))
  if (refusal.httpStatus === 401) reply.header('www-authenticate', 'Bearer')
  const encoding = knownEncoding(request) ?? 'json'
  return reply.code(refusal.httpStatus).header('content-type', CONTENT_TYPES[encoding]).send(writeStatus(encoding, refusal))
}

/** Filled in as the request is read. */
type OpenVisit = Visit & { projectId: string | undefined; bytes: number }

function openVisit(request: FastifyRequest): OpenVisit {
  return {
    door: 'http',
    path: request.routeOptions.url ?? '',
    projectId: undefined,
    contentType: header(request, 'content-type') ?? '',
    contentEncoding: header(request, 'content-encoding') ?? '',
    bytes: 0,
    userAgent: header(request, 'user-agent') ?? '',
  }
}

function encodingOf(request: FastifyRequest): Encoding {
  const encoding = knownEncoding(request)
  if (encoding !== undefined) return encoding
  throw new AppError('bad_input', 'unsupported_media_type', `Content-Type must be ${CONTENT_TYPES.protobuf} or ${CONTENT_TYPES.json}.`, {
    field: 'Content-Type',
  })
}

function knownEncoding(request: FastifyRequest): Encoding | undefined {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';', 1)
  switch (type.trim().toLowerCase()) {
    case CONTENT_TYPES.protobuf:
    case 'application/protobuf':
      return 'protobuf'
    case CONTENT_TYPES.json:
      return 'json'
    default:
      return undefined
  }
}

function header(request: { readonly headers: IncomingMessage['headers'] }, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** What Fastify itself refuses here, it refuses because of the media type. */
function ofFastify(error: unknown): unknown {
  const isMediaType = error instanceof Error && 'statusCode' in error && error.statusCode === 415
  return isMediaType
    ? new AppError('bad_input', 'unsupported_media_type', 'Content-Type is not a media type.', { cause: error, field: 'Content-Type' })
    : error
}
