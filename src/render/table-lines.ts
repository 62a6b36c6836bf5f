import type { Cell, Column, Table, Tone } from './block.ts'
import { cleanLine } from './clean-text.ts'
import { cutText, padText, textWidth } from './text-width.ts'

const GAP = '  '
const LEAST_SHRUNK = 16

/** A table in columns, its header first. With a width it fits: the least needed columns go, then the one that may shrink is cut. */
export function tableLines(
  { columns, rows }: Table,
  width = Infinity,
  paint: (text: string, tone: Tone) => string = (text) => text,
): string[] {
  const clean = rows.map((row) => row.map((cell) => ({ ...cell, text: cleanCell(cell.text) })))
  const full = columns.map(({ name }, at) => Math.max(textWidth(name), ...clean.map((row) => textWidth(row[at]!.text))))
  const widths = fitColumns(columns, full, width)
  const line = (cells: readonly Cell[]) =>
    columns
      .flatMap(({ align }, at) => {
        const room = widths[at]!
        const { text, tone = 'plain' } = cells[at]!
        return room === 0 ? [] : [paint(padText(cutText(text, room), room, align), tone)]
      })
      .join(GAP)
      .trimEnd()
  return [columns.map(({ name }): Cell => ({ text: name, tone: 'quiet' })), ...clean].map(line)
}

/** Spaces it begins with say how deep it is. */
function cleanCell(text: string): string {
  return /^ */.exec(text)![0] + cleanLine(text)
}

/** The width of each column, 0 for one that has to go. */
function fitColumns(columns: readonly Column[], full: readonly number[], room: number): number[] {
  const widths = [...full]
  const shrinks = columns.findIndex(({ canShrink }) => canShrink)
  const spare = shrinks < 0 ? 0 : Math.max(0, full[shrinks]! - LEAST_SHRUNK)
  const over = () => widths.filter((width) => width > 0).reduce((sum, width) => sum + width + GAP.length, -GAP.length) - room
  for (let at = columns.length - 1; at >= 0 && over() > spare; at--) if (columns[at]!.isNeeded !== true) widths[at] = 0
  if (shrinks >= 0 && over() > 0) widths[shrinks] = Math.max(full[shrinks]! - spare, widths[shrinks]! - over())
  return widths
}
