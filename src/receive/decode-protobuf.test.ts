import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../base/errors.ts'
import type { AnyValue } from '../model/any-value.ts'
import { MAX_PARTS, MAX_VALUE_DEPTH, REJECTED, TOO_DEEP } from './batch.ts'
import { countProtobufMetrics, decodeProtobufLogs, decodeProtobufSpans } from './decode-protobuf.ts'
import { bytesField, message, numberField, textField } from './protobuf/write.ts'
import { SPAN_ID, TRACE_ID } from './test-letterbox.ts'
import { logRecords, logsMessage, spans, spansMessage } from './test-messages.ts'
import { encode } from './test-oracle.ts'

const IDS = [bytesField(1, Buffer.from(TRACE_ID, 'hex')), bytesField(2, Buffer.from(SPAN_ID, 'hex'))]

/** A request around one span made of the given fields, byte for byte. */
function requestOf(...spanFields: readonly Uint8Array[]): Buffer {
  return message(bytesField(1, message(bytesField(2, message(bytesField(2, message(...spanFields)))))))
}

function attribute(key: Uint8Array, value: Uint8Array): Uint8Array {
  return bytesField(9, message(bytesField(1, key), bytesField(2, value)))
}

function oneValue(value: Uint8Array): AnyValue {
  const { items } = decodeProtobufSpans(requestOf(...IDS, attribute(Buffer.from('k'), value)))
  return items[0]?.attributes.get('k')
}

