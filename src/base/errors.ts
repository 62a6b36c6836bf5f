/** What went wrong, in terms of what the caller can do about it. Each door maps kinds to its own protocol. */
export type ErrorKind = 'bad_input' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'overloaded' | 'unavailable'

export type AppErrorOptions = {
  readonly cause?: unknown
  /** What to do about it, one sentence. */
  readonly hint?: string | undefined
  /** Name of the offending parameter, header or body field. */
  readonly field?: string
  /** Where in that text it goes wrong, counted in UTF-16 units from 0. */
  readonly position?: number
  /** For `overloaded` and `unavailable`: when a sender may try again. */
  readonly retryAfterSeconds?: number
  /** For `bad_input`: the input is too large, not malformed. */
  readonly isTooLarge?: boolean
}

/** The one class for expected failures. Anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly kind: ErrorKind
  /** Stable machine-readable word, listed in docs/errors.md. */
  readonly code: string
  readonly hint: string | undefined
  readonly field: string | undefined
  readonly position: number | undefined
  readonly retryAfterSeconds: number | undefined
  readonly isTooLarge: boolean

  constructor(kind: ErrorKind, code: string, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.kind = kind
    this.code = code
    this.hint = options.hint
    this.field = options.field
    this.position = options.position
    this.retryAfterSeconds = options.retryAfterSeconds
    this.isTooLarge = options.isTooLarge ?? false
  }
}
