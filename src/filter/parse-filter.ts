import type { Condition, FilterScope, Match } from '../model/filter.ts'
import { fieldNamed, fieldsOf, type Field } from './fields.ts'
import { readMatch, readRange, type Wrong } from './read-match.ts'
import { isAtEnd, readPiece, readPieces, skipSpace, take, unquote, type Piece, type Reader } from './read-pieces.ts'

/** What is wrong with a part of the text: `text.slice(start, end)`. */
export type Fault = Wrong & { readonly start: number; readonly end: number }

/** One term of a filter text, `text.slice(start, end)`: a condition, or the reason why it is none. */
export type Term = { readonly start: number; readonly end: number } & (
  { readonly condition: Condition; readonly fault?: undefined } | { readonly condition?: undefined; readonly fault: Fault }
)

/** Terms of one filter, those inside brackets included. */
const MAX_TERMS = 50
const COUNTED: Field = { name: 'count', type: 'count', scopes: [], about: '' }
/** A key with odd characters stands in quotes: `attr."a b":value`. */
const FIELD = /([A-Za-z_][^\s:",()]*)(?:(?<=\.)"((?:\\["\\]|[^"])*)")?(?=:)/y
const INSIDE = /(any|all|count)\(/iy

/**
 * All terms of a filter text, in order. `refund` and `"refund policy"` are text to find, `field:value` narrows a field, `field:a,b`
 * offers alternatives, `has:field` asks whether it is known, `-` before a term excludes; `any(trace …)`, `all(span …)` and
 * `count(span …):>3` ask of what is inside.
 */
export function parseFilter(text: string, scope: FilterScope, nowMs: number): Term[] {
  const reader: Reader = { text, at: 0, depth: 0 }
  return readTerms(reader, scope, { nowMs, left: MAX_TERMS })
}

/** The conditions that must all hold; terms with a fault are none. */
export function conditionsOf(terms: readonly Term[]): Condition[] {
  return terms.flatMap(({ condition }) => (condition === undefined ? [] : [condition]))
}

type Limits = { readonly nowMs: number; left: number }

function readTerms(reader: Reader, scope: FilterScope, limits: Limits): Term[] {
  const terms: Term[] = []
  while (!isAtEnd(reader)) {
    const start = reader.at
    limits.left -= 1
    const isWithin = limits.left >= 0
    const term = readTerm(reader, scope, limits)
    const end = reader.at
    terms.push(isWithin ? term : { start, end, fault: { start, end, message: `A filter has at most ${MAX_TERMS} terms.` } })
  }
  return terms
}

function readTerm(reader: Reader, scope: FilterScope, limits: Limits): Term {
  const start = reader.at
  const isExcluded = take(reader, /-(?=[^\s)])/y) !== undefined
  const outcome = readInside(reader, scope, limits) ?? readField(reader, scope, limits) ?? readText(reader)
  const end = reader.at
  if ('condition' in outcome) return { start, end, condition: { ...outcome.condition, isExcluded } as Condition }
  return { start, end, fault: { start: outcome.at?.start ?? start, end: outcome.at?.end ?? end, ...outcome.wrong } }
}

type Bare = Condition extends infer C ? (C extends unknown ? Omit<C, 'isExcluded'> : never) : never
type Outcome = { readonly condition: Bare } | { readonly wrong: Wrong; readonly at?: { readonly start: number; readonly end: number } }

function readText(reader: Reader): Outcome {
  const { text } = readPiece(reader, false)
  if (text === '') return { wrong: { message: 'An empty text finds nothing.', hint: 'Put what you look for between the quotes.' } }
  return { condition: { kind: 'text', text: text.toWellFormed().toLowerCase() } }
}

function readField(reader: Reader, scope: FilterScope, { nowMs }: Limits): Outcome | undefined {
  const nameAt = reader.at
  const [whole, plain = '', quoted = ''] = take(reader, FIELD) ?? []
  if (whole === undefined) return undefined
  const name = plain + unquote(quoted)
  const at = { start: nameAt, end: reader.at }
  take(reader, /:/y)
  const pieces = readPieces(reader)
  if (name.toLowerCase() === 'has') return hasOutcome(pieces, scope, at)
  const known = fieldNamed(name)
  if (known === undefined) return { wrong: unknownField(name, scope), at }
  if (!known.field.scopes.includes(scope)) return { wrong: elsewhere(known.field, name, scope), at }
  if (pieces.length === 0) return { wrong: { message: `\`${name}:\` needs a value.`, hint: quoteHint(name) }, at }
  const matches: Match[] = []
  for (const piece of pieces) {
    const read = readMatch(known.field, scope, piece, nowMs)
    if ('wrong' in read) return { wrong: read.wrong, at: piece }
    matches.push(read.value)
  }
  return { condition: { kind: 'field', ...refOf(known), anyOf: matches } }
}

function hasOutcome(pieces: readonly Piece[], scope: FilterScope, at: { start: number; end: number }): Outcome {
  const [piece] = pieces
  if (piece === undefined) return { wrong: { message: '`has:` needs the name of a field.', hint: quoteHint('has') }, at }
  if (pieces.length > 1) return { wrong: { message: '`has:` takes one field.', hint: 'Write a term for each.' }, at: pieces[1]! }
  const known = fieldNamed(piece.text)
  if (known === undefined) return { wrong: unknownField(piece.text, scope), at: piece }
  if (!known.field.scopes.includes(scope)) return { wrong: elsewhere(known.field, piece.text, scope), at: piece }
  return { condition: { kind: 'has', ...refOf(known) } }
}

function readInside(reader: Reader, scope: FilterScope, limits: Limits): Outcome | undefined {
  const start = reader.at
  const quantifier = take(reader, INSIDE)?.[1]?.toLowerCase() as 'any' | 'all' | 'count' | undefined
  if (quantifier === undefined) return undefined
  const inner = scope === 'session' ? ['trace', 'span'] : scope === 'trace' ? ['span'] : []
  const named = readScope(reader)
  reader.depth += 1
  const terms = readTerms(reader, named === 'trace' ? 'trace' : 'span', limits)
  reader.depth -= 1
  const isClosed = take(reader, /\)/y) !== undefined
  const body = { start, end: reader.at }
  const bound = quantifier === 'count' && take(reader, /:/y) ? readPiece({ ...reader, depth: reader.depth }, true) : undefined
  if (bound) reader.at = bound.end
  if (!isClosed) return { wrong: { message: `\`${quantifier}(\` is never closed.`, hint: 'Close it with `)`.' }, at: body }
  if (named === undefined || !inner.includes(named)) {
    const example = `${quantifier}(${inner[0] ?? 'span'} status:error)${quantifier === 'count' ? ':>1' : ''}`
    const hint = inner.length === 0 ? 'A span has nothing inside.' : `Say of what: ${inner.join(' or ')}, for example \`${example}\`.`
    return { wrong: { message: `\`${quantifier}(…)\` asks of what is inside a ${scope}.`, hint }, at: body }
  }
  const fault = terms.find((term) => term.fault !== undefined)?.fault
  if (fault) return { wrong: { message: fault.message, ...(fault.hint === undefined ? {} : { hint: fault.hint }) }, at: fault }
  const condition = { kind: 'inside' as const, of: named, quantifier, conditions: conditionsOf(terms) }
  if (quantifier !== 'count') {
    if (terms.length > 0) return { condition }
    return {
      wrong: { message: `\`${quantifier}(${named})\` says nothing of the ${named}s.`, hint: 'Put at least one term after the word.' },
      at: body,
    }
  }
  if (bound === undefined)
    return { wrong: { message: '`count(…)` needs a number.', hint: 'For example `count(span kind:tool):>3`.' }, at: body }
  const range = readRange(COUNTED, bound.text, limits.nowMs)
  return 'wrong' in range ? { wrong: range.wrong, at: bound } : { condition: { ...condition, count: range.value } }
}

function readScope(reader: Reader): 'trace' | 'span' | undefined {
  skipSpace(reader)
  return take(reader, /(trace|span)s?(?=[\s)]|$)/iy)?.[1]?.toLowerCase() as 'trace' | 'span' | undefined
}

function refOf({ field, key }: { readonly field: Field; readonly key?: string }) {
  return { field: field.name, ...(key === undefined ? {} : { key }) }
}

function quoteHint(name: string): string {
  return `To search for it as text, quote it: "${name}:…".`
}

function unknownField(name: string, scope: FilterScope): Wrong {
  const names = fieldsOf(scope).map((field) => (field.isOpen ? `${field.name}.…` : field.name))
  return { message: `Unknown field \`${name}\`. Allowed here: ${names.join(', ')}, has.`, hint: quoteHint(name) }
}

function elsewhere({ scopes }: Field, name: string, scope: FilterScope): Wrong {
  const [other] = scopes
  const isInside = (scope === 'session' && other !== 'session') || (scope === 'trace' && other === 'span')
  const hint = isInside ? `Ask of what is inside: \`any(${other} ${name}:…)\`.` : quoteHint(name)
  return { message: `\`${name}\` is no field of a ${scope}.`, hint }
}
