import type { AnyValue, Attributes } from '../model/any-value.ts'
import type { RawLogRecord, RawSpan } from '../model/raw-span.ts'

/** OTLP/JSON as recordings and cases hold it. Attributes may also be a plain object: whole numbers are ints. */
export type SpanJson = { readonly [key: string]: unknown }
type Json = { readonly [key: string]: unknown }

/** A RawSpan from trusted OTLP/JSON. The real, distrustful decoder is in `receive/`. */
export function rawSpanOf(span: SpanJson, resource: unknown = {}, scope: unknown = {}): RawSpan {
  const status = record(span['status'])
  return {
    traceId: text(span['traceId'], '0af7651916cd43dd8448eb211c80319c'),
    spanId: text(span['spanId'], 'b7ad6b7169203331'),
    parentSpanId: text(span['parentSpanId']),
    traceState: '',
    flags: 0,
    name: text(span['name'], 'span'),
    kind: Number(span['kind'] ?? 1),
    startTimeUnixNano: BigInt(text(span['startTimeUnixNano'], '1750000000000000000')),
    endTimeUnixNano: BigInt(text(span['endTimeUnixNano'], '1750000001000000000')),
    attributes: attributesOf(span['attributes']),
    droppedAttributesCount: 0,
    events: list(span['events']).map((each) => ({
      timeUnixNano: BigInt(text(each['timeUnixNano'], '1750000000500000000')),
      name: text(each['name']),
      attributes: attributesOf(each['attributes']),
      droppedAttributesCount: 0,
    })),
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
    statusCode: Number(status['code'] ?? 0),
    statusMessage: text(status['message']),
    resource: { attributes: attributesOf(record(resource)['attributes']), droppedAttributesCount: 0, schemaUrl: '' },
    scope: { name: text(record(scope)['name']), version: '', attributes: new Map(), droppedAttributesCount: 0, schemaUrl: '' },
  }
}

/** The same for a log record. */
export function logRecordOf(record: SpanJson, resource: unknown = {}, scope: unknown = {}): RawLogRecord {
  const { resource: from, scope: by } = rawSpanOf({}, resource, scope)
  return {
    traceId: text(record['traceId']),
    spanId: text(record['spanId']),
    timeUnixNano: BigInt(text(record['timeUnixNano'], '1750000000000000000')),
    observedTimeUnixNano: BigInt(text(record['observedTimeUnixNano'], '1750000000000000000')),
    severityNumber: 9,
    severityText: 'INFO',
    eventName: text(record['eventName']),
    body: shortValue(record['body']),
    attributes: attributesOf(record['attributes']),
    droppedAttributesCount: 0,
    flags: 0,
    resource: from,
    scope: by,
  }
}

/** Every span of a recorded export. */
export function spansOf(request: Json): { readonly json: SpanJson; readonly raw: RawSpan }[] {
  return list(request['resourceSpans']).flatMap((batch) =>
    list(batch['scopeSpans']).flatMap((scoped) =>
      list(scoped['spans']).map((json) => ({ json, raw: rawSpanOf(json, batch['resource'], scoped['scope']) })),
    ),
  )
}

function attributesOf(attributes: unknown): Attributes {
  if (Array.isArray(attributes)) return new Map(list(attributes).map((each) => [text(each['key']), typedValue(record(each['value']))]))
  return new Map(Object.entries(record(attributes)).map(([key, value]) => [key, shortValue(value)]))
}

function typedValue(value: Json): AnyValue {
  const [[type, inner] = ['', undefined]] = Object.entries(value)
  if (type === 'intValue') return BigInt(inner as string)
  if (type === 'doubleValue') return Number(inner)
  if (type === 'bytesValue') return new Uint8Array(Buffer.from(String(inner), 'base64'))
  if (type === 'arrayValue') return list(record(inner)['values']).map(typedValue)
  if (type === 'kvlistValue') return attributesOf(record(inner)['values'])
  return inner as string | boolean | undefined
}

function shortValue(value: unknown): AnyValue {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value
  if (Array.isArray(value)) return value.map(shortValue)
  if (typeof value === 'object' && value !== null) return attributesOf(value)
  return value as string | boolean
}

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [])
const text = (value: unknown, fallback = ''): string => (value === undefined || value === null ? fallback : String(value))
