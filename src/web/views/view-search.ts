import type { View } from '../../api/contract/view.ts'
import { DEFAULT_FROM } from '../url/range.ts'
import { parseSearch, stringifySearch } from '../url/search.ts'

export type Search = Readonly<Record<string, string | undefined>>

/** What a look at a screen is about for a moment only. */
const PASSING = new Set(['view', 'peek', 'live'])

/** The search of a screen as a view keeps it; its time range only when it should be pinned. */
export function viewQuery(search: Search, isRangePinned: boolean): string {
  const { from = DEFAULT_FROM, to, ...rest } = search
  const kept = { ...rest, ...(isRangePinned ? { from, to } : {}) }
  const entries = Object.entries(kept).filter(([key]) => !PASSING.has(key))
  return stringifySearch(Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))).slice(1)
}

export function isRangePinned({ query }: Pick<View, 'query'>): boolean {
  return new URLSearchParams(query).has('from')
}

/** The search that shows a view. A range that it does not pin stays as it is. */
export function searchOf(view: Pick<View, 'id' | 'query'>, range: Search): Search {
  return { ...(isRangePinned(view) ? {} : { from: range.from, to: range.to }), ...parseSearch(view.query), view: view.id }
}

/** What is on screen is no longer what the view keeps. One that keeps no columns leaves them to everybody's taste. */
export function isChanged(view: Pick<View, 'query'>, { cols, ...search }: Search): boolean {
  const kept = parseSearch(view.query)
  const now = kept.cols === undefined ? search : { ...search, cols }
  return viewQuery(now, isRangePinned(view)) !== viewQuery(kept, isRangePinned(view))
}
