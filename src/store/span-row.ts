import type { Attributes } from '../model/any-value.ts'
import type { RawSpan } from '../model/raw-span.ts'
import type { SpanReading } from '../model/reading.ts'
import { factColumnsText } from './fact-row.ts'
import { int32, jsonText, uint32 } from './json-text.ts'
import { correctTimes } from './span-times.ts'
import { readEvents, readLinks, readResource, readScope, resourceText, scopeText, writeEvents, writeLinks } from './span-parts.ts'
import { readValue, writeValue } from './value-text.ts'

export type SpanToStore = {
  readonly projectId: string
  readonly raw: RawSpan
  readonly reading: SpanReading
  readonly receivedMs: number
}

/** Writes the row of a span as JSON text without its end: `closeRow` adds what is known only when the batch is written. */
export type SpanRowWriter = (span: SpanToStore) => string

export function closeRow(openRow: string, batchSeq: bigint, rank: bigint): string {
  return `${openRow},"batch_seq":${batchSeq},"rank":${rank}}\n`
}

const KNOWN_KEYS = 10_000

/** `isPayloadKey` says which attributes bear content: those go to the column that lists never read. */
export function spanRowWriter(isPayloadKey: (key: string) => boolean): SpanRowWriter {
  const keys = new Map<string, { readonly text: string; readonly isPayload: boolean }>()
  const describeKey = (key: string) => {
    const known = keys.get(key)
    if (known) return known
    const described = { text: jsonText(key), isPayload: isPayloadKey(key) }
    if (keys.size >= KNOWN_KEYS) keys.clear()
    keys.set(key, described)
    return described
  }
  const splitAttributes = (attributes: Attributes) => {
    let light = ''
    let payload = ''
    for (const [key, value] of attributes) {
      const { text, isPayload } = describeKey(key)
      const entry = `,${text}:${JSON.stringify(writeValue(value))}`
      if (isPayload) payload += entry
      else light += entry
    }
    return `,"attributes":{${light.slice(1)}},"payload":{${payload.slice(1)}}`
  }
  return ({ projectId, raw, reading, receivedMs }) => {
    const times = correctTimes(raw, BigInt(receivedMs) * 1_000_000n)
    return (
      factColumnsText(projectId, raw, times, reading) +
      (times.sentTimes === '' ? '' : `,"sent_times":"${times.sentTimes}"`) +
      `,"otel_kind":${int32(raw.kind)},"flags":${uint32(raw.flags)},"trace_state":${jsonText(raw.traceState)}` +
      `,"status_code":${int32(raw.statusCode)},"status_message":${jsonText(raw.statusMessage)}` +
      splitAttributes(raw.attributes) +
      (raw.events.length === 0 ? '' : `,"events":${JSON.stringify(writeEvents(raw.events))}`) +
      (raw.links.length === 0 ? '' : `,"links":${JSON.stringify(writeLinks(raw.links))}`) +
      `,"dropped":[${uint32(raw.droppedAttributesCount)},${uint32(raw.droppedEventsCount)},${uint32(raw.droppedLinksCount)}]` +
      `,"resource":${resourceText(raw.resource)},"scope":${scopeText(raw.scope)}` +
      `,"search_text":${jsonText(reading.searchText)},"received_at":${Math.floor(receivedMs / 1000)}`
    )
  }
}

/** What to select for `readRawSpan`: keys and values of maps as lists, because keys come from strangers. */
export const RAW_SPAN_COLUMNS = `trace_id, span_id, parent_span_id, name, otel_kind, flags, trace_state, start_ns, end_ns, sent_times,
  status_code, status_message, mapKeys(attributes) AS attribute_keys, mapValues(attributes) AS attribute_values,
  mapKeys(payload) AS payload_keys, mapValues(payload) AS payload_values, events, links, dropped, resource, scope`

export type RawSpanRow = {
  readonly trace_id: string
  readonly span_id: string
  readonly parent_span_id: string
  readonly name: string
  readonly otel_kind: number
  readonly flags: number
  readonly trace_state: string
  readonly start_ns: string
  readonly end_ns: string
  readonly sent_times: string
  readonly status_code: number
  readonly status_message: string
  readonly attribute_keys: readonly string[]
  readonly attribute_values: readonly string[]
  readonly payload_keys: readonly string[]
  readonly payload_values: readonly string[]
  readonly events: string
  readonly links: string
  readonly dropped: readonly number[]
  readonly resource: string
  readonly scope: string
}

/** The span as it was sent. Equal to what was received, except that lone surrogates have become U+FFFD. */
export function readRawSpan(row: RawSpanRow): RawSpan {
  const [start, end] = row.sent_times === '' ? [row.start_ns, row.end_ns] : row.sent_times.split(' ')
  return {
    traceId: row.trace_id,
    spanId: row.span_id,
    parentSpanId: row.parent_span_id,
    traceState: row.trace_state,
    flags: row.flags,
    name: row.name,
    kind: row.otel_kind,
    startTimeUnixNano: BigInt(start ?? 0),
    endTimeUnixNano: BigInt(end ?? 0),
    attributes: readAttributes([...row.attribute_keys, ...row.payload_keys], [...row.attribute_values, ...row.payload_values]),
    droppedAttributesCount: row.dropped[0] ?? 0,
    events: readEvents(row.events),
    droppedEventsCount: row.dropped[1] ?? 0,
    links: readLinks(row.links),
    droppedLinksCount: row.dropped[2] ?? 0,
    statusCode: row.status_code,
    statusMessage: row.status_message,
    resource: readResource(row.resource),
    scope: readScope(row.scope),
  }
}

export function readAttributes(keys: readonly string[], values: readonly string[]): Attributes {
  return new Map(keys.map((key, index) => [key, readValue(values[index] ?? '')]))
}
