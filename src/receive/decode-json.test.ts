import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnyValue } from '../model/any-value.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { MAX_PARTS, MAX_VALUE_DEPTH, TOO_DEEP } from './batch.ts'
import { decodeJsonLogs, decodeJsonSpans } from './decode-json.ts'
import { decodeProtobufLogs, decodeProtobufSpans } from './decode-protobuf.ts'
import { SPAN_ID, spanOf, TRACE_ID, traceRequest } from './test-letterbox.ts'
import { logRecords, logsJson, logsMessage, spans, spansJson, spansMessage } from './test-messages.ts'
import { encode } from './test-oracle.ts'

function decode(text: string): readonly RawSpan[] {
  return decodeJsonSpans(Buffer.from(text)).items
}

function oneSpan(fields: object): RawSpan | undefined {
  return decode(JSON.stringify(traceRequest(spanOf(fields))))[0]
}

/** `value` is JSON text, so that it can hold what JSON.stringify would not write. */
function oneValue(value: string): AnyValue {
  const text = JSON.stringify(traceRequest(spanOf({ attributes: [{ key: 'k', value: 'HERE' }] })))
  return decode(text.replace('"HERE"', () => value))[0]?.attributes.get('k')
}

describe('the JSON decoder', () => {
  it('means the same as protobuf for every span', () => {
    fc.assert(
      fc.property(spans, (some) => {
        const json = decodeJsonSpans(Buffer.from(JSON.stringify(spansJson(some)))).items
        expect(json).toEqual(some)
        expect(json).toEqual(decodeProtobufSpans(encode('TraceRequest', spansMessage(some))).items)
      }),
      { numRuns: 200 },
    )
  })

  it('means the same as protobuf for every log record', () => {
    fc.assert(
      fc.property(logRecords, (some) => {
        const json = decodeJsonLogs(Buffer.from(JSON.stringify(logsJson(some)))).items
        expect(json).toEqual(decodeProtobufLogs(encode('LogsRequest', logsMessage(some))).items)
      }),
      { numRuns: 200 },
    )
  })

  it('answers a batch or bad_input to any text at all (R37)', () => {
    fc.assert(
      fc.property(
        spans,
        fc.array(fc.tuple(fc.nat(), fc.constantFrom('{', '}', '[', '"', ',', 'null', '1', '\\', '1e999', '')), { maxLength: 5 }),
        (some, hits) => {
          let text = JSON.stringify(spansJson(some))
          for (const [at, put] of hits) text = text.slice(0, at % text.length) + put + text.slice((at % text.length) + 1)
          try {
            decodeJsonSpans(Buffer.from(text))
          } catch (error) {
            expect(error).toMatchObject({ name: 'AppError', kind: 'bad_input' })
          }
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('keeps 64-bit integers exact, as text and as numbers (R35)', () => {
    for (const nano of ['1790000000003100228', '9223372036854775807', '18446744073709551615']) {
      for (const written of [nano, `"${nano}"`]) {
        const text = JSON.stringify(traceRequest(spanOf())).replace('"1700000000000000000"', written)
        expect(decode(text)[0]?.startTimeUnixNano).toBe(BigInt(nano))
      }
    }
    for (const whole of ['-9223372036854775808', '9007199254740993', '-1', '0']) {
      expect(oneValue(`{"intValue": ${whole}}`)).toBe(BigInt(whole))
      expect(oneValue(`{"intValue":"${whole}"}`)).toBe(BigInt(whole))
    }
    expect(oneValue('{"intValue":1.5}')).toBe(1.5)
    expect(oneValue('{"intValue":99999999999999999999}')).toBe('99999999999999999999')
    expect(oneValue('{"doubleValue":1234567890123456789}')).toBe(Number('1234567890123456789'))
    expect(oneValue('{"doubleValue":0.12345678901234567890}')).toBe(Number('0.1234567890123456789'))
    expect(oneValue('{"doubleValue":1234567890123456789e-5}')).toBe(Number('1234567890123456789e-5'))
    expect(oneValue('{"doubleValue":-0}')).toBe(-0)
  })

  it('leaves digits inside of strings alone', () => {
    const tricky = 'a: 1790000000003100228, \\" [1790000000003100228] \\\\'
    const text = JSON.stringify(traceRequest(spanOf({ name: tricky, droppedAttributesCount: 7 }))).replace(
      '"1700000000000000000"',
      '1790000000003100228',
    )
    expect(decode(text)[0]).toMatchObject({ name: tricky, startTimeUnixNano: 1790000000003100228n, droppedAttributesCount: 7 })
  })

  it('takes ids as hex in any case, as base64 and as byte values', () => {
    const traceBytes = Buffer.from(TRACE_ID, 'hex')
    const spanBytes = Buffer.from(SPAN_ID, 'hex')
    const spellings: [unknown, unknown][] = [
      [TRACE_ID.toUpperCase(), SPAN_ID.toUpperCase()],
      [traceBytes.toString('base64'), spanBytes.toString('base64')],
      [traceBytes.toString('base64url'), spanBytes.toString('base64url')],
      [[...traceBytes], [...spanBytes]],
    ]
    for (const [traceId, spanId] of spellings) {
      expect(oneSpan({ traceId, spanId, parentSpanId: spanId })).toMatchObject({
        traceId: TRACE_ID,
        spanId: SPAN_ID,
        parentSpanId: SPAN_ID,
      })
    }
  })

  it('rejects ids that are none, one by one, and takes an all-zero parent as none (D15)', () => {
    const bad: object[] = [
      { traceId: undefined },
      { traceId: '' },
      { traceId: '0'.repeat(32) },
      { traceId: 'z'.repeat(32) },
      { traceId: TRACE_ID.slice(1) },
      { traceId: 'a1b2c3d4-0000-4000-8000-000000000001' },
      { traceId: 12 },
      { traceId: Array(16).fill(300) },
      { spanId: '0'.repeat(16) },
      { spanId: `${SPAN_ID}0` },
      { parentSpanId: 'none' },
    ]
    const { items, rejected } = decodeJsonSpans(
      Buffer.from(JSON.stringify(traceRequest(...bad.map(spanOf), spanOf({ parentSpanId: '0'.repeat(16) })))),
    )
    expect(items).toMatchObject([{ parentSpanId: '' }])
    expect([...rejected.values()]).toEqual([8, 2, 1])
  })

  it('takes enum names, snake_case keys and nulls, and passes over unknown fields (D14, R36)', () => {
    const span = {
      kind: 'SPAN_KIND_CLIENT',
      status: { code: 'STATUS_CODE_ERROR', message: null },
      unknown: { deep: [1] },
      attributes: null,
    }
    expect(oneSpan(span)).toMatchObject({ kind: 3, statusCode: 2, statusMessage: '' })
    expect(oneSpan({ kind: 99 })).toMatchObject({ kind: 99 })
    expect(oneSpan({ kind: 'SPAN_KIND_NEW' })).toMatchObject({ kind: 0 })
    const snake = {
      resource_spans: [
        {
          scope_spans: [
            {
              spans: [
                {
                  trace_id: TRACE_ID,
                  span_id: SPAN_ID,
                  start_time_unix_nano: '7',
                  attributes: [{ key: 'k', value: { string_value: 'v' } }],
                },
              ],
            },
          ],
        },
      ],
    }
    expect(decode(JSON.stringify(snake))).toMatchObject([{ traceId: TRACE_ID, startTimeUnixNano: 7n, attributes: new Map([['k', 'v']]) }])
  })

  it('takes a byte order mark and makes lone surrogates well-formed (R31)', () => {
    expect(decode(`\ufeff${JSON.stringify(traceRequest(spanOf()))}`)).toHaveLength(1)
    expect(oneValue('{"stringValue":"a\\ud800b \\ud83d\\ude00 \\udc00\\ud83d \\\\ud800 \\u0000"}')).toBe(
      'a\ufffdb 😀 \ufffd\ufffd \\ud800 \0',
    )
  })

  it('takes doubles written as words, bytes as base64, and the last of a repeated key', () => {
    expect(oneValue('{"doubleValue":"NaN"}')).toBeNaN()
    expect(oneValue('{"doubleValue":"-Infinity"}')).toBe(-Infinity)
    expect(oneValue('{"bytesValue":"AAH/"}')).toEqual(new Uint8Array([0, 1, 255]))
    expect(oneValue('{"boolValue":"true"}')).toBe(true)
    expect(oneValue('{}')).toBeUndefined()
    const twice = [1, 2].map((intValue) => ({ key: 'k', value: { intValue } }))
    expect(oneSpan({ attributes: twice })?.attributes).toEqual(new Map([['k', 2n]]))
  })

  it('rejects a span with a field of the wrong type and names the field', () => {
    for (const [fields, name] of [
      [{ attributes: { a: 1 } }, 'attributes'],
      [{ name: {} }, 'name'],
      [{ endTimeUnixNano: 'soon' }, 'endTimeUnixNano'],
      [{ startTimeUnixNano: -1 }, 'startTimeUnixNano'],
      [{ flags: -1 }, 'flags'],
      [{ events: [3] }, 'events'],
    ] as const) {
      const { items, rejected } = decodeJsonSpans(Buffer.from(JSON.stringify(traceRequest(spanOf(), spanOf(fields)))))
      expect(items).toHaveLength(1)
      expect([...rejected.keys()]).toEqual([expect.stringContaining(` ${name} `)])
    }
  })

  it('rejects what is no object at all where a span is due, and keeps the rest', () => {
    for (const odd of [null, 7, 'span', []]) {
      const { items, rejected } = decodeJsonSpans(Buffer.from(JSON.stringify(traceRequest(odd, spanOf()))))
      expect(items).toHaveLength(1)
      expect([...rejected.values()]).toEqual([1])
    }
  })

  it('keeps a bounded depth and never fails for more (R26, R27)', () => {
    for (const levels of [MAX_VALUE_DEPTH, MAX_VALUE_DEPTH + 1, 1000, 50_000]) {
      let value = oneValue(`${'{"arrayValue":{"values":['.repeat(levels)}{"stringValue":"leaf"}${']}}'.repeat(levels)}`)
      for (let level = 0; level < Math.min(levels, MAX_VALUE_DEPTH); level++) value = (value as AnyValue[])[0]
      expect(value).toBe(levels <= MAX_VALUE_DEPTH ? 'leaf' : TOO_DEEP)
    }
    expect(oneSpan({})).toMatchObject(
      decode(JSON.stringify(traceRequest(spanOf())).replace('"name"', `"x":${'['.repeat(200_000)}${']'.repeat(200_000)},"name"`))[0] ?? {},
    )
  })

  it('refuses a request of too many tiny parts, whatever its size', () => {
    const text = `{"resourceSpans":[${'{},'.repeat(MAX_PARTS)}{}]}`
    expect(() => decode(text)).toThrow(expect.objectContaining({ code: 'too_many_parts', isTooLarge: true }))
  })

  it('leaves the prototype of objects alone (S22)', () => {
    const value = oneValue(
      '{"__proto__":{"stringValue":"x"},"kvlistValue":{"values":[{"key":"__proto__","value":{"stringValue":"evil"}}]}}',
    )
    expect(value).toEqual(new Map([['__proto__', 'evil']]))
    expect(({} as Record<string, unknown>)['evil']).toBeUndefined()
  })
})
