import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markWords, type Piece } from './mark-words.ts'

const written = (pieces: readonly Piece[]) => pieces.map(({ text, isOwn }) => (isOwn ? `[${text}]` : text)).join('')
const whole = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join('')

describe('marked words', () => {
  it('are those the other text lacks', () => {
    const { a, b } = markWords('I can drop the staging table.', 'I cannot drop the old staging table.')
    expect([written(a), written(b)]).toEqual(['I [can] drop the staging table.', 'I [cannot] drop the [old ]staging table.'])
  })

  it('stand together when only spaces are between them', () => {
    expect(written(markWords('say one two', 'say three four').a)).toBe('say [one two]')
  })

  it('are found in scripts without spaces', () => {
    expect(written(markWords('今日は天気がいい', '明日は天気がいい').a)).toBe('[今日]は天気がいい')
  })

  it('are lines in a long text', () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `line ${at} of a long text\n`)
    const { a } = markWords(lines.join(''), lines.with(1500, 'another\n').join(''))
    expect(a.filter(({ isOwn }) => isOwn)).toEqual([{ text: lines[1500], isOwn: true }])
  })

  it('are all there is when nothing is alike', () => {
    const text = (word: string) => Array.from({ length: 2500 }, (_, at) => `${word}${at}\n`).join('')
    expect(markWords(text('a'), text('b')).a).toEqual([{ text: text('a'), isOwn: true }])
  })

  it('leave both texts as they were', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '.', 'é', '数') })
    fc.assert(
      fc.property(text, text, (one, other) => {
        const { a, b } = markWords(one, other)
        expect([whole(a), whole(b)]).toEqual([one, other])
        if (one === other) expect(a.some(({ isOwn }) => isOwn)).toBe(false)
      }),
    )
  })
})
