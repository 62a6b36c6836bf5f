import type { Attributes } from '../model/any-value.ts'
import type { RawSpan } from '../model/raw-span.ts'
import type { SpanReading } from '../model/reading.ts'
import type { SpanFact } from '../model/span-fact.ts'
import { draftFact, factColumnsText, rankOf, type FactDraft } from './fact-row.ts'
import { int32, jsonText, uint32 } from './json-text.ts'
import { correctTimes } from './span-times.ts'
import { readEvents, readLinks, readResource, readScope, resourceText, scopeText, writeEvents, writeLinks } from './span-parts.ts'
import { readValue, writeValue } from './value-text.ts'

export type SpanToStore = {
  readonly projectId: string
  readonly raw: RawSpan
  readonly reading: SpanReading
  /** 0 to 65535; of two versions of a span the more complete one wins. */
  readonly completeness: number
  readonly receivedMs: number
}

/** A row as far as it can be written before its batch has a number. */
export type OpenRow = {
  /** Rows with the same identity are versions of one thing. */
  readonly identity: string
  readonly completeness: number
  readonly text: string
}

export type OpenSpanRow = OpenRow & { readonly fact: FactDraft }

export type SpanRowWriter = (span: SpanToStore) => OpenSpanRow

export function closeSpanRow({ text, completeness }: OpenSpanRow, batchSeq: bigint): string {
  return `${text},"batch_seq":${batchSeq},"rank":${rankOf(completeness, batchSeq)}}\n`
}

export function factAt({ fact, completeness }: OpenSpanRow, batchSeq: bigint): SpanFact {
  return { ...fact, batchSeq, rank: rankOf(completeness, batchSeq) }
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
  return ({ projectId, raw, reading, completeness, receivedMs }) => {
    const times = correctTimes(raw, BigInt(receivedMs) * 1_000_000n)
    const text =
      factColumnsText(projectId, raw, times, reading) +
      (times.sentTimes === '' ? '' : `,"sent_times":"${times.sentTimes}"`) +
      `,"otel_kind":${int32(raw.kind)},"flags":${uint32(raw.flags)},"trace_state":${jsonText(raw.traceState)}` +
      `,"status_code":${int32(raw.statusCode)},"status_message":${jsonText(raw.statusMessage)}` +
      splitAttributes(raw.attributes) +
      (raw.events.length === 0 ? '' : `,"events":${JSON.stringify(writeEvents(raw.events))}`) +
      (raw.links.length === 0 ? '' : `,"links":${JSON.stringify(writeLinks(raw.links))}`) +
      `,"dropped":[${uint32(raw.droppedAttributesCount)},${uint32(raw.droppedEventsCount)},${uint32(raw.droppedLinksCount)}]` +
      `,"resource":${resourceText(raw.resource)},"scope":${scopeText(raw.scope)}` +
      `,"search_text":${JSON.stringify(reading.searchText)},"received_at":${Math.floor(receivedMs / 1000)}`
    const identity = `${projectId}\0${raw.traceId}${raw.spanId}`
    return { identity, completeness, text, fact: draftFact(projectId, raw, times, reading) }
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
