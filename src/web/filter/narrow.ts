import { addTerm, parseFilter, quoteValue, removeTerm, type Term } from '../../filter/filter.ts'
import type { Condition, FieldRef, FilterScope } from '../../model/filter.ts'
import { termFor } from './field-groups.ts'

/** What a filter says of one field: its values as they are written, `"a b"`, `gpt*`, `>1k`. */
export type FieldTerm = { readonly values: readonly string[]; readonly isExcluded: boolean }

/** The term on a field that a picker would edit: the first of the filter, asked of the list itself or of any span inside. */
export function fieldTermIn(text: string, scope: FilterScope, ref: FieldRef): FieldTerm | undefined {
  return findTerm(text, scope, ref)?.said
}

/** The filter with these values for a field, in the place of the term there was; without any of them the field is not asked. */
export function withFieldTerm(text: string, scope: FilterScope, ref: FieldRef, { values, isExcluded }: FieldTerm): string {
  const found = findTerm(text, scope, ref)
  const written = values.length === 0 ? '' : termFor(ref, scope, values, isExcluded)
  if (found === undefined) return written === '' ? text : addTerm(text, written)
  if (written === '') return removeTerm(text, found.term)
  return text.slice(0, found.term.start) + written + text.slice(found.term.end)
}

/** The filter that shows only what has this value, or only what has not. Another value that was asked for before gives way. */
export function narrowTo(text: string, scope: FilterScope, ref: FieldRef, value: string, isExcluded: boolean): string {
  const written = quoteValue(value)
  const found = findTerm(text, scope, ref, isExcluded)
  const values = isExcluded ? [...new Set([...(found?.said.values ?? []), written])] : [written]
  if (found) return text.slice(0, found.term.start) + termFor(ref, scope, values, isExcluded) + text.slice(found.term.end)
  return addTerm(text, termFor(ref, scope, values, isExcluded))
}

export function hasTerm(text: string, scope: FilterScope, written: string): boolean {
  return parse(text, scope).some((term) => text.slice(term.start, term.end) === written)
}

/** With the term, or without it when it is there. */
export function flipTerm(text: string, scope: FilterScope, written: string): string {
  const term = parse(text, scope).find(({ start, end }) => text.slice(start, end) === written)
  return term ? removeTerm(text, term) : addTerm(text, written)
}

function parse(text: string, scope: FilterScope): Term[] {
  return parseFilter(text, scope, Date.now())
}

type Found = { readonly term: Term; readonly said: FieldTerm }

function findTerm(text: string, scope: FilterScope, ref: FieldRef, isExcluded?: boolean): Found | undefined {
  for (const term of parse(text, scope)) {
    if (term.condition === undefined) continue
    const condition = bare(term.condition)
    if (condition.kind !== 'field' || condition.field !== ref.field || condition.key !== ref.key) continue
    if (isExcluded !== undefined && term.condition.isExcluded !== isExcluded) continue
    return { term, said: { values: writtenValues(condition, text.slice(term.start, term.end)), isExcluded: term.condition.isExcluded } }
  }
  return undefined
}

/** `any(span kind:tool)` says `kind:tool` of the spans inside. */
function bare(condition: Condition): Condition {
  const [only, ...rest] =
    condition.kind === 'inside' && condition.of === 'span' && condition.quantifier === 'any' ? condition.conditions : []
  return only && rest.length === 0 && !only.isExcluded ? only : condition
}

function writtenValues({ anyOf }: Extract<Condition, { kind: 'field' }>, slice: string): string[] {
  const texts = anyOf.map((match) => (match.kind === 'text' ? (match.isPattern ? match.text : quoteValue(match.text)) : undefined))
  if (texts.every((text) => text !== undefined)) return texts
  // Amounts are never quoted and hold no comma.
  return (/[A-Za-z_]:(.*?)\)?$/s.exec(slice)?.[1] ?? '').split(',')
}
