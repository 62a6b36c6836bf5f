import fc from 'fast-check'
import type { AnyValue, Attributes } from '../model/any-value.ts'
import type { RawLogRecord, RawResource, RawScope, RawSpan } from '../model/raw-span.ts'

/**
 * Generated telemetry in the shape our decoders must arrive at, and its two spellings on the wire. `toMessage` is for the protobuf
 * oracle, `toJson` is OTLP/JSON; both start from the same things, so a decoder is compared with what was meant.
 */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', 'gen_ai.prompt', '__proto__', 'constructor', 'ü€𝄞', '\0', 'x'.repeat(70)),
)
const key = fc.oneof(text, fc.constantFrom('a', 'b', 'session.id', 'toString'))
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
const nano = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.constantFrom(0n, 1790000000003100228n, 2n ** 63n - 1n, 2n ** 64n - 1n),
)
const count = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffffffff }))
const enumNumber = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom(99, -1, 2 ** 31 - 1))

const { value } = fc.letrec<{ value: AnyValue; array: AnyValue[]; kvlist: Attributes }>((tie) => ({
  array: fc.array(tie('value'), { maxLength: 3 }),
  kvlist: fc.array(fc.tuple(key, tie('value')), { maxLength: 3 }).map((pairs) => new Map(pairs)),
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.boolean(),
    int64,
    fc.oneof(fc.double(), fc.constantFrom(-0, 1e308, Infinity)),
    fc.constant(undefined),
    fc.uint8Array({ maxLength: 20 }),
    tie('array'),
    tie('kvlist'),
  ),
}))
const attributes = fc.array(fc.tuple(key, value), { maxLength: 5 }).map((pairs): Attributes => new Map(pairs))

function id(byteLength: number): fc.Arbitrary<string> {
  const bytes = fc.uint8Array({ minLength: byteLength, maxLength: byteLength })
  return bytes.filter((some) => some.some((byte) => byte !== 0)).map((some) => Buffer.from(some).toString('hex'))
}

const resource: fc.Arbitrary<RawResource> = fc.record({ attributes, droppedAttributesCount: count, schemaUrl: text })
const scope: fc.Arbitrary<RawScope> = fc.record({ name: text, version: text, attributes, droppedAttributesCount: count, schemaUrl: text })

export const spans: fc.Arbitrary<readonly RawSpan[]> = fc.array(
  fc.record({
    traceId: id(16),
    spanId: id(8),
    parentSpanId: fc.oneof(fc.constant(''), id(8)),
    traceState: text,
    flags: count,
    name: text,
    kind: enumNumber,
    startTimeUnixNano: nano,
    endTimeUnixNano: nano,
    attributes,
    droppedAttributesCount: count,
    events: fc.array(fc.record({ timeUnixNano: nano, name: text, attributes, droppedAttributesCount: count }), { maxLength: 2 }),
    droppedEventsCount: count,
    links: fc.array(
      fc.record({ traceId: id(16), spanId: id(8), traceState: text, attributes, droppedAttributesCount: count, flags: count }),
      {
        maxLength: 2,
      },
    ),
    droppedLinksCount: count,
    statusCode: enumNumber,
    statusMessage: text,
    resource,
    scope,
  }),
  { maxLength: 3 },
)

export const logRecords: fc.Arbitrary<readonly RawLogRecord[]> = fc.array(
  fc.record({
    traceId: fc.oneof(fc.constant(''), id(16)),
    spanId: fc.oneof(fc.constant(''), id(8)),
    timeUnixNano: nano.filter((some) => some > 0n),
    observedTimeUnixNano: nano,
    severityNumber: enumNumber,
    severityText: text,
    eventName: text,
    body: value,
    attributes,
    droppedAttributesCount: count,
    flags: count,
    resource,
    scope,
  }),
  { maxLength: 3 },
)

/** How a spelling writes the things JavaScript has no literal for. */
type Spelling = { id(hex: string): unknown; bytes(bytes: Uint8Array): unknown; double(value: number): unknown }

