import { rangeQuery } from '../url/range.ts'

export const DEFAULT_SESSION_SORT = '-lastTraceAt'

type Search = Readonly<Record<string, string | undefined>>

/** What the sessions list asks for, by its search. */
export function sessionListQuery(search: Search) {
  const { q, status, userId, sort = DEFAULT_SESSION_SORT } = search
  return { ...rangeQuery(search), q, status, userId, sort: sort as never }
}
