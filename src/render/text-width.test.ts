import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutText, padText, textWidth, wrapText } from './text-width.ts'

describe('the width of text', () => {
  it.each([
    ['show tables', 11],
    ['数据', 4],
    ['é', 1],
    ['👩‍💻', 2],
    ['', 0],
  ])('of %s is %i columns', (text, width) => {
    expect(textWidth(text)).toBe(width)
  })

  it('is never passed by a cut, and the cut is seen', () => {
    expect(cutText('the whole story', 9)).toBe('the whol…')
    expect(cutText('数据数据', 5)).toBe('数据…')
    expect(cutText('fits', 4)).toBe('fits')
  })

  it('is filled on the side that is not aligned', () => {
    expect(padText('ab', 4)).toBe('ab  ')
    expect(padText('ab', 4, 'end')).toBe('  ab')
  })
})

describe('wrapped text', () => {
  it('breaks between words, and inside a word that is longer than the line', () => {
    expect(wrapText('one two three', 8)).toEqual(['one two', 'three'])
    expect(wrapText('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrapText('abcdefghij kl', 4)).toEqual(['abcd', 'efgh', 'ij', 'kl'])
    expect(wrapText('a\n\n  b', 4)).toEqual(['a', '', '  b'])
  })

  it('fits, and says all that was said', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 2, max: 12 }), (text, width) => {
        const lines = wrapText(text, width)
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
        expect(lines.filter((line) => textWidth(line) > width)).toEqual([])
      }),
    )
  })
})
