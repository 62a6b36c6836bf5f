import type { Place } from '../../base/fold-case.ts'

/** UTF-16 units before and after what was found. */
const AROUND = 60
const ELLIPSIS = '…'

/** Some words before and after a place in a text on one line, and where it is in them. */
export function excerptAt(text: string, { start, end }: Place): { readonly excerpt: string; readonly start: number; readonly end: number } {
  const from = start <= AROUND ? 0 : wordStart(text, start - AROUND, start)
  const to = text.length - end <= AROUND ? text.length : wordEnd(text, end + AROUND, end)
  const before = from > 0 ? ELLIPSIS : ''
  const excerpt = before + text.slice(from, to).replace(/\s/g, ' ') + (to < text.length ? ELLIPSIS : '')
  const shift = before.length - from
  return { excerpt, start: start + shift, end: end + shift }
}

/** The first beginning of a word at or after `at`, else where the letter there begins. */
function wordStart(text: string, at: number, latest: number): number {
  const space = text.slice(at, latest).search(/\s\S/)
  return space === -1 ? letterStart(text, at) : at + space + 1
}

/** The last end of a word at or before `at`, else where the letter there begins. */
function wordEnd(text: string, at: number, earliest: number): number {
  for (let end = at; end > earliest; end--) if (/\s/.test(text[end]!)) return end
  return Math.max(letterStart(text, at), earliest)
}

const LONGEST_LETTER = 64
const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Where the letter that holds `at`, with all its marks, begins. */
function letterStart(text: string, at: number): number {
  let from = Math.max(0, at - LONGEST_LETTER)
  if (isSecondHalf(text, from)) from++
  return from + (letters.segment(text.slice(from, at + LONGEST_LETTER)).containing(at - from)?.index ?? at - from)
}

function isSecondHalf(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}
