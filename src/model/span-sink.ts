import type { RawLogRecord, RawSpan } from './raw-span.ts'

/**
 * Where the letterbox hands over what it decoded. A promise that resolves means: on disk, survives `kill -9`.
 * It rejects with AppError `overloaded` or `unavailable` (both with `retryAfterSeconds`) when nothing was kept.
 * `bytes` is the decoded size of the request, used to bound the queue.
 */
export type SpanSink = {
  acceptSpans(projectId: string, spans: readonly RawSpan[], bytes: number): Promise<void>
  acceptLogs(projectId: string, logs: readonly RawLogRecord[], bytes: number): Promise<void>
}

/** One request to a receiving door, as the getting-started checklist shows it. Never holds content. */
export type ReceivedRequest = {
  readonly at: number
  readonly projectId: string | undefined
  readonly door: 'http' | 'grpc'
  readonly path: string
  /** HTTP status, or the gRPC status number. */
  readonly status: number
  readonly isAccepted: boolean
  readonly reason: string | undefined
  /** It brought what belongs to another address. */
  readonly isWrongSignal?: boolean
  readonly contentType: string
  readonly contentEncoding: string
  readonly bytes: number
  readonly userAgent: string
  readonly acceptedCount: number
  readonly rejectedCount: number
}