describe('the protobuf decoder', () => {
  it('reads every span another implementation writes, without loss', () => {
    fc.assert(
      fc.property(spans, (some) => {
        const { items, rejected } = decodeProtobufSpans(encode('TraceRequest', spansMessage(some)))
        expect(items).toEqual(some)
        expect(rejected.size).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  it('reads every log record another implementation writes, without loss', () => {
    fc.assert(
      fc.property(logRecords, (some) => {
        expect(decodeProtobufLogs(encode('LogsRequest', logsMessage(some))).items).toEqual(some)
      }),
      { numRuns: 200 },
    )
  })

  it('answers a batch or bad_input to any bytes at all (R37)', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.constantFrom('flip', 'cut', 'insert')), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(spans, damage, (some, hits) => {
        let bytes = encode('TraceRequest', spansMessage(some))
        for (const [at, byte, how] of hits) {
          const place = bytes.length === 0 ? 0 : at % bytes.length
          if (how === 'cut') bytes = bytes.subarray(0, place)
          else bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(how === 'flip' ? place + 1 : place)])
        }
        for (const decode of [decodeProtobufSpans, decodeProtobufLogs, countProtobufMetrics]) expectResultOrBadInput(() => decode(bytes))
      }),
      { numRuns: 1000 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (some) => expectResultOrBadInput(() => decodeProtobufSpans(Buffer.from(some)))),
      { numRuns: 1000 },
    )
  })

  it('refuses every truncation of a request', () => {
    const whole = requestOf(...IDS, textField(5, 'chat'))
    for (let length = 1; length < whole.length; length++) {
      expect(() => decodeProtobufSpans(whole.subarray(0, length)), String(length)).toThrow(AppError)
    }
  })

  it('rejects a span whose inside is broken and keeps its neighbours', () => {
    const good = bytesField(2, message(...IDS))
    const broken = bytesField(2, message(...IDS, Uint8Array.from([0x4a, 0x7f])))
    const { items, rejected } = decodeProtobufSpans(message(bytesField(1, message(bytesField(2, message(good, broken, good))))))
    expect(items).toHaveLength(2)
    expect(rejected).toEqual(new Map([[REJECTED.malformed, 1]]))
  })

  it('passes over unknown fields of every wire type, groups too', () => {
    const group = Uint8Array.from([0xa3, 0x06, 0x08, 0x01, 0xab, 0x06, 0xac, 0x06, 0xa4, 0x06])
    const fixed = Uint8Array.from([0xa1, 0x06, 1, 2, 3, 4, 5, 6, 7, 8, 0xa5, 0x06, 1, 2, 3, 4])
    const { items } = decodeProtobufSpans(requestOf(group, fixed, numberField(99, 5), textField(98, 'x'), ...IDS, textField(5, 'chat')))
    expect(items).toMatchObject([{ name: 'chat', traceId: TRACE_ID }])
  })

  it('takes fields in any order: a resource and a schema url after the spans still count', () => {
    const resource = bytesField(1, bytesField(1, message(textField(1, 'service.name'), bytesField(2, textField(1, 'shop')))))
    const group = message(textField(3, 'url'), bytesField(2, bytesField(2, message(...IDS))), resource)
    const { items } = decodeProtobufSpans(bytesField(1, group) as Buffer)
    expect(items[0]?.resource).toEqual({ attributes: new Map([['service.name', 'shop']]), droppedAttributesCount: 0, schemaUrl: 'url' })
  })

  it('shares resource and scope between the spans of a group', () => {
    const [first, second] = decodeProtobufSpans(
      message(bytesField(1, bytesField(2, message(bytesField(2, message(...IDS)), bytesField(2, message(...IDS)))))),
    ).items
    expect(first?.resource).toBe(second?.resource)
    expect(first?.scope).toBe(second?.scope)
  })

  it('puts U+FFFD for bytes that are not UTF-8 and keeps the span (R31)', () => {
    const bad = Buffer.from([0x61, 0xff, 0x62])
    const { items } = decodeProtobufSpans(requestOf(...IDS, bytesField(5, bad), attribute(bad, bytesField(1, bad))))
    expect(items[0]).toMatchObject({ name: 'a\ufffdb', attributes: new Map([['a\ufffdb', 'a\ufffdb']]) })
  })

  it('takes the last of a repeated key and the last field of a value (D16)', () => {
    const value = (text: string): Uint8Array => textField(1, text)
    const { items } = decodeProtobufSpans(
      requestOf(...IDS, attribute(Buffer.from('k'), value('1')), attribute(Buffer.from('k'), message(value('2'), numberField(3, 3)))),
    )
    expect(items[0]?.attributes).toEqual(new Map([['k', 3n]]))
  })

  it('treats indices into a profile dictionary as absent (D17)', () => {
    expect(oneValue(numberField(8, 7))).toBeUndefined()
  })

  it(`keeps ${MAX_VALUE_DEPTH} levels of nesting, marks what is deeper, and never fails for it (R26)`, () => {
    for (const levels of [30, MAX_VALUE_DEPTH, MAX_VALUE_DEPTH + 1, 60, 1000, 50_000]) {
      for (const kind of ['array', 'kvlist'] as const) {
        let value = oneValue(nested(kind, levels))
        let depth = 0
        for (; value !== 'leaf' && value !== TOO_DEEP; depth++)
          value = kind === 'array' ? (value as AnyValue[])[0] : (value as Map<string, AnyValue>).get('k')
        expect([value, depth]).toEqual(levels <= MAX_VALUE_DEPTH ? ['leaf', levels] : [TOO_DEEP, MAX_VALUE_DEPTH])
      }
    }
  })

  it('takes one span with very many or very large attributes (R28)', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => attribute(Buffer.from(`key.${at}`), numberField(3, at + 1)))
    const large = attribute(Buffer.from('large'), bytesField(1, Buffer.alloc(30_000_000, 'x')))
    const longKey = attribute(Buffer.alloc(1_000_000, 'k'), textField(1, 'v'))
    const { items } = decodeProtobufSpans(requestOf(...IDS, ...many, large, longKey))
    expect(items[0]?.attributes.size).toBe(10_002)
    expect(items[0]?.attributes.get('large')).toHaveLength(30_000_000)
    expect(items[0]?.attributes.get('key.9999')).toBe(10_000n)
  })

  it('refuses a request of too many tiny parts, whatever its size', () => {
    const emptyEvents = Buffer.alloc((MAX_PARTS + 1) * 2, Buffer.from([0x5a, 0x00]))
    expect(() => decodeProtobufSpans(requestOf(...IDS, emptyEvents))).toThrow(
      expect.objectContaining({ code: 'too_many_parts', isTooLarge: true }),
    )
  })

  it('takes an all-zero parent as none and rejects one of a wrong length (D15)', () => {
    const parent = (length: number, byte: number): Uint8Array => bytesField(4, Buffer.alloc(length, byte))
    expect(decodeProtobufSpans(requestOf(...IDS, parent(8, 0))).items[0]?.parentSpanId).toBe('')
    expect(decodeProtobufSpans(requestOf(...IDS, parent(7, 1))).rejected).toEqual(new Map([[REJECTED.parentSpanId, 1]]))
  })

  it('leaves the prototype of objects alone (S22)', () => {
    const kvlist = bytesField(6, bytesField(1, message(textField(1, '__proto__'), bytesField(2, textField(1, 'evil')))))
    expect(oneValue(kvlist)).toEqual(new Map([['__proto__', 'evil']]))
    expect(({} as Record<string, unknown>)['evil']).toBeUndefined()
  })
})

/** AnyValue with containers in each other, written from the outside in so that 50,000 levels take no time. */
function nested(kind: 'array' | 'kvlist', levels: number): Uint8Array {
  const prefixes: Uint8Array[] = []
  let length = 6
  const wrap = (head: Uint8Array, tag: number): void => {
    const prefix = message(head, Uint8Array.from([tag]), lengthOf(length))
    prefixes.push(prefix)
    length += prefix.length
  }
  const none = new Uint8Array()
  for (let level = 0; level < levels; level++) {
    if (kind === 'kvlist') wrap(textField(1, 'k'), 0x12)
    wrap(none, 0x0a)
    wrap(none, kind === 'array' ? 0x2a : 0x32)
  }
  return Buffer.concat([...prefixes.reverse(), textField(1, 'leaf')])
}

function lengthOf(length: number): Uint8Array {
  return numberField(1, length).subarray(1)
}

function expectResultOrBadInput(decode: () => unknown): void {
  try {
    decode()
  } catch (error) {
    expect(error).toMatchObject({ name: 'AppError', kind: 'bad_input' })
  }
}
