import { AppError } from '../base/errors.ts'
import type { RawLogRecord, RawSpan } from '../model/raw-span.ts'
import { isZeroId } from './ids.ts'

/** Containers of an attribute value nested deeper than this are replaced by `TOO_DEEP`; the span is kept. */
export const MAX_VALUE_DEPTH = 32
export const TOO_DEEP = `[nested deeper than ${MAX_VALUE_DEPTH} levels]`

/**
 * Messages, strings and lists in one request. An empty event is two bytes on the wire and seventy in memory, so a limit on bytes
 * alone would not bound what a body costs. Real requests come nowhere near: 30,000 spans with 30 attributes each.
 */
export const MAX_PARTS = 4_000_000

export function tooManyParts(): AppError {
  return new AppError('bad_input', 'too_many_parts', `The body holds more than ${MAX_PARTS} messages, strings and lists.`, {
    isTooLarge: true,
    hint: 'Send smaller batches.',
  })
}

/** What one request decoded to. Something bad costs only itself: it is counted under the reason, the rest is kept. */
export type Batch<T> = {
  readonly items: T[]
  readonly rejected: Map<string, number>
}

export const REJECTED = {
  traceId: 'the trace id must be 16 bytes and not all zero',
  spanId: 'the span id must be 8 bytes and not all zero',
  parentSpanId: 'the parent span id must be 8 bytes, or empty for a root',
  malformed: 'its bytes are malformed',
  looksLikeLog: 'it is a log record, not a span: send logs to /v1/logs',
  looksLikeSpan: 'it is a span, not a log record: send spans to /v1/traces',
} as const

export function createBatch<T>(): Batch<T> {
  return { items: [], rejected: new Map() }
}

export function reject(batch: Batch<unknown>, reason: string): void {
  batch.rejected.set(reason, (batch.rejected.get(reason) ?? 0) + 1)
}

export function countRejected(batch: Batch<unknown>): number {
  let count = 0
  for (const some of batch.rejected.values()) count += some
  return count
}

/** True when nothing but things of another signal came: the sender posts to the wrong path. */
export function isWrongSignal(batch: Batch<unknown>): boolean {
  const wrong = (batch.rejected.get(REJECTED.looksLikeLog) ?? 0) + (batch.rejected.get(REJECTED.looksLikeSpan) ?? 0)
  return wrong > 0 && batch.items.length === 0 && wrong === countRejected(batch)
}

/** Adds a span whose ids are lower-case hex of any length, or rejects it. An all-zero parent is a root. */
export function keepSpan(batch: Batch<RawSpan>, span: RawSpan): void {
  const { traceId, spanId, parentSpanId } = span
  if (traceId.length !== 32 || isZeroId(traceId)) reject(batch, REJECTED.traceId)
  else if (spanId.length !== 16 || isZeroId(spanId)) reject(batch, REJECTED.spanId)
  else if (parentSpanId !== '' && parentSpanId.length !== 16) reject(batch, REJECTED.parentSpanId)
  else batch.items.push(isZeroId(parentSpanId) ? { ...span, parentSpanId: '' } : span)
}

/** Adds a log record whose ids are lower-case hex of any length, or rejects it. No id, or an all-zero one, is fine: it belongs to no span. */
export function keepLogRecord(batch: Batch<RawLogRecord>, record: RawLogRecord): void {
  const { traceId, spanId } = record
  if (traceId !== '' && traceId.length !== 32) reject(batch, REJECTED.traceId)
  else if (spanId !== '' && spanId.length !== 16) reject(batch, REJECTED.spanId)
  else if (isZeroId(traceId) || isZeroId(spanId)) {
    batch.items.push({ ...record, traceId: isZeroId(traceId) ? '' : traceId, spanId: isZeroId(spanId) ? '' : spanId })
  } else batch.items.push(record)
}
