import type { RawSpan } from '../model/raw-span.ts'
import { uint64 } from './json-text.ts'

export type SpanTimes = {
  readonly startUnixNano: bigint
  readonly endUnixNano: bigint
  /** Empty when both are as sent; else the two numbers as sent. */
  readonly sentTimes: string
}

/** The times a span is shown with: start is never 0 (else its end, else when it was received), end is never before start. */
export function correctTimes(raw: Pick<RawSpan, 'startTimeUnixNano' | 'endTimeUnixNano'>, receivedUnixNano: bigint): SpanTimes {
  const sentStart = raw.startTimeUnixNano
  const sentEnd = raw.endTimeUnixNano
  const start = uint64(sentStart) || uint64(sentEnd) || receivedUnixNano
  const end = uint64(sentEnd) < start ? start : uint64(sentEnd)
  return { startUnixNano: start, endUnixNano: end, sentTimes: start === sentStart && end === sentEnd ? '' : `${sentStart} ${sentEnd}` }
}
