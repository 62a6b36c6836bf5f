/** One value of a row as a list answers it. */
export type CellValue = string | number | boolean | readonly string[] | undefined

/** What spreadsheets take for a formula; the last four are the full-width forms of the first. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
const NEEDS_QUOTES = /[",;|\t\r\n]|^\s|\s$/

/**
 * One line of CSV (RFC 4180). What is unknown is empty, several texts are divided by `; `. Text that a spreadsheet would run as a formula
 * gets an apostrophe before it.
 */
export function writeCsvLine(cells: readonly CellValue[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`
}

function writeCell(value: CellValue): string {
  if (value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = (typeof value === 'string' ? value : value.join('; ')).toWellFormed()
  const inert = FORMULA.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
