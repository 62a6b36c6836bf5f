import { expect, it } from 'vitest'
import { writeCsvLine, type CellValue } from './write-csv.ts'

it.each<[string, CellValue, string]>([
  ['a plain text', 'refund policy', 'refund policy'],
  ['a quote', 'say "hi"', '"say ""hi"""'],
  ['a comma', 'a,b', '"a,b"'],
  ['lines', 'a\r\nb', '"a\r\nb"'],
  ['white space at an end', ' a', '" a"'],
  ['several texts', ['gpt-4o', 'o1'], '"gpt-4o; o1"'],
  ['no text', [], ''],
  ['what is unknown', undefined, ''],
  ['numbers and yes', -0.5, '-0.5'],
  ['yes', true, 'true'],
  ['a lone surrogate', 'a\ud800', 'a\ufffd'],
])('writes %s', (_, value, cell) => {
  expect(writeCsvLine([1, value, 'z'])).toBe(`1,${cell},z\r\n`)
})

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x', '=HYPERLINK("http://x","y")'])(
  'lets no spreadsheet run %j',
  (text) => {
    const cell = writeCsvLine([text]).slice(0, -2)
    expect(cell.replace(/^"|"$/g, '').replaceAll('""', '"')).toBe(`'${text}`)
    expect(writeCsvLine([[text, 'b']])).toMatch(/^"?'/)
  },
)
