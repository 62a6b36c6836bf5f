import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPythonLiteral } from './python-literal.ts'

const value = (text: string) => readPythonLiteral(text, 0).value

describe('a Python literal', () => {
  it.each([
    ["{'a': 1, 'b': [None, True, False, -2.5]}", { a: 1, b: [null, true, false, -2.5] }],
    ["('x', \"it's\",)", ['x', "it's"]],
    ["'line\\nnext \\'quoted\\''", "line\nnext 'quoted'"],
    ['{}', {}],
    ['{1, 2}', [1, 2]],
    ["Action(name='rm', args={'p': [1]}), tail", "Action(name='rm', args={'p': [1]})"],
    ['', ''],
  ])('%s is read', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })

  it('ends and moves on, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]()\'",: \\aN1='), maxLength: 60 }), (text) => {
        expect(readPythonLiteral(text, 0).end).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
