import { expect, test } from 'vitest'
import { keyName } from './keys.ts'

const press = (key: string, more = {}) => keyName({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more })

test.each([
  ['j', {}, 'j'],
  ['J', { shiftKey: true }, 'shift+j'],
  ['J', {}, 'j'],
  ['?', { shiftKey: true }, '?'],
  [' ', {}, 'Space'],
  ['k', { ctrlKey: true }, 'mod+k'],
  ['k', { metaKey: true }, 'mod+k'],
  ['C', { ctrlKey: true, shiftKey: true }, 'mod+shift+c'],
  ['ArrowDown', { shiftKey: true }, 'shift+ArrowDown'],
])('%s with %j is called %s', (key, more, name) => {
  expect(press(key, more)).toBe(name)
})

test('a modifier alone and keys with alt have no name', () => {
  expect(press('Shift')).toBeUndefined()
  expect(press('f', { altKey: true })).toBeUndefined()
})
