import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pointInto } from '../api/contract/cut.ts'
import { followPointer, readPointer } from './json-pointer.ts'

const at = (root: unknown, pointer: string) => followPointer(root, readPointer(pointer))

describe('a JSON pointer', () => {
  it('leads to any member, whatever its name', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 5 }), (names) => {
        const root = names.reduceRight<unknown>((inner, name) => ({ [name]: inner, ['other' + name]: 0 }), 'here')
        const pointer = names.reduce<string>((before, name) => pointInto(before, name), '')
        expect(at(root, pointer)).toBe('here')
      }),
    )
  })

  it('reads the examples of RFC 6901', () => {
    const root = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'm~n': 8 }
    expect(['', '/foo', '/foo/0', '/', '/a~1b', '/m~0n'].map((pointer) => at(root, pointer))).toEqual([root, root.foo, 'bar', 0, 1, 8])
  })

  it('leads nowhere beyond what is there', () => {
    const root = { list: [1], text: 'abc', empty: null }
    const nowhere = [
      '/list/1',
      '/list/-',
      '/list/01',
      '/list/length',
      '/text/0',
      '/empty/x',
      '/constructor',
      '/__proto__',
      '/list/__proto__',
    ]
    expect(nowhere.map((pointer) => at(root, pointer))).toEqual(nowhere.map(() => undefined))
  })

  it.each(['messages', '/a~', '/a~2b', '#/a'])('is not %j', (pointer) => {
    expect(() => readPointer(pointer)).toThrow('`pointer` is not a JSON Pointer.')
  })
})
