import { writeCsvLine, type CellValue } from '../../../base/format/write-csv.ts'

type Row = Readonly<Record<string, CellValue>>

/** One JSON object a line, as the API tells each row. */
export function rowsAsJsonLines(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

/** A table with a line of names. Every field that any row has is a column, in the order they come. */
export function rowsAsCsv(rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return [names, ...rows.map((row) => names.map((name) => row[name]))].map(writeCsvLine).join('')
}
