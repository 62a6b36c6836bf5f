// The one door to the public API, for web, CLI and MCP alike.
// In: the name of an operation and its parameters. Out: the reply, typed by the contract; or an ApiProblem.
// Promises: every parameter arrives as it was given, whatever characters it has.
// Never: retries what is asked once, caches, or checks what the server has checked.
import { contract, type Contract, type File, type Operation as AnyOperation, type Stream } from '../api/contract/contract.ts'
import type { LiveEvent } from '../api/contract/live.ts'
import type { Problem } from '../api/contract/problem.ts'
import type { BodyOf, ParamsOf, QueryInputOf, ReplyOf, Route } from '../api/contract/route.ts'
import { listen, type ListenOptions } from './listen.ts'

export { pagesOf, turnsOf } from './pages.ts'

export type ClientOptions = {
  /** Default: the origin of the page. */
  readonly baseUrl?: string
  readonly fetch?: typeof fetch
  /** Sent as `Authorization: Bearer`; the web app has its cookie instead. */
  readonly token?: string
}

type Given<T, K extends string> = undefined extends T ? { readonly [P in K]?: T } : { readonly [P in K]: T }
/** What is answered once. */
type Operation = Exclude<AnyOperation, Stream | File>
export type Args<O extends Operation | File> = Given<ParamsOf<Contract[O]>, 'params'> &
  Given<BodyOf<Contract[O]>, 'body'> & { readonly query?: QueryInputOf<Contract[O]>; readonly signal?: AbortSignal }
export type Reply<O extends Operation> = ReplyOf<Contract[O]>

export type ListenArgs = ListenOptions & {
  readonly params: ParamsOf<Contract['listen']>
  readonly query: QueryInputOf<Contract['listen']>
}

export type Client = {
  call<O extends Operation>(operation: O, ...args: {} extends Args<O> ? [Args<O>?] : [Args<O>]): Promise<Reply<O>>
  /** A file, piece by piece as it is read. Throws when it breaks off before its end. */
  file<O extends File>(operation: O, args: Args<O>): AsyncIterable<Uint8Array>
  /** Events until the signal comes; lost connections are made anew. Throws ApiProblem for what the server refuses for good. */
  listen(args: ListenArgs): AsyncIterable<LiveEvent>
}

/** What the server answered instead of a reply. `status` 0: there was no answer. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly field: string | undefined
  readonly hint: string | undefined
  readonly requestId: string | undefined

  constructor({ status, code, detail, field, hint, requestId }: Partial<Problem> & { status: number }, options?: ErrorOptions) {
    super(detail ?? `The server answered ${status}.`, options)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code ?? 'unknown'
    this.detail = this.message
    this.field = field
    this.hint = hint
    this.requestId = requestId
  }
}

export function createClient({ baseUrl = '', fetch: send = (...args) => fetch(...args), token }: ClientOptions = {}): Client {
  const credential: Readonly<Record<string, string>> = token === undefined ? {} : { authorization: `Bearer ${token}` }

  async function request(route: Route, { params, query, body, signal }: AnyArgs, headers: Readonly<Record<string, string>>) {
    const hasBody = route.method === 'POST' || route.method === 'PATCH'
    const init: RequestInit = {
      method: route.method,
      headers: { ...headers, ...(hasBody ? { 'content-type': 'application/json' } : {}), ...credential },
      ...(hasBody ? { body: JSON.stringify(body ?? {}) } : {}),
      ...(signal === undefined ? {} : { signal }),
    }
    const address = baseUrl.replace(/\/$/, '') + addressOf(route.path, params, query)
    const response = await reach(() => send(address, init), signal)
    if (!response.ok) throw await problemOf(response)
    return response
  }

  return {
    async call(operation, ...[args]) {
      const route: Route = contract[operation]
      const response = await request(route, (args ?? {}) as AnyArgs, { accept: 'application/json' })
      if (route.isBytes) return new Uint8Array(await response.arrayBuffer()) as Reply<typeof operation>
      return (response.status === 204 ? undefined : await response.json()) as Reply<typeof operation>
    },
    async *file(operation, args) {
      const response = await request(contract[operation], args as AnyArgs, {})
      const reader = response.body!.getReader()
      const next = () => reader.read().catch((cause: unknown) => Promise.reject(args.signal?.aborted ? cause : brokenOff(cause)))
      try {
        for (let piece = await next(); !piece.done; piece = await next()) yield piece.value
      } finally {
        await reader.cancel().catch(() => undefined)
      }
    },
    listen: ({ params, query, ...options }) =>
      listen(
        (headers, signal) => request(contract.listen, { params, query, signal }, { accept: 'text/event-stream', ...headers }),
        isRefusal,
        options,
      ),
  }
}

/** Asking again would not help. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiProblem && error.status >= 400 && error.status < 500 && error.status !== 408 && error.status !== 429
}

type Values = Readonly<Record<string, unknown>>
type AnyArgs = { params?: Values; query?: Values; body?: unknown; signal?: AbortSignal | undefined }

/** `{name}` becomes one segment, whatever it holds; only `.` and `..` cannot be one, since every URL parser walks along them. */
export function addressOf(path: string, params: Values = {}, query: Values = {}): string {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(params[name]).toWellFormed()
    if (/^\.{0,2}$/.test(value)) throw new ApiProblem({ status: 0, code: 'no_address', detail: `An address cannot hold "${value}".` })
    return encodeURIComponent(value)
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, `${value as string | number | boolean}`)
  const text = search.toString()
  return text === '' ? address : `${address}?${text}`
}

async function reach(work: () => Promise<Response>, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await work()
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiProblem({ status: 0, code: 'unreachable', detail: 'The server cannot be reached.' }, { cause })
  }
}

function brokenOff(cause: unknown): ApiProblem {
  return new ApiProblem({ status: 0, code: 'broken_off', detail: 'The connection broke off before the end of the file.' }, { cause })
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
  const problem = isProblem ? ((await response.json()) as Partial<Problem>) : {}
  return new ApiProblem({ ...problem, status: response.status })
}
