import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spansOf, type Sketch } from './sketch-spans.ts'
import { buildTree } from './tree.ts'
import { profileWork } from './work-profile.ts'

function profileOf(sketches: readonly Sketch[], parts: number) {
  const spans = spansOf(sketches)
  return profileWork(buildTree(spans), spans, spans.lengthMs, parts)
}

test('a step that holds others is not counted, those at work together are', () => {
  const { load, peak } = profileOf(
    [
      { id: 'a', at: 0, lasts: 10 },
      { id: 'b', parent: 'a', at: 0, lasts: 5 },
      { id: 'c', parent: 'a', at: 0, lasts: 10 },
    ],
    4,
  )
  expect([...load]).toEqual([2, 2, 1, 1])
  expect(peak).toBe(2)
})

test('of steps at work together the last to begin gives its kind', () => {
  const { kind } = profileOf(
    [
      { id: 'a', at: 0, lasts: 4, kind: 0 },
      { id: 'b', at: 2, lasts: 1, kind: 1 },
      { id: 'c', at: 6, lasts: 2, kind: 1 },
    ],
    8,
  )
  expect(kind).toEqual(['llm', 'llm', 'tool', 'tool', 'llm', undefined, 'tool', 'tool'])
})

test('an error marks the part it began in, even one without length at the very end', () => {
  const { hasError } = profileOf(
    [
      { id: 'a', at: 0, lasts: 10 },
      { id: 'b', at: 10, lasts: 0, outcome: 'error' },
    ],
    4,
  )
  expect([...hasError]).toEqual([0, 0, 0, 1])
})

test('a trace without length has a profile without work', () => {
  expect(profileOf([{ id: 'a', lasts: 0 }], 3).peak).toBe(0)
})

test('the parts add up to the time of all steps that hold no others', () => {
  const sketches = fc.array(fc.record({ at: fc.nat(1000), lasts: fc.nat(300) }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(sketches, fc.integer({ min: 1, max: 50 }), (raw, parts) => {
      const spans = spansOf(raw.map((one, at) => ({ ...one, id: String(at) })))
      const { load } = profileWork(buildTree(spans), spans, spans.lengthMs, parts)
      const total = load.reduce((sum, part) => sum + part, 0) * (spans.lengthMs / parts)
      const expected = raw.reduce((sum, { lasts }) => sum + lasts, 0)
      expect(total).toBeCloseTo(expected, 6)
    }),
  )
})
