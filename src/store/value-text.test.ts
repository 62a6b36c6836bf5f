import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyValues } from './example-spans.ts'
import { readValue, writeValue } from './value-text.ts'

describe('value text', () => {
  it('gives back every value as it was', () => {
    fc.assert(
      fc.property(anyValues, (value) => {
        expect(readValue(writeValue(value))).toStrictEqual(value)
      }),
      { numRuns: 2_000 },
    )
  })

  it('leaves a plain string as it is', () => {
    expect(writeValue('gpt-4o')).toBe('gpt-4o')
  })

  it('makes a lone surrogate well-formed, at any depth', () => {
    expect(writeValue('\ud800')).toBe('\ufffd')
    expect(readValue(writeValue(['a\udc00', new Map([['\ud800', '\ud800']])]))).toStrictEqual(['a\ufffd', new Map([['\ufffd', '\ufffd']])])
  })

  it('keeps minus zero, not-a-number and the ends of int64', () => {
    for (const value of [-0, NaN, -Infinity, 2n ** 63n - 1n, -(2n ** 63n)]) expect(readValue(writeValue(value))).toStrictEqual(value)
  })

  it('does not grow with depth beyond its content', () => {
    let value: readonly unknown[] = ['"\\"']
    for (let depth = 0; depth < 60; depth += 1) value = [value]
    expect(writeValue(value as never).length).toBeLessThan(1_000)
  })
})
