import { eastAsianWidth } from 'get-east-asian-width'

const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const ASCII = /^[\u0020-\u007e]*$/

/** Columns a terminal gives to clean text of one line. */
export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length
  let width = 0
  for (const { segment } of GRAPHEMES.segment(text)) width += graphemeWidth(segment)
  return width
}

/** At most `width` columns of it; `…` stands for the rest. */
export function cutText(text: string, width: number): string {
  if (fits(text, 0, width)) return text
  return `${text.slice(0, endOfLine(text, 0, width - 1)).trimEnd()}…`
}

export function padText(text: string, width: number, align?: 'end'): string {
  const spaces = ' '.repeat(Math.max(0, width - textWidth(text)))
  return align === 'end' ? spaces + text : text + spaces
}

/** Lines of at most `width` columns, broken between words where there are any; nothing is left out. */
export function wrapText(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line.replaceAll('\t', '    '), width))
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = []
  let at = 0
  while (!fits(line, at, width)) {
    const edge = endOfLine(line, at, width)
    const space = line.lastIndexOf(' ', edge)
    const isBreak = space > at && line.slice(at, space).trim() !== ''
    lines.push(line.slice(at, isBreak ? space : edge))
    at = isBreak ? space + 1 : edge
  }
  return [...lines, line.slice(at)]
}

function fits(text: string, from: number, width: number): boolean {
  return endOfLine(text, from, width) === text.length
}

/** Where a line of `width` columns that begins at `from` has to end: after at least one grapheme. */
function endOfLine(text: string, from: number, width: number): number {
  // Looks no further than a line can reach, so that a line of megabytes is read once.
  const near = text.slice(from, from + width * 4 + 64)
  if (ASCII.test(near)) return from + Math.min(near.length, Math.max(1, width))
  let used = 0
  let end = 0
  for (const { segment, index } of GRAPHEMES.segment(near)) {
    used += graphemeWidth(segment)
    if (used > width && index > 0) break
    end = index + segment.length
  }
  return from + end
}

function graphemeWidth(grapheme: string): number {
  if (/^[\p{Mark}\p{Cf}]+$/u.test(grapheme)) return 0
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(grapheme)) return 2
  return eastAsianWidth(grapheme.codePointAt(0)!)
}
