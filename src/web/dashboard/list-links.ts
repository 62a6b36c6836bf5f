import { addTerm, parseFilter, writeTerm } from '../../filter/filter.ts'
import { endOf, type Buckets } from '../chart/time-buckets.ts'
import type { Question } from './use-dashboard.ts'

/** Search of a list: the window and the filter of the dashboard, and what is added. */
export type ListSearch = { readonly from?: string; readonly to?: string; readonly q?: string; readonly sort?: string }

/** The list behind the dashboard, narrowed by more terms. */
export function listSearch({ query }: Question, range: { from?: string; to?: string }, terms: readonly string[] = []): ListSearch {
  const q = terms.reduce(addTerm, query.q ?? '')
  return { from: range.from, to: range.to, q: q === '' ? undefined : q }
}

/** What began in one bucket: a trace is counted where it starts, while the window of a list also holds what still ran. */
export function bucketSearch(question: Question, buckets: Buckets, at: number, terms: readonly string[] = []): ListSearch {
  const from = new Date(buckets.startsMs[at] ?? 0).toISOString()
  const to = new Date(endOf(buckets, at)).toISOString()
  return listSearch(question, { from, to }, [...terms, `created:>=${from}`, `created:<${to}`])
}

/** What has this very value in this field; nothing is said of what was not named. */
export function valueTerms(field: string, value: string): readonly string[] {
  return value === '' ? [] : [writeTerm({ field }, [value])]
}

/** Whether a filter asks what only a trace can answer. */
export function asksOfTraces(q: string | undefined): boolean {
  return parseFilter(q ?? '', 'session', Date.now()).some(({ fault }) => fault !== undefined)
}
