import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { FIELDS, writeTerm } from '../../filter/filter.ts'
import type { FieldRef, FilterScope } from '../../model/filter.ts'
import { read } from '../data/queries.ts'
import type { Observed } from './complete.ts'
import type { Place } from './place.ts'

/** The list whose rows are filtered, and the time it looks at. */
export type FilteredList = {
  readonly project: string
  readonly scope: 'session' | 'trace'
  readonly range: { readonly from?: string | undefined; readonly to?: string | undefined }
  /** A term that every row meets, whatever is asked. */
  readonly within?: string
  /** What is asked, without faults. */
  readonly q: string | undefined
}

const MOST = 50
const NOTHING: readonly Observed[] = []

/** Values of a field (of an open one without a key: its keys) with how many rows of the list have each, most frequent first. */
export function useObserved(list: FilteredList, ref: FieldRef | undefined, typed: string) {
  const prefix = useDeferredValue(typed)
  const field = FIELDS.find(({ name }) => name === ref?.field)
  const isAsked = field !== undefined && ['id', 'name', 'words', 'choice'].includes(field.type)
  const of = field && placeOfValues(field.scopes, list.scope)
  const written = ref === undefined ? '' : field?.isOpen && ref.key === undefined ? ref.field : writeTerm(ref, []).slice(0, -1)
  const q = [list.within, list.q].filter((part) => part !== undefined).join(' ')
  const query = {
    of: of ?? ('sessions' as const),
    field: written,
    // Another list than the one that is asked cannot take its filter.
    ...(of === `${list.scope}s` && q !== '' ? { q } : {}),
    ...(prefix === '' ? {} : { prefix }),
    ...list.range,
    limit: MOST,
  }
  const facet = useQuery({
    ...read('listFacet', { params: { project: list.project }, query }),
    enabled: isAsked && of !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const seen = isAsked && facet.data?.field === written ? facet.data : undefined
  return {
    values: seen?.items ?? NOTHING,
    isComplete: seen?.isComplete ?? true,
    isPending: isAsked && facet.isFetching && seen === undefined,
  }
}

/** What the values at the caret belong to; keys of an open field are values of the field itself. */
export function observedAt(place: Place): { readonly ref: FieldRef; readonly typed: string } | undefined {
  if (place.kind === 'value') {
    const { field, key } = place
    // What became of a span is no value of a list.
    if (field.type === 'choice' && place.depth > 0) return undefined
    return { ref: { field: field.name, ...(key === undefined ? {} : { key }) }, typed: place.typed.replace(/\*.*$/, '') }
  }
  const [, name, key = ''] = place.kind === 'word' ? (/^(attr|metadata)\.(.*)$/is.exec(place.typed) ?? []) : []
  return name === undefined ? undefined : { ref: { field: name.toLowerCase() }, typed: key }
}

function placeOfValues(scopes: readonly FilterScope[], scope: 'session' | 'trace'): 'sessions' | 'traces' | undefined {
  if (scopes.includes(scope)) return `${scope}s`
  return scopes.includes('trace') ? 'traces' : undefined
}
