import type { Bound, FilterScope, Match, NumberRange } from '../model/filter.ts'
import type { Field } from './fields.ts'
import { readAmount, type Amount } from './read-amount.ts'
import type { Piece } from './read-pieces.ts'

/** What is wrong, in words, and what would be right. */
export type Wrong = { readonly message: string; readonly hint?: string }
export type Read<T> = { readonly value: T } | { readonly wrong: Wrong }

export function readMatch(field: Field, scope: FilterScope, piece: Piece, nowMs: number): Read<Match> {
  switch (field.type) {
    case 'choice':
      return readChoice(field, scope, piece.text)
    case 'id':
    case 'name':
    case 'words':
      return { value: { kind: 'text', text: piece.text.toWellFormed(), isPattern: !piece.isQuoted && piece.text.includes('*') } }
    default: {
      const range = readRange(field, piece.text, nowMs)
      return 'wrong' in range ? range : { value: { kind: 'range', ...range.value } }
    }
  }
}

function readChoice({ name, choices }: Field, scope: FilterScope, text: string): Read<Match> {
  const allowed = choices?.[scope] ?? []
  const word = allowed.find((choice) => choice === text.toLowerCase())
  if (word !== undefined) return { value: { kind: 'text', text: word, isPattern: false } }
  return { wrong: { message: `Unknown ${name} \`${text}\`.`, hint: `Allowed: ${allowed.join(', ')}.` } }
}

const COMPARISON = /^(>=|<=|>|<|=)?(.*)$/s

/** `5`, `>5`, `>=5`, `<5`, `<=5`, `1k..5k` (both ends included), `1k..`, `..5k`. */
export function readRange(field: Field, text: string, nowMs: number): Read<NumberRange> {
  const dots = text.indexOf('..')
  const [, sign = '', rest = ''] = COMPARISON.exec(text) ?? []
  if (sign === '' && dots >= 0) return readSpan(field, text.slice(0, dots), text.slice(dots + 2), nowMs)
  const amount = readAmount(field.type, rest, nowMs)
  if (amount === undefined) return { wrong: wrongAmount(field, rest) }
  return { value: rangeOf(sign, amount) }
}

/** An amount may be as wide as a day: `>` begins after its end, `>=` at its start. */
function rangeOf(sign: string, { first, last }: Amount): NumberRange {
  const bound = (value: bigint, isIncluded: boolean): Bound => ({ value, isIncluded })
  switch (sign) {
    case '>':
      return { from: bound(last, false), to: undefined }
    case '>=':
      return { from: bound(first, true), to: undefined }
    case '<':
      return { from: undefined, to: bound(first, false) }
    case '<=':
      return { from: undefined, to: bound(last, true) }
    default:
      return { from: bound(first, true), to: bound(last, true) }
  }
}

function readSpan(field: Field, low: string, high: string, nowMs: number): Read<NumberRange> {
  if (low === '' && high === '') return { wrong: wrongAmount(field, '..') }
  const from = low === '' ? undefined : readAmount(field.type, low, nowMs)
  const to = high === '' ? undefined : readAmount(field.type, high, nowMs)
  if (low !== '' && from === undefined) return { wrong: wrongAmount(field, low) }
  if (high !== '' && to === undefined) return { wrong: wrongAmount(field, high) }
  if (from && to && from.first > to.last) return { wrong: { message: `\`${low}..${high}\` ends before it begins.` } }
  return { value: { from: from && { value: from.first, isIncluded: true }, to: to && { value: to.last, isIncluded: true } } }
}

const EXAMPLES: Partial<Record<Field['type'], string>> = {
  count: '5, >0, >=1.5k, 1k..5k',
  duration: '>2.5s, <300ms, 1m..5m; a bare number is milliseconds',
  money: '>=0.10, $1..$5',
  time: '2026-11-20, >=2026-11-20T09:00, <now-2h, 2026-11-01..2026-11-15',
}

function wrongAmount({ name, type }: Field, text: string): Wrong {
  return {
    message: `\`${text.slice(0, 60)}\` is no ${type === 'time' ? 'time' : 'number'} for \`${name}\`.`,
    hint: `For example ${EXAMPLES[type]}.`,
  }
}
