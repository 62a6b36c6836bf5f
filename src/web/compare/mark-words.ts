import { diffArrays } from 'diff'

/** A stretch of text; `isOwn`: the other text has something else there, or nothing. */
export type Piece = { readonly text: string; readonly isOwn: boolean }
export type Marked = { readonly a: readonly Piece[]; readonly b: readonly Piece[] }

/** Longer texts are compared line by line. */
const MOST_BY_WORD = 40_000
/** More edits than this make texts simply different. */
const MOST_EDITS = 500
const LEAST_ALIKE = 0.3
const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' })

/** What each of two texts says that the other does not, by words, or by lines where they are long or have little in common. */
export function markWords(a: string, b: string): Marked {
  const byWord = a.length + b.length > MOST_BY_WORD ? undefined : mark(wordsIn(a), wordsIn(b))
  const marked = byWord ?? mark(linesIn(a), linesIn(b))
  return marked && isAlike(marked) ? marked : { a: whole(a), b: whole(b) }
}

/** Texts that have but a few words in common are two texts. */
function isAlike({ a, b }: Marked): boolean {
  const size = (pieces: readonly Piece[], isOwn: boolean) =>
    pieces.reduce((sum, piece) => sum + (piece.isOwn === isOwn ? piece.text.length : 0), 0)
  return Math.max(size(a, false) / (size(a, true) + size(a, false)), size(b, false) / (size(b, true) + size(b, false))) >= LEAST_ALIKE
}

function whole(text: string): Piece[] {
  return text === '' ? [] : [{ text, isOwn: true }]
}

function mark(as: readonly string[], bs: readonly string[]): Marked | undefined {
  const changes = diffArrays([...as], [...bs], { maxEditLength: MOST_EDITS })
  if (changes === undefined) return undefined
  const pieces = changes.map(({ value, added, removed }) => ({ text: value.join(''), added, removed }))
  const side = (other: 'added' | 'removed', own: 'added' | 'removed') =>
    joined(pieces.filter((piece) => !piece[other]).map((piece) => ({ text: piece.text, isOwn: piece[own] })))
  return { a: side('added', 'removed'), b: side('removed', 'added') }
}

/** Neighbours of a kind are one, and a space between two own words is theirs. */
function joined(pieces: readonly Piece[]): Piece[] {
  const whole: Piece[] = []
  pieces.forEach((piece, at) => {
    const isOwn = piece.isOwn || (piece.text.trim() === '' && pieces[at - 1]?.isOwn === true && pieces[at + 1]?.isOwn === true)
    const last = whole.at(-1)
    if (last?.isOwn === isOwn) whole[whole.length - 1] = { text: last.text + piece.text, isOwn }
    else whole.push({ text: piece.text, isOwn })
  })
  return whole
}

function wordsIn(text: string): string[] {
  return Array.from(WORDS.segment(text), ({ segment }) => segment)
}

function linesIn(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}