const MESSAGE: Spelling = { id: (hex) => Buffer.from(hex, 'hex'), bytes: (bytes) => bytes, double: (double) => double }
const JSON_TEXT: Spelling = {
  id: (hex) => hex.toUpperCase(),
  bytes: (bytes) => Buffer.from(bytes).toString('base64'),
  double: (double) => (Number.isFinite(double) && !Object.is(double, -0) ? double : Object.is(double, -0) ? '-0' : String(double)),
}

export function spansMessage(some: readonly RawSpan[]): object {
  return {
    resourceSpans: some.map((span) =>
      group(MESSAGE, span, { scopeSpans: [{ ...scopeOf(MESSAGE, span), spans: [spanOf(MESSAGE, span)] }] }),
    ),
  }
}

export function spansJson(some: readonly RawSpan[]): object {
  return {
    resourceSpans: some.map((span) =>
      group(JSON_TEXT, span, { scopeSpans: [{ ...scopeOf(JSON_TEXT, span), spans: [spanOf(JSON_TEXT, span)] }] }),
    ),
  }
}

export function logsMessage(some: readonly RawLogRecord[]): object {
  return {
    resourceLogs: some.map((log) => group(MESSAGE, log, { scopeLogs: [{ ...scopeOf(MESSAGE, log), logRecords: [logOf(MESSAGE, log)] }] })),
  }
}

export function logsJson(some: readonly RawLogRecord[]): object {
  return {
    resourceLogs: some.map((log) =>
      group(JSON_TEXT, log, { scopeLogs: [{ ...scopeOf(JSON_TEXT, log), logRecords: [logOf(JSON_TEXT, log)] }] }),
    ),
  }
}

function group(spelling: Spelling, item: { resource: RawResource }, inner: object): object {
  const { schemaUrl, droppedAttributesCount } = item.resource
  return { resource: { attributes: keyValues(spelling, item.resource.attributes), droppedAttributesCount }, schemaUrl, ...inner }
}

function scopeOf(spelling: Spelling, item: { scope: RawScope }): object {
  const { schemaUrl, ...rest } = item.scope
  return { scope: { ...rest, attributes: keyValues(spelling, rest.attributes) }, schemaUrl }
}

function spanOf(spelling: Spelling, span: RawSpan): object {
  const { resource: _resource, scope: _scope, statusCode, statusMessage, ...rest } = span
  return {
    ...rest,
    ...idsOf(spelling, span),
    parentSpanId: spelling.id(span.parentSpanId),
    startTimeUnixNano: String(span.startTimeUnixNano),
    endTimeUnixNano: String(span.endTimeUnixNano),
    attributes: keyValues(spelling, span.attributes),
    events: span.events.map((event) => ({
      ...event,
      timeUnixNano: String(event.timeUnixNano),
      attributes: keyValues(spelling, event.attributes),
    })),
    links: span.links.map((link) => ({ ...link, ...idsOf(spelling, link), attributes: keyValues(spelling, link.attributes) })),
    status: { code: statusCode, message: statusMessage },
  }
}

function logOf(spelling: Spelling, log: RawLogRecord): object {
  const { resource: _resource, scope: _scope, ...rest } = log
  return {
    ...rest,
    ...idsOf(spelling, log),
    timeUnixNano: String(log.timeUnixNano),
    observedTimeUnixNano: String(log.observedTimeUnixNano),
    body: valueOf(spelling, log.body),
    attributes: keyValues(spelling, log.attributes),
  }
}

function idsOf(spelling: Spelling, item: { traceId: string; spanId: string }): object {
  return { traceId: spelling.id(item.traceId), spanId: spelling.id(item.spanId) }
}

function keyValues(spelling: Spelling, some: Attributes): object[] {
  return [...some].map(([name, item]) => ({ key: name, value: valueOf(spelling, item) }))
}

function valueOf(spelling: Spelling, item: AnyValue): object {
  if (typeof item === 'string') return { stringValue: item }
  if (typeof item === 'boolean') return { boolValue: item }
  if (typeof item === 'bigint') return { intValue: String(item) }
  if (typeof item === 'number') return { doubleValue: spelling.double(item) }
  if (item instanceof Uint8Array) return { bytesValue: spelling.bytes(item) }
  if (item instanceof Map) return { kvlistValue: { values: keyValues(spelling, item) } }
  if (Array.isArray(item)) return { arrayValue: { values: item.map((inner) => valueOf(spelling, inner)) } }
  return {}
}
