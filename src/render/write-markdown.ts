import type { Block } from './block.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import { tableLines } from './table-lines.ts'

/** A block as Markdown, an empty line after it. No text in it can end the block it stands in, become a link, or load anything. */
export function writeMarkdown(block: Block): string {
  return `${markdownOf(block)}\n\n`
}

function markdownOf(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${[block.text, ...(block.details ?? [])].map(inline).join(' · ')}`
    case 'facts':
      return block.facts.map(([name, value]) => `- ${inline(name)}: ${inline(value)}`).join('\n')
    case 'note':
      return `_${inline(block.text) || '…'}_`
    case 'speaker':
      return [`**${inline(block.text) || '…'}**`, ...(block.details ?? []).map(inline)].join(' · ')
    case 'label':
      return [inline(block.text) || '…', ...(block.details ?? []).map(inline)].join(' · ')
    case 'text':
      return fenced(block.text)
    case 'table':
      return rows(
        [block.columns.map(({ name }) => name), block.columns.map(({ align }) => (align === 'end' ? '--:' : '---'))],
        (name) => name,
      )
        .concat(
          rows(
            block.rows.map((row) => row.map(({ text }) => text)),
            inline,
          ),
        )
        .join('\n')
    case 'tree':
      return fenced(tableLines(block).join('\n'))
  }
}

function rows(cells: readonly (readonly string[])[], write: (text: string) => string): string[] {
  return cells.map((row) => `| ${row.map(write).join(' | ')} |`)
}

/** Between fences longer than any in the text: nothing in it can close them. */
function fenced(text: string): string {
  const clean = cleanText(text).replace(/\n+$/, '')
  const longest = Math.max(2, ...[...clean.matchAll(/`{3,}/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${clean}\n${fence}`
}

/** One line of plain words: what Markdown would read as more is escaped, addresses too, so that they become no links. */
function inline(text: string): string {
  return cleanLine(text).replace(/[\\`*_[\]<>#|~&$@]|:(?=\/\/)|(?<=www)\./gi, '\\$&')
}
