import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excerptAt } from './excerpt.ts'

describe('an excerpt', () => {
  it('is cut between words and says where it is cut', () => {
    const text = `${'before '.repeat(20)}here\n${'after '.repeat(20)}`
    const { excerpt, start, end } = excerptAt(text, { start: 140, end: 144 })
    expect(excerpt).toBe(`…${'before '.repeat(8)}here ${'after '.repeat(9)}after…`)
    expect(excerpt.slice(start, end)).toBe('here')
  })

  it('is the whole of a short text', () => {
    expect(excerptAt('all of it', { start: 4, end: 6 })).toEqual({ excerpt: 'all of it', start: 4, end: 6 })
  })

  it('is short, has no half letters, and holds the place, in any text', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom('🙂'.repeat(50), 'x'.repeat(100), ' '.repeat(90)))
    fc.assert(
      fc.property(piece, fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), piece, (before, found, after) => {
        const text = before + found + after
        const { excerpt, start, end } = excerptAt(text, { start: before.length, end: before.length + found.length })
        expect(excerpt.slice(start, end)).toBe(found.replace(/\s/g, ' '))
        expect(excerpt.isWellFormed()).toBe(true)
        expect(excerpt.length).toBeLessThanOrEqual(found.length + 2 * 60 + 4)
      }),
    )
  })
})
