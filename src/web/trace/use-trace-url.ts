import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import { SPAN_KINDS, type SpanKind } from '../../model/outcome.ts'
import { clampWindow, isWhole, wholeWindow, type TimeWindow } from './zoom.ts'

const route = getRouteApi('/p/$project/traces/$traceId')

/** Moving with the keyboard writes the URL when it comes to rest, so that holding a key stays quick. */
const REST_MS = 150

/** The selected span: at once on screen, soon in the URL. A click is a step of the history, a key is not. */
export function useSelectedSpan(): readonly [string | undefined, (spanId: string | undefined, isStep: boolean) => void] {
  const { span } = route.useSearch()
  const navigate = route.useNavigate()
  const [ahead, setAhead] = useState<{ id: string | undefined }>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    setAhead((now) => (now && now.id !== span && timer.current !== undefined ? now : undefined))
  }, [span])
  useEffect(() => () => clearTimeout(timer.current), [])
  const select = useCallback(
    (id: string | undefined, isStep: boolean) => {
      setAhead({ id })
      clearTimeout(timer.current)
      const write = () => {
        timer.current = undefined
        void navigate({ search: (before) => ({ ...before, span: id }), replace: !isStep })
      }
      timer.current = setTimeout(write, isStep ? 0 : REST_MS)
    },
    [navigate],
  )
  return [ahead ? ahead.id : span, select]
}

export type TraceFilter = {
  readonly find: string
  readonly kind: string
  readonly setFind: (text: string) => void
  readonly setKinds: (kinds: ReadonlySet<SpanKind>) => void
  readonly clear: () => void
}

/** What is looked for; typing replaces the history entry. */
export function useTraceFilter(): TraceFilter {
  const { find = '', kind = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const setFind = useCallback(
    (text: string) => void navigate({ search: (before) => ({ ...before, find: text || undefined }), replace: true }),
    [navigate],
  )
  const setKinds = useCallback(
    (kinds: ReadonlySet<SpanKind>) =>
      void navigate({ search: (before) => ({ ...before, kind: [...kinds].join(',') || undefined }), replace: true }),
    [navigate],
  )
  const clear = useCallback(
    () => void navigate({ search: (before) => ({ ...before, find: undefined, kind: undefined }), replace: true }),
    [navigate],
  )
  return { find, kind, setFind, setKinds, clear }
}

export function readKinds(kind: string): ReadonlySet<SpanKind> {
  const named = new Set(kind.split(','))
  return new Set(SPAN_KINDS.filter((one) => named.has(one)))
}

/** The zoom window; the whole trace leaves no mark in the URL. */
export function useZoom(lengthMs: number): readonly [TimeWindow, (window: TimeWindow) => void] {
  const { t0, t1 } = route.useSearch()
  const navigate = route.useNavigate()
  const [window, setWindow] = useState(() =>
    t0 === undefined || t1 === undefined ? wholeWindow(lengthMs) : clampWindow({ fromMs: Number(t0), toMs: Number(t1) }, lengthMs),
  )
  const [followed, setFollowed] = useState(lengthMs)
  if (followed !== lengthMs) {
    setFollowed(lengthMs)
    setWindow(isWhole(window, followed) ? wholeWindow(lengthMs) : clampWindow(window, lengthMs))
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const zoom = useCallback(
    (next: TimeWindow) => {
      setWindow(next)
      clearTimeout(timer.current)
      const isAll = isWhole(next, lengthMs)
      const mark = (ms: number) => (isAll ? undefined : String(Number(ms.toFixed(3))))
      timer.current = setTimeout(
        () => void navigate({ search: (before) => ({ ...before, t0: mark(next.fromMs), t1: mark(next.toMs) }), replace: true }),
        REST_MS,
      )
    },
    [navigate, lengthMs],
  )
  return [window, zoom]
}
