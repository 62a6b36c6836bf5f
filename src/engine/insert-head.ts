import { EngineFailure } from './failure.ts'

/** `INSERT INTO table (columns) FORMAT name`, whose rows follow as bytes. */
export type InsertHead = {
  readonly table: string
  readonly columns: readonly string[] | undefined
  readonly format: string
  /** Where the rows begin in the text that was read. */
  readonly dataAt: number
}

/** What chDB takes as bytes beside a statement, and RowBinary, which it takes from a file. */
const FORMATS = new Set([
  'JSONEachRow',
  'JSONCompactEachRow',
  'CSV',
  'CSVWithNames',
  'TabSeparated',
  'TabSeparatedWithNames',
  'TSV',
  'TSVWithNames',
  'RowBinary',
])
const NAME = '(?:`[A-Za-z_]\\w*`|[A-Za-z_]\\w*)'
const LEADING = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/
const HEAD = new RegExp(
  `^INSERT\\s+INTO\\s+(?:TABLE\\s+)?(${NAME}(?:\\s*\\.\\s*${NAME})?)\\s*(?:\\(([^()]*)\\)\\s*)?FORMAT\\s+(\\w+)[ \\t]*;?[ \\t]*(?:\\r?\\n|$|(?=[[{]))`,
  'i',
)

/** Undefined for everything else, `INSERT … SELECT` and `INSERT … VALUES` among it. Looks only at the head: the rows may be long. */
export function readInsertHead(text: string): InsertHead | undefined {
  const leading = LEADING.exec(text)?.[0].length ?? 0
  const head = HEAD.exec(text.slice(leading, leading + 65_536))
  if (head === null || head[3]?.toUpperCase() === 'VALUES') return undefined
  const format = head[3] ?? ''
  if (!FORMATS.has(format)) throw new EngineFailure(73, 'UNKNOWN_FORMAT', `Rows are not read in format ${format}.`)
  const columns = head[2]?.split(',').map((name) => plain(name.trim()))
  return {
    table: (head[1] ?? '')
      .split('.')
      .map((name) => plain(name.trim()))
      .join('.'),
    columns: columns?.length === 1 && columns[0] === '' ? undefined : columns,
    format,
    dataAt: leading + head[0].length,
  }
}

function plain(name: string): string {
  return name.startsWith('`') ? name.slice(1, -1) : name
}
