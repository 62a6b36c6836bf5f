/** Sums of counted usage. A field is absent when no counted span reported it. */
export type TokenTotals = {
  readonly promptTokens: number | undefined
  readonly completionTokens: number | undefined
  readonly totalTokens: number | undefined
  readonly cachedPromptTokens: number | undefined
  readonly reasoningTokens: number | undefined
  readonly costNanoUsd: number | undefined
}

/** A trace: a pure function of its de-duplicated spans. */
export type Trace = TokenTotals & {
  readonly projectId: string
  readonly traceId: string
  /** Empty: the trace names no session. */
  readonly sessionId: string
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
  /** Distinct interrupts. */
  readonly interruptCount: number
  /** Roll-up rules of semantics 8.5: error wins over interrupted, wins over cancelled. */
  readonly outcome: 'ok' | 'error' | 'interrupted' | 'cancelled'
  /** It has error spans, yet its topmost span ended well. */
  readonly isRecovered: boolean
  /** A span is pending, or a named parent has not arrived. */
  readonly isUnfinished: boolean
  readonly isApproximate: boolean
  readonly models: readonly string[]
  readonly tools: readonly string[]
  readonly tags: readonly string[]
  readonly environment: string
  readonly service: string
  readonly input: string
  readonly output: string
  /** End of the interrupted span that owns the pause (the latest one), 0n when there is none. */
  readonly interruptedAtUnixNano: bigint
  readonly interruptNamespaces: readonly string[]
  readonly checkpointNamespaces: readonly string[]
  readonly isResume: boolean
  /** Sum of the batch sequence numbers of its spans: grows with every change, so a stale fold never wins. */
  readonly version: bigint
}
