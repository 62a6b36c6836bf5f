import { expect, test } from 'vitest'
import { rowsAsCsv, rowsAsJsonLines } from './rows-text.ts'

test('each row is one line of JSON', () => {
  expect(rowsAsJsonLines([{ id: 'a\nb', traceCount: 2 }, { id: 'c' }])).toBe('{"id":"a\\nb","traceCount":2}\n{"id":"c"}\n')
})

test('every field that any row has is a column', () => {
  expect(
    rowsAsCsv([
      { id: 'a', models: ['x', 'y'] },
      { id: 'b', costUsd: -0.5 },
    ]),
  ).toBe('id,models,costUsd\r\na,"x; y",\r\nb,,-0.5\r\n')
})
