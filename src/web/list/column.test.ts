import { expect, test } from 'vitest'
import { ariaSort, nextSort, type Column } from './column.ts'

const DEFAULT = '-lastTraceAt'
const errors: Column<never> = { key: 'e', label: 'Errors', sort: 'errorCount', widthPx: 68, cell: () => null }
const id: Column<never> = { ...errors, sort: 'id', sortsUpFirst: true }
const last: Column<never> = { ...errors, sort: 'lastTraceAt' }

test('a number sorts down, then up, then back to the default', () => {
  expect(nextSort(DEFAULT, errors, DEFAULT)).toBe('-errorCount')
  expect(nextSort('-errorCount', errors, DEFAULT)).toBe('errorCount')
  expect(nextSort('errorCount', errors, DEFAULT)).toBe(DEFAULT)
})

test('text sorts up first', () => {
  expect(nextSort(DEFAULT, id, DEFAULT)).toBe('id')
  expect(nextSort('id', id, DEFAULT)).toBe('-id')
})

test('the default column flips', () => {
  expect(nextSort(DEFAULT, last, DEFAULT)).toBe('lastTraceAt')
  expect(nextSort('lastTraceAt', last, DEFAULT)).toBe(DEFAULT)
})

test('the sorted column says so', () => {
  expect(ariaSort('-errorCount', errors)).toBe('descending')
  expect(ariaSort('errorCount', errors)).toBe('ascending')
  expect(ariaSort(DEFAULT, errors)).toBe('none')
  expect(ariaSort(DEFAULT, { ...errors, sort: undefined })).toBeUndefined()
})
