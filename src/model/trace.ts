import type { Outcome, SpanKind } from './outcome.ts'
import type { InferredFrom } from './session.ts'

/** Sums of counted usage. A field is absent when no counted span reported it. */
export type TokenTotals = {
  readonly promptTokens: number | undefined
  readonly completionTokens: number | undefined
  readonly totalTokens: number | undefined
  readonly cachedPromptTokens: number | undefined
  readonly reasoningTokens: number | undefined
  readonly costNanoUsd: number | undefined
}

/** What one model has used; an empty name: none was named. */
export type ModelUsage = TokenTotals & {
  readonly model: string
  readonly callCount: number
  /** Some of the cost is a price times tokens. */
  readonly isCostEstimated: boolean
}

/** Errors alike in type. Empty type: they tell none, and say the same. */
export type ErrorGroup = { readonly type: string; readonly message: string; readonly spanCount: number }

/**
 * A pause that nothing in its own trace has answered: a later one does by running the checkpoint again, or by bringing the answer to an
 * interrupt or a tool call of one of these ids. Without either, any answer is meant.
 */
export type OpenPause = { readonly checkpointNs: string; readonly ids: readonly string[] }

/** A trace: a pure function of its de-duplicated spans. */
export type Trace = TokenTotals & {
  readonly projectId: string
  readonly traceId: string
  /** Empty for the whole trace. One that belongs to several sessions also has a part for each: the id of that session. */
  readonly part: string
  /** Sessions that share this trace by parts; 0 when it belongs to one or none. */
  readonly partCount: number
  /** Empty: the trace names no session, or its parts do. */
  readonly sessionId: string
  /** How it came to its session: by a sent id, or inferred, then by what. */
  readonly sessionOrigin: '' | 'sent' | InferredFrom
  /** Other ids the spans named, sorted; looking one up finds the session. */
  readonly aliases: readonly string[]
  /** Two spans named different ids under the same key of the same tier. */
  readonly hasSessionConflict: boolean
  readonly userId: string
  readonly name: string
  readonly startUnixNano: bigint
  readonly endUnixNano: bigint
  readonly spanCount: number
  /** Spans with outcome `error`. */
  readonly errorCount: number
  /** Spans that a human turned down. */
  readonly rejectedCount: number
  /** Distinct interrupts. */
  readonly interruptCount: number
  /** Those that have an id. */
  readonly interruptIds: readonly string[]
  /** Empty unless it waits, or would if there were no error. */
  readonly openPauses: readonly OpenPause[]
  /** Interrupts and tool calls that were answered in this trace. */
  readonly answeredCallIds: readonly string[]
  /** Pauses for a human that ended inside this trace. */
  readonly waits: readonly { readonly start: bigint; readonly end: bigint }[]
  /** Roll-up rules of semantics 8.5: error wins over interrupted, wins over cancelled. */
  readonly outcome: 'ok' | 'error' | 'interrupted' | 'cancelled'
  /** It has error spans, yet its topmost span ended well. */
  readonly isRecovered: boolean
  /** A span is pending, or a named parent has not arrived. */
  readonly isUnfinished: boolean
  readonly isApproximate: boolean
  /** Some of the cost is a price times tokens, not what the sender stated. */
  readonly isCostEstimated: boolean
  /** Models whose counted usage has neither a cost nor a price. */
  readonly unpricedModels: readonly string[]
  /** Told by log events alone; where their sender sends spans as well, it is work told twice. */
  readonly isFromLogs: boolean
  readonly kinds: readonly SpanKind[]
  readonly models: readonly string[]
  readonly requestedModels: readonly string[]
  readonly providers: readonly string[]
  readonly finishReasons: readonly string[]
  /** The longest time to a first token that one of its spans tells of. */
  readonly ttftNano: number | undefined
  /** Of its error spans. */
  readonly errorTypes: readonly string[]
  readonly errorMessages: readonly string[]
  /** Each where it was thrown, not where it passed. */
  readonly errors: readonly ErrorGroup[]
  /** Of a part: its spans. */
  readonly spanIds: readonly string[]
  /** Spans with another outcome than they have alone; with none, because they only tell of spans that were sent as spans too. */
  readonly settled: readonly { readonly spanId: string; readonly outcome: Outcome | '' }[]
  /** Together the totals; by name. */
  readonly modelUsage: readonly ModelUsage[]
  readonly tools: readonly string[]
  readonly tags: readonly string[]
  readonly environment: string
  readonly service: string
  readonly input: string
  readonly output: string
  /** End of the interrupted span that owns the pause (the latest one), 0n when there is none. */
  readonly interruptedAtUnixNano: bigint
  readonly checkpointNamespaces: readonly string[]
  readonly isResume: boolean
  /** Of its first and its last model call, see SpanReading. */
  readonly historyKey: string
  readonly threadKey: string
  /** Sum of the batch sequence numbers of its spans: grows with every change, so a stale fold never wins. */
  readonly version: bigint
}
