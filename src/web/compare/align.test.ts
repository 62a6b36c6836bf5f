import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignTurns } from './align-turns.ts'
import { alignByKey, pairByLikeness, type Pair } from './align.ts'

const turns = (...inputs: (string | undefined)[]) => inputs.map((input, at) => ({ traceId: `${at}`, input }))
const said = (pairs: readonly Pair<{ input?: string | undefined }>[]) => pairs.map(({ a, b }) => [a?.input, b?.input])

describe('aligned turns', () => {
  it('meet where the user said the same, whatever its case and punctuation', () => {
    expect(said(alignTurns(turns('Show tables!', 'count  males'), turns('show tables', 'Count males?')))).toEqual([
      ['Show tables!', 'show tables'],
      ['count  males', 'Count males?'],
    ])
  })

  it('show a turn that one side lacks, at its place', () => {
    const pairs = alignTurns(turns('hi', 'show tables', 'count males', 'bye'), turns('hi', 'count males', 'top fares', 'bye'))
    expect(said(pairs)).toEqual([
      ['hi', 'hi'],
      ['show tables', undefined],
      ['count males', 'count males'],
      [undefined, 'top fares'],
      ['bye', 'bye'],
    ])
  })

  it('between those, pair what is said in other words', () => {
    const pairs = alignTurns(turns('hi', 'delete the staging table'), turns('hi', 'what is the weather', 'drop the staging table please'))
    expect(said(pairs)).toEqual([
      ['hi', 'hi'],
      [undefined, 'what is the weather'],
      ['delete the staging table', 'drop the staging table please'],
    ])
  })

  it('pair by order where nothing was said', () => {
    expect(said(alignTurns(turns(undefined, undefined), turns(undefined, undefined)))).toHaveLength(2)
    expect(alignTurns(turns(undefined, undefined), turns(undefined)).map(({ a, b }) => [a?.traceId, b?.traceId])).toEqual([
      ['0', '0'],
      ['1', undefined],
    ])
  })

  it('hold every turn of both sides once and in order', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c', undefined), { maxLength: 12 })
    fc.assert(
      fc.property(texts, texts, (as, bs) => {
        const pairs = alignTurns(turns(...as), turns(...bs))
        expect(pairs.flatMap(({ a }) => (a ? [a.input] : []))).toEqual(as)
        expect(pairs.flatMap(({ b }) => (b ? [b.input] : []))).toEqual(bs)
      }),
    )
  })

  it('of many are paired too', () => {
    const many = (word: string) => turns(...Array.from({ length: 600 }, (_, at) => `${word} ${at}`))
    expect(alignTurns(many('one'), many('two'))).toHaveLength(600)
    expect(alignTurns(many('one'), many('one')).every(({ a, b }) => a?.input === b?.input)).toBe(true)
  })
})

describe('aligned things', () => {
  it('of other keys stay apart', () => {
    expect(alignByKey(['a', 'x'], ['y', 'a'], (key) => key)).toEqual([{ b: 'y' }, { a: 'a', b: 'a' }, { a: 'x' }])
  })

  it('are as many pairs as the shorter side allows', () => {
    const words = (text: string) => new Set(text.split(' '))
    expect(pairByLikeness(['a b', 'c d'], ['c d e', 'x', 'y'], words)).toEqual([{ a: 'a b', b: 'c d e' }, { a: 'c d', b: 'x' }, { b: 'y' }])
    expect(pairByLikeness(['c d'], ['x', 'c d e', 'y'], words)).toEqual([{ b: 'x' }, { a: 'c d', b: 'c d e' }, { b: 'y' }])
  })
})
