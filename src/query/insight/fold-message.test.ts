import { describe, expect, it } from 'vitest'
import { foldMessage } from './fold-message.ts'

describe('a message without what varies', () => {
  it.each([
    ['timeout after 31s for id 8f3a21bc', 'timeout after # for id #'],
    ['timeout after 1200 ms for id 8f3a21bc', 'timeout after # ms for id #'],
    ['no row 17 in 2.5s, retry 3/5', 'no row # in #, retry #/#'],
    ['request 550e8400-e29b-41d4-a716-446655440000 failed', 'request # failed'],
    ['tool call call_Abc12345XyZ has no result', 'tool call # has no result'],
    ['at 0x7f3a and deadbeef1', 'at # and #'],
    ['first line\nsecond 5', 'first line'],
    ['', ''],
  ])('%j is %j', (message, folded) => {
    expect(foldMessage(message)).toBe(folded)
  })

  it.each([
    'Error code: 429',
    'HTTP 503',
    'status=404',
    'status code 500',
    'model gpt-4o is not known',
    'no such table: orders',
    'decade of facade',
  ])('keeps %j', (message) => {
    expect(foldMessage(message)).toBe(message)
  })

  it('takes any text in one walk', () => {
    for (const piece of ['a', '1', '-', '_', '1.', 'status ', '0x', 'é', '\u{1F600}'])
      expect(foldMessage(piece.repeat(100_000))).toEqual(expect.any(String))
  })
})
