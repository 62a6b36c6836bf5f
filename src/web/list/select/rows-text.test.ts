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
  ).toBe('id,models,costUsd\r\na,x; y,\r\nb,,-0.5\r\n')
})

test('quotes, commas and line ends are kept', () => {
  expect(rowsAsCsv([{ id: 'say "hi", twice\nnow' }])).toBe('id\r\n"say ""hi"", twice\nnow"\r\n')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('the text %j is no formula in a spreadsheet', (text) => {
  expect(rowsAsCsv([{ id: text }])).toBe(`id\r\n'${text}\r\n`)
})
