import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCursor, writeCursor } from './cursor.ts'

describe('a cursor', () => {
  it('keeps any id and every 64-bit value exactly', () => {
    const value = fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), { nil: undefined })
    fc.assert(
      fc.property(value, fc.string({ unit: 'binary' }), fc.nat(), (value, id, asOfMs) => {
        const cursor = { sort: '-costUsd', after: { value, id: id.toWellFormed() }, asOfMs }
        expect(readCursor(writeCursor(cursor), '-costUsd', false)).toEqual(cursor)
      }),
    )
    const byName = { sort: 'name', after: { value: 'it\'s "5" \\', id: 'x' }, asOfMs: 1 }
    expect(readCursor(writeCursor(byName), 'name', true)).toEqual(byName)
  })

  it('is refused for another sort order', () => {
    const cursor = writeCursor({ sort: 'id', after: { value: 'a', id: 'a' }, asOfMs: 1 })
    expect(() => readCursor(cursor, '-id', true)).toThrow(expect.objectContaining({ kind: 'bad_input', field: 'cursor' }))
  })

  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  it.each([
    ['nothing', ''],
    ['no base64', '%%%'],
    ['no list', encode({ 0: 1 })],
    ['another version', encode([2, 'id', 1, 'a'])],
    ['an id that is no text', encode([1, 'traceCount', 1, 5])],
    ['a moment that is none', encode([1, 'traceCount', 1e300, 'a'])],
    ['SQL where a number belongs', encode([1, 'traceCount', 1, 'a', 'n', '1 OR 1=1'])],
    ['a number too large', encode([1, 'traceCount', 1, 'a', 'n', '18446744073709551616'])],
    ['text where a number belongs', encode([1, 'traceCount', 1, 'a', 's', '1'])],
    ['a value without its kind', encode([1, 'traceCount', 1, 'a', 'n'])],
  ])('is refused when it is %s', (_, text) => {
    expect(() => readCursor(text, 'traceCount', false)).toThrow(expect.objectContaining({ kind: 'bad_input', field: 'cursor' }))
  })

  it('is read or refused, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => Buffer.from(json).toString('base64url')),
        ),
        (text) => {
          try {
            readCursor(text, 'id', true)
          } catch (error) {
            expect(error).toMatchObject({ field: 'cursor' })
          }
        },
      ),
    )
  })
})
