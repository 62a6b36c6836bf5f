import { expect, test } from 'vitest'
import { chosenColumns, keysOf, readWidths, tracksOf, withMoved, writeKeys, writeWidths } from './choice.ts'

const ALL = [
  { key: 'id', widthPx: 208, grows: true },
  { key: 'traces', widthPx: 68 },
  { key: 'errors', widthPx: 68 },
  { key: 'cost', widthPx: 90, isOptional: true },
]

test('without a choice the usual columns are shown', () => {
  expect(keysOf(chosenColumns(ALL, undefined))).toBe('id,traces,errors')
})

test('a choice says which columns and in what order, and the first stays first', () => {
  expect(keysOf(chosenColumns(ALL, 'cost,traces'))).toBe('id,cost,traces')
  expect(keysOf(chosenColumns(ALL, 'id'))).toBe('id')
})

test('an unknown or repeated key is no column', () => {
  expect(keysOf(chosenColumns(ALL, 'constructor,cost,cost,,<b>'))).toBe('id,cost')
})

test('the usual columns are not written down, another order is', () => {
  expect(writeKeys(ALL, chosenColumns(ALL, 'traces,errors'))).toBeUndefined()
  expect(writeKeys(ALL, chosenColumns(ALL, 'errors,traces'))).toBe('id,errors,traces')
})

test('a column moves to any place but the first', () => {
  const shown = chosenColumns(ALL, 'traces,errors,cost')
  expect(keysOf(withMoved(shown, 'cost', 1))).toBe('id,cost,traces,errors')
  expect(keysOf(withMoved(shown, 'cost', -3))).toBe('id,cost,traces,errors')
  expect(keysOf(withMoved(shown, 'traces', 99))).toBe('id,errors,cost,traces')
  expect(keysOf(withMoved(shown, 'id', 2))).toBe('id,traces,errors,cost')
})

test('widths survive being written and read, and nonsense is none', () => {
  const text = writeWidths(readWidths('id:300'), 'cost', 120.4)
  expect([...readWidths(text)]).toEqual([
    ['id', 300],
    ['cost', 120],
  ])
  expect(writeWidths(readWidths('id:300'), 'id', undefined)).toBeUndefined()
  expect([...readWidths('id:wide,cost:-1,:,traces:1e9,errors:2')]).toEqual([
    ['traces', 1200],
    ['errors', 48],
  ])
})

test('a sized column no longer takes the room that is left', () => {
  expect(tracksOf(ALL.slice(0, 2), new Map())).toEqual({ tracks: 'minmax(208px, 1fr) 68px', leastPx: 276 })
  expect(tracksOf(ALL.slice(0, 2), new Map([['id', 320]]))).toEqual({ tracks: '320px 68px', leastPx: 388 })
})
