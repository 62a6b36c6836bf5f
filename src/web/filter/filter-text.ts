import { parseFilter, type Fault, type Term } from '../../filter/filter.ts'
import type { FilterScope } from '../../model/filter.ts'

/** The API takes no longer filter. */
export const MAX_FILTER_LENGTH = 2000

/** A filter as it stands in the editor: terms on fields and on what is inside are chips, words to find stay text. */
export type EditedFilter = { readonly chips: readonly string[]; readonly words: string }

const CHIP = /^-?(?:[A-Za-z_][^\s:",()]*(?:(?<=\.)"(?:\\["\\]|[^"])*")?:|(?:any|all|count)\()/i

export function splitFilter(text: string, scope: FilterScope): EditedFilter {
  const terms = parse(text, scope).map((term) => ({ term, slice: text.slice(term.start, term.end) }))
  const words = terms.filter(({ term, slice }) => !isChip(term, slice))
  return {
    chips: terms.filter(({ term, slice }) => isChip(term, slice)).map(({ slice }) => slice),
    words: words.map(({ slice }) => slice).join(' '),
  }
}

export function joinFilter({ chips, words }: EditedFilter): string {
  return [...chips, words.trim()].filter((part) => part !== '').join(' ')
}

/** While one types: terms that are finished leave the text, and the caret stays where it was in the rest. */
export function takeFinished(text: string, caret: number, scope: FilterScope): EditedFilter & { readonly caret: number } {
  const finished = parse(text, scope).filter((term) => term.end < Math.min(caret, text.length) && isChip(term, sliceOf(text, term)))
  let words = text
  let at = caret
  for (const term of finished.toReversed()) {
    // The space that finished it goes with it.
    words = words.slice(0, term.start) + words.slice(term.end + 1)
    at -= term.end + 1 - term.start
  }
  return { chips: finished.map((term) => sliceOf(text, term)), words, caret: at }
}

/** What a list can be asked of while a term at the end is still being typed: all but that one, when it says nothing yet. */
export function withoutUnfinished(words: string, scope: FilterScope): string {
  const last = parse(words, scope).at(-1)
  return last?.fault && isChip(last, sliceOf(words, last)) ? words.slice(0, last.start) : words
}

export type LeftOut = { readonly text: string; readonly fault: Fault }

/** The part of a filter that can be asked, and what is left out of it. */
export function askable(text: string, scope: FilterScope): { readonly q: string | undefined; readonly leftOut: readonly LeftOut[] } {
  const terms = parse(text, scope)
  const leftOut = terms.flatMap((term) => (term.fault ? [{ text: sliceOf(text, term), fault: term.fault }] : []))
  const good = terms.filter(({ fault }) => fault === undefined).map((term) => sliceOf(text, term))
  return { q: (leftOut.length === 0 ? text.trim() : good.join(' ')) || undefined, leftOut }
}

/** The one session that a filter of traces asks for, when it asks for one. */
export function soleSession(text: string): string | undefined {
  for (const { condition } of parse(text, 'trace')) {
    if (condition?.kind !== 'field' || condition.field !== 'session' || condition.isExcluded || condition.anyOf.length > 1) continue
    const [match] = condition.anyOf
    if (match?.kind === 'text' && !match.isPattern) return match.text
  }
  return undefined
}

export type ChipParts = {
  readonly isExcluded: boolean
  /** Absent where the term is a question of its own: `any(…)`. */
  readonly name: string | undefined
  readonly value: string
  readonly fault: Fault | undefined
}

/** A term in the words of its chip. */
export function readChip(text: string, scope: FilterScope): ChipParts {
  const [term] = parse(text, scope)
  const isExcluded = text.startsWith('-')
  const bare = isExcluded ? text.slice(1) : text
  const condition = term?.condition
  const fault = term?.fault
  if (condition?.kind === 'inside' || /^(any|all|count)\(/i.test(bare)) return { isExcluded, name: undefined, value: bare, fault }
  const [, name = bare, rest = ''] = /^((?:"[^"]*"|[^:"])*):(.*)$/s.exec(bare) ?? []
  if (condition?.kind !== 'field') return { isExcluded, name, value: rest, fault }
  const values = condition.anyOf.map((match) => (match.kind === 'text' ? match.text : undefined))
  return {
    isExcluded,
    name: condition.key === undefined ? condition.field : `${condition.field}.${condition.key}`,
    value: values.every((value) => value !== undefined) ? values.join(', ') : rest,
    fault,
  }
}

export function flipExcluded(term: string): string {
  return term.startsWith('-') ? term.slice(1) : `-${term}`
}

/** Words to find, in this order; quoted where a character or a space would mean something. */
export function quoteWords(words: string): string {
  const isPlain = /^[^\s":()-][^\s":()]*$/.test(words)
  return isPlain ? words : `"${words.replace(/["\\]/g, (letter) => `\\${letter}`)}"`
}

/** What is wrong and what would be right, in one text. */
export function describeFault({ message, hint }: Fault): string {
  return hint === undefined ? message : `${message} ${hint}`
}

function isChip(term: Term, slice: string): boolean {
  return term.condition ? term.condition.kind !== 'text' : CHIP.test(slice)
}

function sliceOf(text: string, { start, end }: Term): string {
  return text.slice(start, end)
}

function parse(text: string, scope: FilterScope): Term[] {
  return parseFilter(text, scope, Date.now())
}
