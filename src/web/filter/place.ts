import { fieldNamed, unquote, type Field } from '../../filter/filter.ts'
import type { FilterScope } from '../../model/filter.ts'

/** Where the caret stands in a filter text. `text.slice(start, end)` is what a completion replaces. */
export type Place = {
  /** What the terms here are about. */
  readonly scope: FilterScope
  /** How many brackets stand around it. */
  readonly depth: number
  readonly start: number
  readonly end: number
  /** What is written there before the caret, without quotes. */
  readonly typed: string
} &
  /** `phrase`: the words in a row that end at the caret, `start` where they begin. */
  (
    | { readonly kind: 'word'; readonly phrase?: { readonly text: string; readonly start: number } }
    | { readonly kind: 'has' | 'inside' }
    /** `taken`: the other alternatives of the term. */
    | { readonly kind: 'value'; readonly field: Field; readonly key: string | undefined; readonly taken: readonly string[] }
  )

const QUOTED = '"(?:\\\\["\\\\]|[^"])*"?'
const OPENING = /-?(?:any|all|count)\(\s*(?:(trace|span)s?(?=[\s)])\s*)?/iy
const CLOSING = /\)[^\s)]*\s*/y
const NAME = new RegExp(`(-?)([A-Za-z_][^\\s:",()]*)((?<=\\.)${QUOTED})?:`, 'y')
const ALTERNATIVE = new RegExp(`(${QUOTED}|[^\\s,]*)(,?)`, 'y')
const ALTERNATIVE_INSIDE = new RegExp(`(${QUOTED}|[^\\s,)]*)(,?)`, 'y')
const WORD = new RegExp(`-?(?:${QUOTED}|[^\\s]*)`, 'y')
const WORD_INSIDE = new RegExp(`-?(?:${QUOTED}|[^\\s)]*)`, 'y')

/** What could be written at the caret: a word, one of a field's values, a field after `has:`, or what `any(` asks of. */
export function placeAt(text: string, caret: number, scope: FilterScope): Place {
  const scopes = [scope]
  let at = 0
  /** Where the words in a row began. */
  let phraseAt: number | undefined
  while (at <= text.length) {
    at = skip(text, at, /\s*/y)
    const here = { scope: scopes.at(-1)!, depth: scopes.length - 1 }
    if (at >= caret) break
    const isWord = match(NAME, text, at) === undefined && text[at] !== '-'
    phraseAt = isWord ? (phraseAt ?? at) : undefined
    const closed = here.depth > 0 ? match(CLOSING, text, at) : undefined
    const opened = match(OPENING, text, at)
    if (closed) {
      scopes.pop()
      phraseAt = undefined
      at += closed[0].length
    } else if (opened && at + opened[0].length <= caret) {
      at += opened[0].length
      const word = opened[1] === undefined ? (match(/[^\s)]*/y, text, at)?.[0] ?? '') : undefined
      if (word !== undefined && caret <= at + word.length) {
        return { ...here, kind: 'inside', start: at, end: at + word.length, typed: text.slice(at, caret) }
      }
      at += word?.length ?? 0
      phraseAt = undefined
      scopes.push(opened[1]?.toLowerCase() === 'trace' ? 'trace' : 'span')
    } else {
      const found = placeInTerm(text, at, caret, here)
      if (typeof found !== 'number') {
        if (found.kind !== 'word' || phraseAt === undefined) return found
        return { ...found, phrase: { text: text.slice(phraseAt, caret), start: phraseAt } }
      }
      at = found
    }
  }
  return { scope: scopes.at(-1)!, depth: scopes.length - 1, kind: 'word', start: caret, end: caret, typed: '' }
}

type Here = Pick<Place, 'scope' | 'depth'>

/** The place of the caret in the term that starts here, or where that term ends before it. */
function placeInTerm(text: string, start: number, caret: number, here: Here): Place | number {
  const named = match(NAME, text, start)
  if (named === undefined) {
    const whole = match(here.depth > 0 ? WORD_INSIDE : WORD, text, start)?.[0] ?? ''
    const end = start + Math.max(1, whole.length)
    const from = text[start] === '-' && caret > start ? start + 1 : start
    return caret <= end ? { ...here, kind: 'word', start: from, end, typed: plain(text.slice(from, caret)) } : end
  }
  const [all, minus = '', name = '', quotedKey = ''] = named
  const valuesAt = start + all.length
  const from = start + minus.length
  if (caret < valuesAt) return { ...here, kind: 'word', start: from, end: valuesAt, typed: text.slice(from, caret) }
  const pieces = piecesFrom(text, valuesAt, here.depth)
  const end = pieces.at(-1)!.end
  const piece = pieces.find((one) => caret <= one.end)
  if (piece === undefined) return end
  const range = { start: piece.start, end: piece.end, typed: plain(text.slice(piece.start, caret)) }
  if (name.toLowerCase() === 'has') return { ...here, ...range, kind: 'has' }
  const known = fieldNamed(name + plain(quotedKey))
  // Values of what is no field cannot be offered; the name can be mended.
  if (known === undefined) return { ...here, kind: 'word', start: from, end: valuesAt, typed: name }
  const taken = pieces.filter((one) => one !== piece).map((one) => plain(text.slice(one.start, one.end)))
  return { ...here, ...range, kind: 'value', field: known.field, key: known.key, taken: taken.filter((one) => one !== '') }
}

function piecesFrom(text: string, from: number, depth: number): { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = []
  let at = from
  for (;;) {
    const [whole = '', value = '', comma = ''] = match(depth > 0 ? ALTERNATIVE_INSIDE : ALTERNATIVE, text, at) ?? []
    pieces.push({ start: at, end: at + value.length })
    at += whole.length
    if (comma === '') return pieces
  }
}

function plain(piece: string): string {
  return piece.startsWith('"') ? unquote(piece.replace(/^"|(?<!\\)"$/g, '')) : piece
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

function skip(text: string, at: number, pattern: RegExp): number {
  return at + (match(pattern, text, at)?.[0].length ?? 0)
}
