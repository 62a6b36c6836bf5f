import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('values stay what they are, and what divides them is quoted', () => {
  expect(
    csvOf(
      ['name', 'count'],
      [
        ['a, "b"', 8318],
        ['line\nbreak', undefined],
      ],
    ),
  ).toBe('name,count\r\n"a, ""b""",8318\r\n"line\nbreak",\r\n')
})

test.each(['=1+1', '+1', '-1', '@x', '\tx'])('the text %j is no formula for a spreadsheet', (text) => {
  expect(csvOf(['name'], [[text]])).toBe(`name\r\n'${text}\r\n`)
})

test('a negative number is a number', () => {
  expect(csvOf(['n'], [[-1]])).toBe('n\r\n-1\r\n')
})
