import { describe, expect, it } from 'vitest'
import { findInJson, reveal } from './json-find.ts'
import { jsonPath } from './json-path.ts'
import { choose, jsonRows, MEMBERS_SHOWN, NO_CHOICES, STRING_SHOWN, STRING_SHOWN_MAX, valueAt, type JsonChoices } from './json-rows.ts'
import { parseJson, readJsonText, writeJson } from './parse-json.ts'

function outline(value: unknown, choices = NO_CHOICES): string[] {
  return jsonRows(value, choices).map((row) => `${'.'.repeat(row.depth)}${row.label ?? ''}:${row.kind}${row.isOpen ? '+' : ''}`)
}

const opening = (paths: Record<string, boolean>): JsonChoices => ({ ...NO_CHOICES, open: new Map(Object.entries(paths)) })

describe('the JSON tree', () => {
  it('opens the first two levels', () => {
    expect(outline({ a: { b: { c: 1 } }, d: [true, null] })).toEqual([
      ':object+',
      '.a:object+',
      '..b:object',
      '.d:array+',
      '..0:boolean',
      '..1:nothing',
    ])
  })

  it('opens and closes what the reader toggles', () => {
    expect(outline({ a: { b: 1 } }, opening({ '/a': false }))).toEqual([':object+', '.a:object'])
  })

  it('shows a page of the members of a long array and says how many are left', () => {
    const rows = jsonRows(
      Array.from({ length: MEMBERS_SHOWN + 7 }, (_, at) => at),
      NO_CHOICES,
    )
    expect(rows).toHaveLength(MEMBERS_SHOWN + 2)
    expect([rows.at(-1)?.kind, rows.at(-1)?.size]).toEqual(['more', 7])
  })

  it('keeps a long container inside of another closed until it is asked for, and opens no second level below a long first one', () => {
    expect(outline({ long: Array.from({ length: 1_000_000 }, () => 0) })).toEqual([':object+', '.long:array'])
    expect(outline(Array.from({ length: 1_000_000 }, () => ({ a: 1 }))).slice(0, 3)).toEqual([':array+', '.0:object', '.1:object'])
  })

  it('shows a string as the JSON it holds when asked', () => {
    expect(outline({ text: '{"a":1}' }, { ...NO_CHOICES, parsed: new Set(['/text']) })).toEqual([':object+', '.text:object+', '..a:number'])
  })

  it('tells members with slashes and tildes apart', () => {
    const paths = jsonRows({ 'a/b': 1, a: { b: 2 }, 'a~1b': 3 }, NO_CHOICES).map((row) => row.path)
    expect(new Set(paths).size).toBe(paths.length)
  })

  it('shows members called __proto__ and constructor as members', () => {
    expect(outline(JSON.parse('{"__proto__":{"x":1},"constructor":2}'))).toEqual([
      ':object+',
      '.__proto__:object+',
      '..x:number',
      '.constructor:number',
    ])
  })

  it('walks a value nested two thousand deep when all of it is open', () => {
    let value: unknown = 1
    for (let depth = 0; depth < 2_000; depth++) value = [value]
    const open = new Map(Array.from({ length: 2_000 }, (_, at) => ['/0'.repeat(at), true]))
    expect(jsonRows(value, { ...NO_CHOICES, open })).toHaveLength(2_001)
  })

  it('previews a closed object by its keys', () => {
    const closed = (value: unknown) => jsonRows(value, opening({ '': false }))[0]?.text
    expect(closed({ role: 'user', content: 'hi' })).toBe('{ role, content }')
    expect(closed({ ['k'.repeat(1_000_000)]: 1, b: 2 })).toBe(`{ ${'k'.repeat(60)}… }`)
  })
})

