import { expect, it } from 'vitest'
import { attributesJson, jsonOf } from './attribute-json.ts'

it('keeps what JSON can hold and turns the rest into text', () => {
  expect(jsonOf(5n)).toBe(5)
  expect(jsonOf(9_007_199_254_740_993n)).toBe('9007199254740993')
  expect(jsonOf(NaN)).toBe('NaN')
  expect(jsonOf(-Infinity)).toBe('-Infinity')
  expect(jsonOf(new TextEncoder().encode('grüße'))).toBe('grüße')
  expect(jsonOf(Uint8Array.of(255, 0))).toEqual({ bytesValue: '/wA=' })
  expect(jsonOf([1n, undefined, new Map([['a', [true]]])])).toEqual([1, null, { a: [true] }])
})

it('makes own properties of hostile keys', () => {
  const json = attributesJson(new Map([['__proto__', new Map([['polluted', true]])]]))
  expect(JSON.stringify(json)).toBe('{"__proto__":{"polluted":true}}')
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})
