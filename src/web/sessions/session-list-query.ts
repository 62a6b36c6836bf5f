import { askable } from '../filter/filter-text.ts'
import { rangeQuery } from '../url/range.ts'

export const DEFAULT_SESSION_SORT = '-lastTraceAt'

type Search = Readonly<Record<string, string | undefined>>

/** What the sessions list asks for, by its search; terms with a fault are left out. */
export function sessionListQuery(search: Search) {
  const { q = '', sort = DEFAULT_SESSION_SORT } = search
  return { ...rangeQuery(search), q: askable(q, 'session').q, sort: sort as never }
}
