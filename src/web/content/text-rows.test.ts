import { describe, expect, it } from 'vitest'
import { cutRows } from './text-rows.ts'

function rowsOf(text: string, columns: number): string[] {
  const rows = cutRows(text, columns)
  return Array.from({ length: rows.count }, (_, at) => rows.row(at))
}

describe('the rows of a long text', () => {
  it('end at line ends and at the width', () => {
    expect(rowsOf('abcdef\n\nxy\r\nz', 4)).toEqual(['abcd', 'ef', '', 'xy', 'z'])
  })

  it('do not leave an empty row behind a line that just fits', () => {
    expect(rowsOf('abcd\nef', 4)).toEqual(['abcd', 'ef'])
  })

  it('never cut a character in two', () => {
    expect(rowsOf('abc😀def', 4)).toEqual(['abc😀', 'def'])
  })

  it('count the lines of the text apart from the rows', () => {
    const rows = cutRows('a'.repeat(1000), 100)
    expect([rows.count, rows.lineCount]).toEqual([10, 1])
    expect(cutRows('', 10).count).toBe(1)
  })

  it('hold a text of twenty million characters', () => {
    const rows = cutRows('x'.repeat(20_000_000), 200)
    expect(rows.count).toBe(100_000)
    expect(rows.row(99_999)).toHaveLength(200)
  })
})
