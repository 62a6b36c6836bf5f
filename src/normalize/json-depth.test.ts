import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nestsDeeper } from './json-depth.ts'

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

describe('the depth of JSON text', () => {
  it('is that of the value it encodes, whatever its strings hold', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('[[[[', '{"', '\\', '\\"', '"}]', '\\\\"['))
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium' },
        fc.oneof(text, fc.integer(), fc.constant(null)),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(text, tie('value'), { maxKeys: 4 }),
      ),
    }))
    fc.assert(
      fc.property(value, fc.boolean(), (given, isIndented) => {
        const json = JSON.stringify(given, undefined, isIndented ? 2 : 0)
        const depth = depthOf(given)
        expect([nestsDeeper(json, depth), depth > 0 && nestsDeeper(json, depth - 1)]).toEqual([false, depth > 0])
      }),
    )
  })

  it.each(['', '"', '"\\', '[', '{"a', ']]]]', '"[[[[['])('of what is no JSON, such as %j, needs no more than a look', (text) => {
    expect(nestsDeeper(text, 1)).toBe(false)
  })
})
