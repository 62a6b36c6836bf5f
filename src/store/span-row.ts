import type { AnyValue, Attributes } from '../model/any-value.ts'
import type { RawSpan } from '../model/raw-span.ts'
import type { SpanReading } from '../model/reading.ts'
import type { SpanFact } from '../model/span-fact.ts'
import { draftFact, FACT_BEGINNING, rankOf, writeFactBeginning, type FactDraft } from './fact-row.ts'
import { int32, uint32 } from './json-text.ts'
import { encodeText, RowBinaryWriter } from './row-binary.ts'
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
  readonly sizeBytes: number
}

export type OpenSpanRow = OpenRow & { readonly bytes: Buffer; readonly fact: FactDraft }

export type SpanRowWriter = (span: SpanToStore) => OpenSpanRow

/** What `spanRowWriter` writes, in this order. */
export const SPAN_COLUMNS = `${FACT_BEGINNING}, sent_times, otel_kind, flags, trace_state, status_code, status_message,
  attributes, payload, events, links, dropped, resource, scope, search_text, metadata, received_at, batch_seq, rank`

/** batch_seq and rank, at the end of every row. */
const CLOSING_BYTES = 16

/** Writes the numbers into the row itself. */
export function closeSpanRow({ bytes, completeness }: OpenSpanRow, batchSeq: bigint): Buffer {
  const at = bytes.writeBigUInt64LE(batchSeq, bytes.length - CLOSING_BYTES)
  bytes.writeBigUInt64LE(rankOf(completeness, batchSeq), at)
  return bytes
}

export function factAt({ fact, completeness }: OpenSpanRow, batchSeq: bigint): SpanFact {
  return { ...fact, batchSeq, rank: rankOf(completeness, batchSeq) }
}

/** `isPayloadKey` says which attributes bear content: those go to the column that lists never read. */
export function spanRowWriter(isPayloadKey: (key: string) => boolean): SpanRowWriter {
  const row = new RowBinaryWriter()
  const writeAttributes = attributesWriter(row, isPayloadKey)
  return ({ projectId, raw, reading, completeness, receivedMs }) => {
    const times = correctTimes(raw, BigInt(receivedMs) * 1_000_000n)
    writeFactBeginning(row, projectId, raw, times, reading)
    row.text(times.sentTimes)
    row.int32(int32(raw.kind))
    row.uint32(uint32(raw.flags))
    row.text(raw.traceState)
    row.int32(int32(raw.statusCode))
    row.text(raw.statusMessage)
    writeAttributes(raw.attributes)
    row.text(raw.events.length === 0 ? '' : writeEvents(raw.events))
    row.text(raw.links.length === 0 ? '' : writeLinks(raw.links))
    row.count(3)
    for (const dropped of [raw.droppedAttributesCount, raw.droppedEventsCount, raw.droppedLinksCount]) row.uint32(uint32(dropped))
    row.text(resourceText(raw.resource))
    row.text(scopeText(raw.scope))
    row.text(reading.searchText)
    row.count(reading.metadata.size)
    for (const entry of reading.metadata) for (const text of entry) row.text(text)
    row.uint32(Math.floor(receivedMs / 1000))
    row.uint64(0n)
    row.uint64(0n)
    const bytes = row.finish()
    const identity = `${projectId}\0${raw.traceId}${raw.spanId}`
    return { identity, completeness, sizeBytes: bytes.length, bytes, fact: draftFact(projectId, raw, times, reading) }
  }
}

const KNOWN_KEYS = 10_000

type Key = { readonly bytes: Uint8Array; readonly isPayload: boolean }
type Entry = readonly [key: Key, value: AnyValue]

function attributesWriter(row: RowBinaryWriter, isPayloadKey: (key: string) => boolean): (attributes: Attributes) => void {
  const keys = new Map<string, Key>()
  const describeKey = (key: string): Key => {
    const known = keys.get(key)
    if (known) return known
    const described = { bytes: encodeText(key), isPayload: isPayloadKey(key) }
    if (keys.size >= KNOWN_KEYS) keys.clear()
    keys.set(key, described)
    return described
  }
  const writeMap = (entries: readonly Entry[]) => {
    row.count(entries.length)
    for (const [key, value] of entries) {
      row.raw(key.bytes)
      row.text(writeValue(value))
    }
  }
  return (attributes) => {
    const light: Entry[] = []
    const payload: Entry[] = []
    for (const [name, value] of attributes) {
      const key = describeKey(name)
      if (key.isPayload) payload.push([key, value])
      else light.push([key, value])
    }
    writeMap(light)
    writeMap(payload)
  }
}

/** What to select for `readRawSpan`: keys and values of maps as lists, because keys come from strangers. */
export const RAW_SPAN_COLUMNS = `trace_id, span_id, parent_span_id, name, otel_kind, flags, trace_state, start_ns, end_ns, sent_times,
  status_code, status_message, mapKeys(attributes) AS attribute_keys, mapValues(attributes) AS attribute_values,
  mapKeys(payload) AS payload_keys, mapValues(payload) AS payload_values, events, links, dropped, resource, scope, origin`

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
  readonly origin: 'span' | 'log' | 'note'
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
    ...(row.origin === 'span' ? {} : { origin: row.origin }),
  }
}

export function readAttributes(keys: readonly string[], values: readonly string[]): Attributes {
  return new Map(keys.map((key, index) => [key, readValue(values[index] ?? '')]))
}
