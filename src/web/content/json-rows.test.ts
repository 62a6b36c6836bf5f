import { describe, expect, it } from 'vitest'
import { jsonRows, MEMBERS_SHOWN, NO_CHOICES, previewOf } from './json-rows.ts'
import { parseJson, readJsonText, writeJson } from './parse-json.ts'

function outline(value: unknown, choices = NO_CHOICES): string[] {
  return jsonRows(value, choices).map((row) => `${'.'.repeat(row.depth)}${row.label ?? ''}:${row.kind}${row.isOpen ? '+' : ''}`)
}

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
    expect(outline({ a: { b: 1 } }, { ...NO_CHOICES, toggled: new Set(['/a']) })).toEqual([':object+', '.a:object'])
  })

  it('shows a page of the members of a long array and says how many are left', () => {
    const rows = jsonRows(
      Array.from({ length: MEMBERS_SHOWN + 7 }, (_, at) => at),
      { ...NO_CHOICES, toggled: new Set(['']) },
    )
    expect(rows).toHaveLength(MEMBERS_SHOWN + 2)
    expect([rows.at(-1)?.kind, rows.at(-1)?.size]).toEqual(['more', 7])
  })

  it('keeps a long container closed until it is asked for', () => {
    expect(outline(Array.from({ length: 1_000_000 }, () => 0))).toEqual([':array'])
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
    const toggled = new Set(Array.from({ length: 2_000 }, (_, at) => '/0'.repeat(at)).slice(2))
    expect(jsonRows(value, { ...NO_CHOICES, toggled })).toHaveLength(2_001)
  })

  it('previews a closed object by its keys', () => {
    const [row] = jsonRows({ role: 'user', content: 'hi' }, { ...NO_CHOICES, toggled: new Set(['']) })
    expect(row && previewOf(row)).toBe('{ role, content }')
  })
})

describe('JSON text', () => {
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
