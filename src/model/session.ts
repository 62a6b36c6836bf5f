import type { TokenTotals } from './trace.ts'

/** The conversation that a call was told of, or what its user did shortly before. */
export const INFERRED_FROM = ['history', 'user'] as const
export type InferredFrom = (typeof INFERRED_FROM)[number]

/** A session: a pure function of its traces. Times in nanoseconds. */
export type Session = TokenTotals & {
  readonly projectId: string
  readonly sessionId: string
  /** `sent`: its id came with the spans. Else it is inferred, and this says from what. */
  readonly origin: 'sent' | InferredFrom
  readonly aliases: readonly string[]
  readonly traceCount: number
  /** Traces with one or more error spans. */
  readonly errorCount: number
  readonly errorSpanCount: number
  /** Of the traces with errors, those whose topmost span ended well. */
  readonly recoveredCount: number
  /** Spans that a human turned down. */
  readonly rejectedCount: number
  readonly spanCount: number
  /** Start of the first trace. */
  readonly createdUnixNano: bigint
  /** Start of the most recent trace. */
  readonly lastTraceUnixNano: bigint
  /** End of the last span. */
  readonly lastActivityUnixNano: bigint
  /** Length of the union of its trace intervals, pauses taken out. */
  readonly activeNano: bigint
  /** Answered pauses, as the length of their union: parallel pauses count once. */
  readonly waitingNano: bigint
  /** End of the interrupted span nothing has answered, when it is in the latest trace; else 0n. */
  readonly waitingSinceUnixNano: bigint
  /** Traces that ended in a pause nothing has answered, passed by or not; at most the latest 1000. */
  readonly unansweredTraceIds: readonly string[]
  /** Latest span end over unfinished traces, 0n when there is none; `running` while it is less than 60 s ago. */
  readonly unfinishedUntilUnixNano: bigint
  /** Percentiles of the durations of its traces. */
  readonly p50Nano: bigint
  readonly p95Nano: bigint
  readonly userId: string
  readonly users: readonly string[]
  readonly models: readonly string[]
  readonly requestedModels: readonly string[]
  readonly providers: readonly string[]
  readonly tools: readonly string[]
  readonly tags: readonly string[]
  /** Of its first trace that names one. */
  readonly environment: string
  readonly environments: readonly string[]
  readonly services: readonly string[]
  readonly isApproximate: boolean
  /** Some of the cost is a price times tokens. */
  readonly isCostEstimated: boolean
  readonly unpricedModels: readonly string[]
  readonly firstTraceId: string
  readonly lastTraceId: string
}
