import fc from 'fast-check'
import type { AnyValue, Attributes } from '../model/any-value.ts'
import type { RawEvent, RawLink, RawResource, RawScope, RawSpan } from '../model/raw-span.ts'

/** Generators of spans for tests, as hostile as senders can be. */

/** Records as object literals are, not without a prototype. */
export function plain<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(model, { noNullPrototype: true })
}

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    '\0',
    'a\0b',
    '\u0001',
    '\u0001i5',
    "'; DROP TABLE spans --",
    '\\',
    '"',
    '\ud83d\ude00',
    '\r\n\t',
  ),
)

const uint64 = fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn })
const uint32 = fc.integer({ min: 0, max: 0xffff_ffff })
const hex = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })

export const anyValues: fc.Arbitrary<AnyValue> = fc.letrec<{ value: AnyValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    hostileText,
    fc.boolean(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n, 0n),
    fc.double(),
    fc.constantFrom(NaN, Infinity, -Infinity, -0, 1e308, 5e-324),
    fc.uint8Array({ maxLength: 20 }),
    fc.constant(undefined),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(hostileText, tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
})).value

export const attributes: fc.Arbitrary<Attributes> = fc
  .array(fc.tuple(hostileText, anyValues), { maxLength: 6 })
  .map((entries) => new Map(entries))

const resources: fc.Arbitrary<RawResource> = plain({ attributes, droppedAttributesCount: uint32, schemaUrl: hostileText })

const scopes: fc.Arbitrary<RawScope> = plain({
  name: hostileText,
  version: hostileText,
  attributes,
  droppedAttributesCount: uint32,
  schemaUrl: hostileText,
})

const events: fc.Arbitrary<RawEvent> = plain({ timeUnixNano: uint64, name: hostileText, attributes, droppedAttributesCount: uint32 })

const links: fc.Arbitrary<RawLink> = plain({
  traceId: hex(32),
  spanId: hex(16),
  traceState: hostileText,
  attributes,
  droppedAttributesCount: uint32,
  flags: uint32,
})

export const rawSpans: fc.Arbitrary<RawSpan> = plain({
  traceId: hex(32),
  spanId: hex(16),
  parentSpanId: fc.oneof(fc.constant(''), hex(16)),
  traceState: hostileText,
  flags: uint32,
  name: hostileText,
  kind: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  startTimeUnixNano: fc.oneof(fc.constant(0n), uint64),
  endTimeUnixNano: fc.oneof(fc.constant(0n), uint64),
  attributes,
  droppedAttributesCount: uint32,
  events: fc.array(events, { maxLength: 3 }),
  droppedEventsCount: uint32,
  links: fc.array(links, { maxLength: 2 }),
  droppedLinksCount: uint32,
  statusCode: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  statusMessage: hostileText,
  resource: resources,
  scope: scopes,
})
