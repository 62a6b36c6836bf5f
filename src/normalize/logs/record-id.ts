import { createHash } from 'node:crypto'
import type { AnyValue } from '../../model/any-value.ts'
import type { RawLogRecord, SpanId, TraceId } from '../../model/raw-span.ts'

const DEEPEST = 64

/** An id that these words always give: whoever knows them can name the span or trace before it arrives. */
export function traceIdOf(...words: readonly string[]): TraceId {
  return digest(words)
}

export function spanIdOf(...words: readonly string[]): SpanId {
  return digest(words).slice(0, 16)
}

/** The id of what this record alone stands for: sent again it is the same, and no other record has it. */
export function recordSpanId(record: RawLogRecord): SpanId {
  const times = `${record.timeUnixNano} ${record.observedTimeUnixNano}`
  return spanIdOf('record', record.traceId, record.spanId, times, record.eventName, textOf(record.body, 0), textOf(record.attributes, 0))
}

function digest(words: readonly string[]): string {
  return createHash('md5').update(JSON.stringify(words)).digest('hex')
}

/** A value as text: different values differ, the order of keys does not matter. */
function textOf(value: AnyValue, depth: number): string {
  if (depth === DEEPEST) return '…'
  if (value instanceof Uint8Array) return `b${Buffer.from(value).toString('base64')}`
  if (Array.isArray(value)) return `[${(value as readonly AnyValue[]).map((each) => textOf(each, depth + 1)).join()}]`
  if (typeof value === 'bigint') return `i${value}`
  if (!(value instanceof Map)) return value === undefined ? 'n' : JSON.stringify(value)
  const entries = [...(value as ReadonlyMap<string, AnyValue>)].map(([key, each]) => `${JSON.stringify(key)}:${textOf(each, depth + 1)}`)
  return `{${entries.sort().join()}}`
}