describe('a long string in a tree', () => {
  const rowOf = (text: string, choices = NO_CHOICES) => jsonRows({ text }, choices)[1]!

  it('is cut until it is asked for, and never longer than a line can bear', () => {
    const cut = rowOf('x'.repeat(1000))
    expect([cut.text.length, cut.size]).toEqual([STRING_SHOWN, 1000])
    expect(rowOf('x'.repeat(1000), choose(NO_CHOICES, cut, 'whole')).text).toHaveLength(1000)
    expect(rowOf('x'.repeat(100_000), choose(NO_CHOICES, cut, 'whole')).text).toHaveLength(STRING_SHOWN_MAX)
  })

  it('is written whole, also from inside of a string that is shown as JSON', () => {
    const root = { a: JSON.stringify({ 'b/c': ['x'.repeat(1000)] }) }
    const choices = choose(NO_CHOICES, jsonRows(root, NO_CHOICES)[1]!, 'parse')
    expect(valueAt(root, '/a/b~1c/0', choices)).toBe('x'.repeat(1000))
    expect([valueAt(root, '/a/b~1c/0', NO_CHOICES), valueAt(root, '/constructor', NO_CHOICES)]).toEqual([undefined, undefined])
  })
})

describe('looking for words in a tree', () => {
  const rows = Array.from({ length: 2000 }, (_, n) => ({
    id: n,
    name: n === 1733 ? 'Needle' : 'hay',
    tags: { needles: n % 2 === 0 ? 0 : null },
  }))

  it('finds names and values wherever they are, and brings each into view', () => {
    const root = { rows: [rows[1733]], needle: { deep: [[['a needle']]] }, other: rows }
    const { count, items } = findInJson(root, 'NEEDLE')
    expect(count).toBe(2 + 2 + 2001)
    for (const match of [...items.slice(0, 6), items.at(-1)!]) {
      expect(jsonRows(root, reveal(NO_CHOICES, match)).map(({ path }) => path)).toContain(match.path)
    }
    expect(
      findInJson({ other: rows }, 'Needle')
        .items.map(({ path }) => path)
        .slice(0, 2),
    ).toEqual(['/other/0/tags/needles', '/other/1/tags/needles'])
  })

  it('looks at numbers, truth values and nothing as they are shown', () => {
    const paths = (words: string) => findInJson([12, true, null, 9007199254740993n, '12'], words).items.map(({ path }) => path)
    expect([paths('12'), paths('true'), paths('null'), paths('993')]).toEqual([['/0', '/4'], ['/1'], ['/2'], ['/3']])
  })

  it('walks a value nested a million deep', () => {
    let value: unknown = 'bottom'
    for (let depth = 0; depth < 1_000_000; depth++) value = [value]
    expect(findInJson(value, 'nothing')).toEqual({ count: 0, items: [] })
  })
})

describe('the path of a value', () => {
  it('can be used in code', () => {
    expect(jsonPath('/messages/0/a b/~1x~0/__proto__/01')).toBe('.messages[0]["a b"]["/x~"].__proto__["01"]')
  })
})

describe('JSON text', () => {
  it('with a long string and long digits is read', () => {
    const text = `["${'x'.repeat(200_000)}",12345678901234567890]`
    expect(readJsonText(text)).toEqual(['x'.repeat(200_000), 12345678901234567890n])
  })

  it('keeps big integers exact, both ways', () => {
    const text =
      '{\n  "id": 9223372036854775807,\n  "pi": 3.141592653589793,\n  "text": "id 9223372036854775807",\n  "neg": -18446744073709551615\n}'
    expect(parseJson(text)).toEqual({ id: 9223372036854775807n, pi: Math.PI, text: 'id 9223372036854775807', neg: -18446744073709551615n })
    expect(writeJson(parseJson(text))).toBe(text)
  })

  it('leaves long fractions and escaped quotes alone', () => {
    expect(parseJson('[0.12345678901234567, "a\\"12345678901234567890"]')).toEqual([
      Number('0.12345678901234567'),
      'a"12345678901234567890',
    ])
  })

  it('is an object or an array, or it is only text', () => {
    expect(readJsonText(' [1] ')).toEqual([1])
    expect([readJsonText('12'), readJsonText('"a"'), readJsonText('{broken'), readJsonText('')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})
