import { describe, expect, it } from 'vitest'
import { cutRows, findInText } from './text-rows.ts'

function rowsOf(text: string, columns: number, max = Infinity): string[] {
  const rows = cutRows(text, columns, max)
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
    const rows = cutRows('a'.repeat(1000), 100, Infinity)
    expect([rows.count, rows.lineCount]).toEqual([10, 1])
    expect(cutRows('', 10, Infinity).count).toBe(1)
  })

  it('hold a text of twenty million characters', () => {
    const rows = cutRows('x'.repeat(20_000_000), 200, 800_000)
    expect(rows.count).toBe(100_000)
    expect(rows.row(99_999)).toHaveLength(200)
    expect(rows.isCut).toBe(false)
  })

  it('end before the text does when there are too many', () => {
    expect(rowsOf('ab\ncdefgh\ni', 2, 3)).toEqual(['ab', 'cd', 'ef'])
    expect(cutRows('\n'.repeat(2_000_000), 200, 1000)).toMatchObject({ count: 1000, lineCount: 1000, isCut: true })
  })

  it('are found by a character in them', () => {
    const rows = cutRows('abcdef\n\nxy', 4, Infinity)
    expect([0, 3, 4, 6, 7, 8, 9].map((offset) => rows.row(rows.rowAt(offset)))).toEqual(['abcd', 'abcd', 'ef', 'ef', '', 'xy', 'xy'])
  })
})

describe('looking for words in a text', () => {
  it('finds them as they stand, upper and lower case alike', () => {
    expect(findInText('a.b A.B axb İ a.b', 'A.b')).toEqual({ count: 3, offsets: [0, 4, 14] })
    for (const words of ['(', '[a-', '\\', '*', '$', 'a|b', '{1}'])
      expect(findInText(`x${words}y`, words)).toEqual({ count: 1, offsets: [1] })
  })

  it('counts all of them and lists the first', () => {
    const { count, offsets } = findInText('ab'.repeat(5000), 'b')
    expect([count, offsets.length, offsets.at(-1)]).toEqual([5000, 1000, 1999])
  })
})
