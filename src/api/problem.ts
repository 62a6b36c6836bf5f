import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type ErrorKind } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import type { Problem } from './contract/problem.ts'

const STATUS: Record<ErrorKind, number> = {
  bad_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  overloaded: 429,
  unavailable: 503,
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

type Failure = Omit<Problem, 'type' | 'title' | 'requestId'> & { readonly retryAfterSeconds?: number | undefined }

/** The one place where what went wrong becomes an answer. A bug is logged with its stack and answered with the request id alone. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): FastifyReply {
  const failure = failureOf(error)
  if (failure.status >= 500 && !(error instanceof AppError)) {
    log.error({ requestId: request.id, method: request.method, route: request.routeOptions.url, err: error }, 'a request failed')
  }
  return replyWith(failure, request, reply)
}

export function replyWith(failure: Failure, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { retryAfterSeconds, ...rest } = failure
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds))
  const problem: Problem = { type: 'about:blank', title: TITLES[failure.status] ?? 'Error', ...rest, requestId: request.id }
  // Bytes, because to text the framework would add a charset that this media type does not know.
  return reply
    .code(failure.status)
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify(problem)))
}

export function failureOf(error: unknown): Failure {
  if (error instanceof AppError) {
    const { kind, code, message, field, hint, position, isTooLarge } = error
    const retryAfterSeconds = error.retryAfterSeconds ?? (kind === 'unavailable' || kind === 'overloaded' ? 1 : undefined)
    return { status: isTooLarge ? 413 : STATUS[kind], code, detail: message, field, hint, position, retryAfterSeconds }
  }
  const { statusCode, message } = error as { statusCode?: unknown; message?: unknown }
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    // The web framework refused the request before a route saw it: its sentence speaks of the request only.
    return { status: statusCode, code: 'bad_request', detail: String(message) }
  }
  return { status: 500, code: 'internal', detail: 'Something went wrong here. The log has more under this request id.' }
}
