import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import { SPAN_KINDS, type SpanKind } from '../../model/outcome.ts'
import type { TraceTime } from './trace-time.ts'
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

/** Whether most of the time in which nothing is at work is left out of the drawing. */
export function useFoldedGaps(): readonly [boolean, () => void] {
  const { gaps } = route.useSearch()
  const navigate = route.useNavigate()
  const isFolded = gaps === 'folded'
  const flip = useCallback(
    () => void navigate({ search: (before) => ({ ...before, gaps: isFolded ? undefined : 'folded' }), replace: true }),
    [navigate, isFolded],
  )
  return [isFolded, flip]
}

export function readKinds(kind: string): ReadonlySet<SpanKind> {
  const named = new Set(kind.split(','))
  return new Set(SPAN_KINDS.filter((one) => named.has(one)))
}

/** The zoom window in drawn time; the URL has it in the time of the trace, and the whole trace leaves no mark there. */
export function useZoom(time: TraceTime): readonly [TimeWindow, (window: TimeWindow) => void] {
  const { t0, t1 } = route.useSearch()
  const navigate = route.useNavigate()
  const [window, setWindow] = useState(() =>
    t0 === undefined || t1 === undefined
      ? wholeWindow(time.length)
      : clampWindow({ fromMs: time.place(Number(t0)), toMs: time.place(Number(t1)) }, time.length),
  )
  const [followed, setFollowed] = useState(time)
  if (followed !== time) {
    const moved = (ms: number) => time.place(followed.momentAt(ms))
    setFollowed(time)
    setWindow(
      isWhole(window, followed.length)
        ? wholeWindow(time.length)
        : clampWindow({ fromMs: moved(window.fromMs), toMs: moved(window.toMs) }, time.length),
    )
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const zoom = useCallback(
    (next: TimeWindow) => {
      setWindow(next)
      clearTimeout(timer.current)
      const isAll = isWhole(next, time.length)
      const mark = (ms: number) => (isAll ? undefined : String(Number(time.momentAt(ms).toFixed(3))))
      timer.current = setTimeout(
        () => void navigate({ search: (before) => ({ ...before, t0: mark(next.fromMs), t1: mark(next.toMs) }), replace: true }),
        REST_MS,
      )
    },
    [navigate, time],
  )
  return [window, zoom]
}
