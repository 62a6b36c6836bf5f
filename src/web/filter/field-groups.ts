import { FIELDS, writeTerm, type Field } from '../../filter/filter.ts'
import type { FieldRef, FilterScope } from '../../model/filter.ts'

/** Fields by what one looks for; those that no group names are attributes. */
const GROUPS: readonly (readonly [title: string, names: readonly string[]])[] = [
  ['Who', ['user', 'session', 'trace', 'id']],
  ['What happened', ['status', 'error', 'tool', 'model', 'provider', 'kind', 'name', 'finish', 'waiting', 'errors']],
  ['Size & cost', ['tokens', 'prompt', 'completion', 'cached', 'reasoning', 'cost', 'traces', 'spans']],
  ['Time', ['latency', 'duration', 'active', 'ttft', 'created', 'last']],
  ['Content', ['input', 'output']],
]
const REST = 'Attributes'

export type FieldGroup = { readonly title: string; readonly fields: readonly Field[] }

/** Every field that a list of this scope can be asked of, about itself or about what is inside. */
export function fieldGroups(scope: FilterScope): readonly FieldGroup[] {
  const all = FIELDS.filter((field) => field.scopes.includes(scope) || (scope !== 'span' && field.scopes.includes('span')))
  const grouped = new Set(GROUPS.flatMap(([, names]) => names))
  return [
    ...GROUPS.map(([title, names]) => ({ title, fields: names.flatMap((name) => all.find((field) => field.name === name) ?? []) })),
    { title: REST, fields: all.filter(({ name }) => !grouped.has(name)) },
  ].filter(({ fields }) => fields.length > 0)
}

/** What a field is asked of when a list of this scope is: itself, or the spans inside. */
export function askedOf(field: Field, scope: FilterScope): FilterScope {
  return field.scopes.includes(scope) ? scope : 'span'
}

/** A term for a list of this scope; a field that only spans have asks for any such span. `values` are written as a filter writes them. */
export function termFor(ref: FieldRef, scope: FilterScope, values: readonly string[], isExcluded = false): string {
  const term = writeTerm(ref, []) + values.join(',')
  const field = FIELDS.find(({ name }) => name === ref.field)
  const asked = field === undefined || askedOf(field, scope) === scope ? term : `any(span ${term})`
  return isExcluded ? `-${asked}` : asked
}
