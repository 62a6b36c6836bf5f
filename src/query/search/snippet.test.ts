import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldCase } from '../../base/fold-case.ts'
import { snippetOf } from './snippet.ts'

describe('a snippet', () => {
  it('marks every place of every word, overlapping ones together', () => {
    expect(snippetOf('A Refund\nfor the refund fund', ['refund', 'fund', 'for'])).toEqual({
      text: 'A Refund for the refund fund',
      marks: [
        [2, 8],
        [9, 12],
        [17, 23],
        [24, 28],
      ],
    })
    expect(snippetOf('nothing', ['refund'])).toBeUndefined()
  })

  it('is cut between words, and never inside a letter', () => {
    const { text, marks } = snippetOf(`${'word '.repeat(100)}needle${'👩‍👩‍👧'.repeat(100)}`, ['needle'])!
    expect(text).toMatch(/^…(word )+needle(👩‍👩‍👧)+…$/u)
    expect(marks.map(([start, end]) => text.slice(start, end))).toEqual(['needle'])
  })

  it('is short and marks what was looked for, in any text', () => {
    const any = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(
      fc.property(any, fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), any, (before, word, after) => {
        const { text, marks } = snippetOf(before + word + after, [foldCase(word)])!
        expect(text.length).toBeLessThanOrEqual(200)
        expect(marks.length).toBeGreaterThan(0)
        for (const [start, end] of marks) expect(foldCase(text.slice(start, end))).toContain(foldCase(word.replace(/\s/g, ' ')))
      }),
    )
  })
})
