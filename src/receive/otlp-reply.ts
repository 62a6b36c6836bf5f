import { AppError } from '../base/errors.ts'
import type { Accepted, Signal } from './accept.ts'
import { bytesField, message, numberField, textField } from './protobuf/write.ts'

/** How a body is written; a reply always speaks as its request did. */
export type Encoding = 'protobuf' | 'json'

export const CONTENT_TYPES = { protobuf: 'application/x-protobuf', json: 'application/json' } as const

/** gRPC status numbers, which `google.rpc.Status` uses on both doors. */
export const CODE = {
  ok: 0,
  cancelled: 1,
  invalidArgument: 3,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const

/** A refusal as both doors need it. Only 429 and 503 are ever tried again by senders. */
export type Refusal = {
  readonly httpStatus: number
  readonly grpcCode: number
  /** The AppError code, or `internal`. */
  readonly reason: string
  readonly message: string
  readonly field: string | undefined
  readonly retryAfterSeconds: number | undefined
}

const DEFAULT_RETRY_SECONDS = 5
const MAX_MESSAGE_LENGTH = 2048

const STATUS_BY_CODE: Readonly<Record<string, readonly [number, number]>> = {
  unsupported_media_type: [415, CODE.invalidArgument],
  unsupported_encoding: [415, CODE.unimplemented],
  method_not_allowed: [405, CODE.unimplemented],
}

const STATUS_BY_KIND = {
  bad_input: [400, CODE.invalidArgument],
  unauthenticated: [401, CODE.unauthenticated],
  forbidden: [403, CODE.permissionDenied],
  not_found: [404, CODE.notFound],
  conflict: [409, CODE.failedPrecondition],
  overloaded: [429, CODE.resourceExhausted],
  unavailable: [503, CODE.unavailable],
} as const

/** Anything but an AppError is a bug: its text stays in the log. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof AppError)) {
    return {
      httpStatus: 500,
      grpcCode: CODE.internal,
      reason: 'internal',
      message: 'Something went wrong here.',
      field: undefined,
      retryAfterSeconds: undefined,
    }
  }
  const [httpStatus, grpcCode] = error.isTooLarge
    ? [413, CODE.resourceExhausted]
    : (STATUS_BY_CODE[error.code] ?? STATUS_BY_KIND[error.kind])
  const isRetryable = error.kind === 'overloaded' || error.kind === 'unavailable'
  return {
    httpStatus,
    grpcCode,
    reason: error.code,
    message: shorten(error.hint === undefined ? error.message : `${error.message} ${error.hint}`),
    field: error.field,
    retryAfterSeconds: isRetryable ? (error.retryAfterSeconds ?? DEFAULT_RETRY_SECONDS) : undefined,
  }
}

/** `Export…ServiceResponse`. Full success leaves `partial_success` unset: no bytes at all, or `{}`. */
export function writeSuccess(signal: Signal, encoding: Encoding, { rejectedCount, message: told }: Accepted): Buffer {
  const isPartial = rejectedCount > 0
  const text = shorten(told)
  if (encoding === 'protobuf') {
    return isPartial ? message(bytesField(1, message(numberField(1, rejectedCount), textField(2, text)))) : Buffer.alloc(0)
  }
  const body = isPartial ? { partialSuccess: { [REJECTED_NAME[signal]]: String(rejectedCount), errorMessage: text } } : {}
  return Buffer.from(JSON.stringify(body))
}

const REJECTED_NAME = { traces: 'rejectedSpans', logs: 'rejectedLogRecords', metrics: 'rejectedDataPoints' } as const

/** `google.rpc.Status` with `BadRequest` or `RetryInfo` among its details. */
export function writeStatus(encoding: Encoding, refusal: Refusal): Buffer {
  const { grpcCode: code, retryAfterSeconds } = refusal
  const isBadRequest = code === CODE.invalidArgument
  if (encoding === 'json') {
    const details: object[] = []
    if (isBadRequest) {
      details.push({ '@type': BAD_REQUEST, fieldViolations: [{ field: refusal.field ?? 'body', description: refusal.message }] })
    }
    if (retryAfterSeconds !== undefined) details.push({ '@type': RETRY_INFO, retryDelay: `${retryAfterSeconds}s` })
    return Buffer.from(JSON.stringify({ code, message: refusal.message, ...(details.length > 0 ? { details } : {}) }))
  }
  const details: Uint8Array[] = []
  if (isBadRequest) {
    const violation = message(textField(1, refusal.field ?? 'body'), textField(2, refusal.message))
    details.push(any(BAD_REQUEST, message(bytesField(1, violation))))
  }
  if (retryAfterSeconds !== undefined) details.push(any(RETRY_INFO, message(bytesField(1, numberField(1, Math.ceil(retryAfterSeconds))))))
  return message(numberField(1, code), textField(2, refusal.message), ...details.map((detail) => bytesField(3, detail)))
}

const BAD_REQUEST = 'type.googleapis.com/google.rpc.BadRequest'
const RETRY_INFO = 'type.googleapis.com/google.rpc.RetryInfo'

function any(typeUrl: string, value: Uint8Array): Buffer {
  return message(textField(1, typeUrl), bytesField(2, value))
}

/** Replies stay far below the 4 MiB a sender may limit them to. */
function shorten(text: string): string {
  return text.length > MAX_MESSAGE_LENGTH ? `${text.slice(0, MAX_MESSAGE_LENGTH - 1)}…` : text
}
