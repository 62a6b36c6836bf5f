import type { Status } from './outcome.ts'

/** One condition on a session or a trace. Alternatives inside a condition are OR; conditions are AND. */
export type Condition =
  /** Lower-cased text that occurs, whatever the case, in an id, an alias, a user id or in what was said. */
  | { readonly kind: 'text'; readonly text: string }
  /** Exact ids; an alias must have been resolved to its session before. */
  | { readonly kind: 'session'; readonly anyOf: readonly string[] }
  | { readonly kind: 'user'; readonly anyOf: readonly string[] }
  | { readonly kind: 'status'; readonly anyOf: readonly Status[] }
  /** Traces only. */
  | { readonly kind: 'hasSession'; readonly isWanted: boolean }

/** Both ends included; a trace is inside when any moment of it is, a session when any of its traces is. */
export type TimeWindow = { readonly fromUnixNano: bigint | undefined; readonly toUnixNano: bigint | undefined }

export type Filter = {
  readonly projectId: string
  readonly conditions: readonly Condition[]
  readonly window: TimeWindow
  /** The moment of the question, for `running`. */
  readonly asOfUnixNano: bigint
  /** Ids of what is listed: of these alone those that match. */
  readonly only?: readonly string[]
}

/** Where a page begins: after the row with this id and this sort value (unknown = undefined). */
export type Position = { readonly value: bigint | string | undefined; readonly id: string }

export type PageRequest<S extends string> = {
  readonly sort: S
  readonly isDescending: boolean
  readonly after: Position | undefined
  readonly limit: number
}
