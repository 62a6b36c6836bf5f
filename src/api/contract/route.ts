import type * as z from 'zod/mini'

type Schema = z.ZodMiniType

/** One operation of the public API. Server routes, the typed client and OpenAPI 3.1 are all made from this value. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** `{name}` marks a parameter; it is percent-encoded as one segment, whatever it contains. */
  readonly path: string
  readonly summary: string
  readonly params?: Schema
  readonly query?: Schema
  readonly body?: Schema
  /** Absent: the reply is 204 without a body. */
  readonly reply?: Schema
  /** The reply is bytes of whatever type its header says, not JSON. */
  readonly isBytes?: true
  /** The reply is a text file of whatever type its header says; it is made while it is sent. */
  readonly isFile?: true
  /** The reply is a stream of server-sent events, each as `reply` says. */
  readonly isStream?: true
  readonly status?: 200 | 201 | 204
  /** Reachable without signing in (login, and what the login page needs). */
  readonly isOpen?: boolean
}

export function route<const R extends Route>(value: R): R {
  return value
}

type OutputOf<S> = S extends Schema ? z.output<S> : undefined
type InputOf<S> = S extends Schema ? z.input<S> : undefined
export type ParamsOf<R extends Route> = OutputOf<R['params']>
export type QueryOf<R extends Route> = OutputOf<R['query']>
export type QueryInputOf<R extends Route> = InputOf<R['query']>
export type BodyOf<R extends Route> = OutputOf<R['body']>
export type ReplyOf<R extends Route> = OutputOf<R['reply']>
