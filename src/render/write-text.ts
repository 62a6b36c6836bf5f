import type { Block, Tone } from './block.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import { tableLines } from './table-lines.ts'
import { textWidth, wrapText } from './text-width.ts'

export type TextLook = {
  /** Columns of the terminal; absent, as in a pipe, nothing is cut or wrapped. */
  readonly width?: number
  readonly hasColor?: boolean
}

/** Lines longer than this are hard to read. */
const MOST_READABLE = 100
const INDENT = '  '
const SGR: Record<Tone, string> = { plain: '', quiet: '2', strong: '1', error: '31', waiting: '35', running: '36' }

/** A block as lines for a terminal, the last one ended too. */
export function writeText(block: Block, look: TextLook): string {
  return linesOf(block, look)
    .map((line) => `${line}\n`)
    .join('')
}

function linesOf(block: Block, look: TextLook): string[] {
  const paint = painter(look)
  const reach = look.width === undefined ? Infinity : Math.min(look.width, MOST_READABLE)
  switch (block.type) {
    case 'heading': {
      const rule = block.level === 2 ? '── ' : ''
      const lines = wrapWhole(rule + joined(block.text, block.details), reach).map((line) => paint(line, 'strong'))
      return block.level === 1 ? lines : ['', ...lines]
    }
    case 'facts':
      return packed(
        block.facts.map(([name, value]) => `${cleanLine(name)} ${cleanLine(value)}`),
        '   ',
        Math.min(reach, MOST_READABLE),
      )
    case 'note':
      return wrapWhole(cleanLine(block.text), reach).map((line) => paint(line, block.tone ?? 'quiet'))
    case 'speaker':
    case 'label': {
      const details = (block.details ?? []).map((detail) => ` · ${cleanLine(detail)}`).join('')
      const line = paint(cleanLine(block.text), block.tone ?? 'strong') + paint(details, 'quiet')
      return block.type === 'speaker' ? ['', line] : [line]
    }
    case 'text':
      return wrapWhole(cleanText(block.text).replace(/\n+$/, ''), reach - INDENT.length).map((line) => (line === '' ? '' : INDENT + line))
    case 'table':
    case 'tree':
      return tableLines(block, look.width, paint)
  }
}

function joined(text: string, details: readonly string[] = []): string {
  return [text, ...details].map(cleanLine).join(' · ')
}

function wrapWhole(text: string, width: number): string[] {
  return Number.isFinite(width) ? wrapText(text, Math.max(20, width)) : text.split('\n')
}

/** As many on a line as fit. */
function packed(words: readonly string[], gap: string, width: number): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && textWidth(last) + gap.length + textWidth(word) <= width) lines[lines.length - 1] = last + gap + word
    else lines.push(word)
  }
  return lines
}

function painter({ hasColor = false }: TextLook): (text: string, tone: Tone) => string {
  return (text, tone) => (hasColor && SGR[tone] !== '' && text !== '' ? `\u001b[${SGR[tone]}m${text}\u001b[0m` : text)
}
