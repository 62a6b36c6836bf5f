import type { Attributes } from '../model/any-value.ts'
import type { Message } from '../model/message.ts'
import type { SpanKind } from '../model/outcome.ts'
import type { RawSpan } from '../model/raw-span.ts'
import type { EncodingName } from './precedence.ts'

export type Side = 'input' | 'output'

/** What a span said on one side: messages, or some other decoded value, or a value beside its messages. */
export type Said = { readonly messages: readonly Message[]; readonly value: unknown }

/** A span as the encodings see it. */
export type SpanView = {
  readonly raw: RawSpan
  readonly kind: SpanKind
  /** Prefixes of flattened lists that occur on it. */
  readonly lists: ReadonlySet<string>
}

/** One way of writing down what was said. `undefined`: this span does not use it. Never throws. */
export type Encoding = (span: SpanView, side: Side) => Said | undefined

/**
 * What an event of a coding agent is: the prompt that begins a turn, a step of the turn, or something more about the turn.
 * `failure`: it failed, and why.
 */
export type EventRole = { readonly as: 'prompt' | 'step' | 'note'; readonly kind: SpanKind; readonly failure?: string | undefined }

/** How a coding agent reports what it does in log records. */
export type AgentEvents = {
  /** Begins the names of its events; where it is left out, the scope tells whose events they are. */
  readonly prefix: string
  readonly scope: string
  readonly sessionKey: string
  readonly promptKey: string
  /** `name` without the prefix. Nothing: the record is a log line and no more. */
  roleOf(name: string, attributes: Attributes): EventRole | undefined
}

/**
 * How one family of SDKs words things. A convention says what its words mean; which of several
 * present conventions is believed is decided per field in `precedence.ts`.
 */
export type Convention = {
  readonly name: string
  /** Attribute → its words (lower-cased) → kind. A word that is not here says nothing. */
  readonly kinds?: Readonly<Record<string, Readonly<Record<string, SpanKind>>>>
  /** Kinds told by the first word of the span name, for spans of scopes that begin so. */
  readonly namedKinds?: { readonly scope: string; readonly names: Readonly<Record<string, SpanKind>> }
  readonly agentEvents?: AgentEvents
  /** Scopes whose agents run the tools that their models ask for inside the trace, and end without a word when one waits for approval. */
  readonly toolRunners?: readonly string[]
  /** Names of spans that are nothing but a human deciding. */
  readonly humanWaits?: readonly string[]
  readonly encodings?: Readonly<Partial<Record<EncodingName, Encoding>>>
  /** Attributes that hold content: kept in the payload column. */
  readonly payloadKeys?: readonly string[]
  /** The same for flattened lists: an index follows. */
  readonly payloadPrefixes?: readonly string[]
}
