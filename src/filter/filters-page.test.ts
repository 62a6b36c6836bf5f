import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FIELDS, type Field } from './fields.ts'

const path = join(import.meta.dirname, '../../docs/filters.md')
const FORMS: Readonly<Record<Field['type'], string>> = {
  id: 'exact',
  name: 'name',
  words: 'words',
  choice: 'choice',
  count: 'number',
  duration: 'duration',
  money: 'US dollars',
  time: 'time',
}

function row({ name, aliases = [], type, scopes, choices, isOpen, about }: Field): string[] {
  const names = [isOpen ? `${name}.KEY` : name, ...aliases].map((each) => `\`${each}\``).join(', ')
  const words = [...new Set(Object.values(choices ?? {}).flat())].map((word) => `\`${word}\``)
  return [names, scopes.join(', '), FORMS[type], words.length === 0 ? about : `${about}: ${words.join(', ')}`]
}

/** Padded as the formatter does it. */
function table(): string {
  const rows = [['Field', 'Of', 'Value', 'What it is'], ...FIELDS.map(row)]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)))
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].join('\n')
}

it('the page of filters has every field, as `UPDATE_PAGES=1` writes it', () => {
  const page = readFileSync(path, 'utf8')
  const written = page.replace(/<!-- fields -->.*<!-- \/fields -->/s, () => `<!-- fields -->\n\n${table()}\n\n<!-- /fields -->`)
  if (process.env['UPDATE_PAGES'] !== undefined) writeFileSync(path, written)
  else expect(page).toBe(written)
})
