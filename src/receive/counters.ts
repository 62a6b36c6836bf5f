import type { Signal } from './accept.ts'

/**
 * What the doors have seen since the start, for /metrics. Of what was decoded, received = accepted + rejected + refused:
 * rejected ones were named in a partial success, refused ones came in a request that was answered with an error.
 */
export type ReceiveCounters = {
  requests: number
  /** Requests answered with an error, by AppError code. */
  readonly refusedRequests: Map<string, number>
  readonly accepted: Record<Signal, number>
  readonly rejected: Record<Signal, number>
  readonly refused: Record<Signal, number>
}

export function createReceiveCounters(): ReceiveCounters {
  const none = (): Record<Signal, number> => ({ traces: 0, logs: 0, metrics: 0 })
  return { requests: 0, refusedRequests: new Map(), accepted: none(), rejected: none(), refused: none() }
}
