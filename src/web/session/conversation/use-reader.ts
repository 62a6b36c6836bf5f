import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { OutlineTurn } from '../../../api/contract/turn.ts'
import type { DetailTab } from '../../trace/details/detail-tab.ts'
import { useSessionSearch } from '../session-url.ts'
import { useTranscript, type Transcript } from './use-transcript.ts'

/** Stepping writes the URL when it comes to rest, so that holding a key stays quick. */
const REST_MS = 150

export type Reader = {
  readonly transcript: Transcript
  readonly span: { readonly traceId: string; readonly spanId: string } | undefined
  readonly indexOf: (traceId: string) => number | undefined
  /** Goes to a turn: a step of the history. */
  readonly open: (index: number) => void
  /** Goes to a turn by key: no step of the history. */
  readonly step: (index: number) => void
  readonly selectSpan: (traceId: string, spanId: string, tab?: DetailTab) => void
  readonly deselect: () => void
}

/** The place of the reader, in the URL and on the screen: the turn that is read, or the one whose span is selected. */
export function useReader(turns: readonly OutlineTurn[], isReplay: boolean, onScrolled: (top: number) => void): Reader {
  const { turn, span, change } = useSessionSearch()
  const indexes = useMemo(() => new Map(turns.map(({ traceId }, index) => [traceId, index])), [turns])
  const indexOf = useCallback((traceId: string) => indexes.get(traceId), [indexes])
  // The first turn is where reading begins and leaves no mark.
  const markOf = (index: number) => (index === 0 ? undefined : turns[index]?.traceId)
  const shown = useRef(turn)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const write = (index: number, how: 'step' | 'replace') => {
    const mark = markOf(index)
    shown.current = mark
    change({ turn: mark, span: undefined, tab: undefined }, how)
  }
  const writeSoon = (index: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => write(index, 'replace'), REST_MS)
  }
  const startAt = turn === undefined ? 0 : (indexes.get(turn) ?? 0)
  const transcript = useTranscript({
    turns,
    startAt,
    isReplay,
    // A selected span keeps its turn in the URL while the reader looks around.
    onRest: (index) => span === undefined && markOf(index) !== turn && write(index, 'replace'),
    onScrolled,
  })
  const { jump } = transcript
  useEffect(() => {
    if (turn === shown.current) return
    shown.current = turn
    jump(startAt)
  }, [turn, startAt, jump])

  const spanTurn = turn ?? turns[0]?.traceId
  const selected = useMemo(
    () => (span === undefined || spanTurn === undefined ? undefined : { traceId: spanTurn, spanId: span }),
    [span, spanTurn],
  )
  return {
    transcript,
    span: selected,
    indexOf,
    open: (index) => {
      clearTimeout(timer.current)
      jump(index)
      write(index, 'step')
    },
    step: (index) => {
      jump(index)
      writeSoon(index)
    },
    selectSpan: useCallback(
      (traceId: string, spanId: string, tab?: DetailTab) => {
        clearTimeout(timer.current)
        shown.current = traceId
        change({ turn: traceId, span: spanId, tab }, 'step')
      },
      [change],
    ),
    deselect: useCallback(() => change({ span: undefined, tab: undefined }, 'replace'), [change]),
  }
}
