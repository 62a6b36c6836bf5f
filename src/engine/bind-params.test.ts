import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bindParams, unescapeText } from './bind-params.ts'
import { maskSql } from './sql-text.ts'

const bind = (sql: string, values: Record<string, string>) => bindParams(sql, maskSql(sql), new Map(Object.entries(values)))

/** As clients send a String over HTTP. */
const escape = (text: string) => text.replace(/[\\']/g, '\\$&').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')

describe('a parameter', () => {
  test.each([
    ['{a:String}', "it\\'s", "'it\\'s'"],
    ['{a:UInt64}', '18446744073709551615', "_CAST('18446744073709551615', 'UInt64')"],
    ['{ a : Nullable(String) }', '\\N', "_CAST(NULL, 'Nullable(String)')"],
    ["{a:DateTime64(3, 'UTC')}", '1700000000.123', "_CAST('1700000000.123', 'DateTime64(3, \\'UTC\\')')"],
    ['{a:Array(String)}', "['x\\'y']", "_CAST('[\\'x\\\\\\'y\\']', 'Array(String)')"],
    ['{a:Identifier}', 'a`b', '`a\\`b`'],
    ['{a:Float64}', '-1.5e-3', "_CAST('-1.5e-3', 'Float64')"],
  ])('%s of %s is written as %s', (sql, value, literal) => {
    expect(bind(sql, { a: value })).toBe(literal)
  })

  test('stands for itself inside quotes and comments', () => {
    const sql = "SELECT '{a:String}' /* {a:String} */ -- {a:String}"
    expect(bind(sql, {})).toBe(sql)
  })

  test('may occur often and beside others', () => {
    expect(bind('{a:String}{b:String}{a:String}', { a: '1', b: '{a:String}' })).toBe("'1''{a:String}''1'")
  })

  test('that has no value is named', () => {
    expect(() => bind('SELECT {missing:String}', {})).toThrow('Substitution `missing` is not set.')
  })

  test.each([
    ['UInt8', '-1'],
    ['Int64', '1 OR 1=1'],
    ['Float64', '1;'],
    ['Bool', 'yes'],
    ['Nullable(UInt64)', 'NULL'],
    ['Decimal(18, 9)', "1'"],
  ])('of type %s refuses %s', (type, value) => {
    expect(() => bind(`{a:${type}}`, { a: value })).toThrow('cannot be parsed')
  })

  test('never leaves its literal, of whatever type', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom("'", '\\', ')', '(', ';', '-', 'x', ']') }))
    const type = fc.constantFrom(
      'String',
      'Array(String)',
      'Array(UInt64)',
      'DateTime',
      'Identifier',
      'UUID',
      "Enum8('a' = 1)",
      'LowCardinality(String)',
    )
    fc.assert(
      fc.property(text, type, (value, type) => {
        const bound = maskSql(bind(`SELECT {a:${type}} FROM t`, { a: value }))
        expect(bound).toMatch(/^SELECT (?:'+|_CAST\((?:'+|NULL), '+\)) FROM t$/)
      }),
    )
  })

  test('means the text that was sent', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => unescapeText(escape(text)) === text))
  })
})
