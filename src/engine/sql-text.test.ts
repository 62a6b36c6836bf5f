import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unescapeText } from './bind-params.ts'
import { maskSql, quoteIdentifier, quoteText } from './sql-text.ts'

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom("'", '\\', '`', '"', '\0', '\n', '/', '*', '-', '$', ';', '{', '}', 'x', ' ', '#') }),
)

describe('quoted text', () => {
  test('is one literal, whatever is in it, and means the same text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const literal = quoteText(text)
        expect(maskSql(`${literal};`)).toBe(`${"'".repeat(literal.length)};`)
        expect(unescapeText(literal.slice(1, -1))).toBe(text)
        expect(literal).not.toContain('\0')
      }),
    )
  })

  test('holds its ground between other text', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const masked = maskSql(`SELECT ${quoteText(one)}, ${quoteIdentifier(other)} FROM t`)
        expect(masked.replaceAll("'", '')).toBe('SELECT ,  FROM t')
      }),
    )
  })
})

describe('a mask', () => {
  test('keeps the length of every text', () => {
    fc.assert(fc.property(hostile, (sql) => maskSql(sql).length === sql.length))
  })

  test.each([
    ["SELECT ';' -- ; x\n, 1", "SELECT '''       \n, 1"],
    ['a /* ; */ b', 'a         b'],
    ['"a;"`b;`', "''''''''"],
    ["'it''s;'", "''''''''"],
    ["'\\';'x", "'''''x"],
    ['$tag$ ; $other$ $tag$;', `${"'".repeat(21)};`],
    ['1 - 2 / 3 # ;', '1 - 2 / 3    '],
    ["'open;", "''''''"],
    ['{x:String}', '{x:String}'],
  ])('of %s is %s', (sql, masked) => {
    expect(maskSql(sql)).toBe(masked)
  })
})
