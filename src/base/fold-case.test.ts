import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldCase, placesOf } from './fold-case.ts'

const found = (text: string, word: string) => placesOf(text, foldCase(word), 100).map(({ start, end }) => text.slice(start, end))

describe('looking for words, upper and lower case alike,', () => {
  it.each([
    ['Refund the REFUND', 'refund', ['Refund', 'REFUND']],
    ['Grüße aus der Straße', 'STRASSE', ['Straße']],
    ['STRASSE', 'straße', ['STRASSE']],
    ['ὈΔΥΣΣΕΎΣ und Ὀδυσσεύς', 'ὀδυσσεύς', ['ὈΔΥΣΣΕΎΣ', 'Ὀδυσσεύς']],
    ['İstanbul ISPARTA', 'isparta', ['ISPARTA']],
    ['İİİİ needle', 'NEEDLE', ['needle']],
    ['ﬁnd the ﬁsh', 'FISH', ['ﬁsh']],
    ['🙂 smile 🙂', '🙂 SMILE', ['🙂 smile']],
    ['straß', 's', ['s', 'ß']],
    ['aaaa', 'aa', ['aa', 'aa']],
    ['日本語 テスト', '本語', ['本語']],
    ['', 'x', []],
  ])('finds in %j, of %j, %j', (text, word, expected) => {
    expect(found(text, word)).toEqual(expected)
  })

  it('finds any piece of any text where it stands, in any case', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.string({ unit: 'binary' }),
        (before, word, after) => {
          const text = before + word + after
          for (const sought of [word, word.toUpperCase(), word.toLowerCase()]) {
            const places = placesOf(text, foldCase(sought), 10_000)
            expect(places.length).toBeGreaterThan(0)
            for (const { start, end } of places) expect(foldCase(text.slice(start, end))).toContain(foldCase(sought))
          }
        },
      ),
    )
  })

  it('folds a text as it folds its letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldCase(text)).toBe(Array.from(text, foldCase).join(''))
      }),
    )
    expect(foldCase('ΟΔΥΣΣΕΎΣ GROẞ ﬁn İ')).toBe('οδυσσεύσ gross fin i̇')
  })
})
