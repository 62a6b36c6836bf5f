import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { askable } from '../filter/filter-text.ts'
import { browserZone } from '../format/time.ts'
import { isZone } from '../format/zone.ts'
import { useKeys } from '../keys/keys.ts'
import { absoluteRange, boundMs, DEFAULT_FROM, normalRange, rangeQuery, type Range } from '../url/range.ts'

const ROUTE = '/p/$project/dashboard'

/** What every card asks about. */
export type Question = {
  readonly project: string
  readonly query: { readonly from?: string; readonly to?: string; readonly q?: string }
  /** The zone that buckets are aligned to and times are shown in. */
  readonly zone: string
}

export type Dashboard = ReturnType<typeof useDashboard>

export function useDashboard() {
  const { project } = useParams({ from: ROUTE })
  const search = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: ROUTE })
  const zone = search.tz !== undefined && isZone(search.tz) ? search.tz : browserZone()
  const question: Question = { project, query: { ...rangeQuery(search), q: askable(search.q ?? '', 'trace').q }, zone }
  const change = (next: Partial<typeof search>, replace = false) => void navigate({ search: (before) => ({ ...before, ...next }), replace })
  const range: Range = { from: search.from, to: search.to }
  const zoom = useZoom(range, (next) => change({ from: undefined, to: undefined, ...normalRange(next) }))
  return { question, search, range, change, zoom }
}

/** Into a stretch of time, back to the window before (Esc), and out to twice the window (U). */
function useZoom(range: Range, choose: (range: Range) => void): (fromMs: number, toMs: number) => void {
  const before = useRef<Range[]>([])
  const go = (fromMs: number, toMs: number) => {
    before.current.push({ from: range.from, to: range.to })
    choose(absoluteRange(fromMs, toMs))
  }
  const zoomOut = () => {
    const nowMs = Date.now()
    const [from, to] = [boundMs(range.from ?? DEFAULT_FROM, nowMs), boundMs(range.to ?? 'now', nowMs)]
    if (from === undefined || to === undefined) return
    const half = (to - from) / 2
    go(from - half, Math.min(to + half, Math.max(to, nowMs)))
  }
  useKeys('Charts', [
    { keys: 'u', label: 'Zoom out', run: zoomOut },
    {
      keys: 'Escape',
      label: 'Back to the range before',
      run: () => {
        const last = before.current.pop()
        if (last) choose(last)
      },
    },
  ])
  return go
}
