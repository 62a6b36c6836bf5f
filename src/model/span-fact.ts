import type { SpanReading } from './reading.ts'

/**
 * The light part of a stored span: what folding a trace needs, and nothing else. One per (project, trace, span) after
 * de-duplication: the more complete version wins, of equals the one received last (`rank`).
 */
export type SpanFact = Omit<SpanReading, 'searchText' | 'metadata'> & {
  readonly projectId: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string
  readonly name: string
  /** See RawSpan; `span` when it was sent as one. */
  readonly origin: 'span' | 'log' | 'note'
  /** As sent, or corrected when impossible (semantics 9): end is never before start, start is never 0. */
  readonly startUnixNano: bigint
  readonly endUnixNano: bigint
  readonly batchSeq: bigint
  /** completeness << 48 | batchSeq */
  readonly rank: bigint
}

/** The model that answered says more than the one asked for. */
export function modelOf({ responseModel, requestModel }: Pick<SpanFact, 'responseModel' | 'requestModel'>): string {
  return responseModel || requestModel
}
