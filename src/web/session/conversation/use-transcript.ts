import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { OutlineTurn } from '../../../api/contract/turn.ts'

/** Within this of its end, the conversation is read at its end. */
const END_PX = 48
/** A turn is the one being read once it is this close to the top. */
const READ_FROM_PX = 96
const REST_MS = 200
/** What changes its size this soon after a press was pressed open or shut. */
const PRESSED_MS = 700

export type Transcript = {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly virtual: Virtualizer<HTMLDivElement, Element>
  /** Index of the turn that is read. */
  readonly current: number
  readonly jump: (index: number) => void
  readonly isAtEnd: boolean
  readonly toEnd: () => void
}

type TranscriptOptions = {
  turns: readonly OutlineTurn[]
  /** Where it begins. */
  startAt: number
  /** What comes in is followed, wherever the reader is. */
  isReplay: boolean
  /** Told when the reader has scrolled to another turn and rests there. */
  onRest: (index: number) => void
  onScrolled: (top: number) => void
}

/** The scrolled list of turns: which are drawn, which one is read, and how to get to another. */
export function useTranscript({ turns, startAt, isReplay, onRest, onScrolled }: TranscriptOptions): Transcript {
  const scroller = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState(startAt)
  const [isAtEnd, setAtEnd] = useState(false)
  /** The reader has gone to the end and touched nothing there. */
  const [isFollowing, setFollowing] = useState(false)
  const pressedAt = useRef(-Infinity)
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: turns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => estimatePx(turns[at]),
    getItemKey: (at) => turns[at]?.traceId ?? at,
    overscan: 2,
    paddingEnd: 160,
    // New turns and a growing last one are followed by whoever reads at the end.
    anchorTo: isReplay || isFollowing ? 'end' : 'start',
    followOnAppend: true,
    scrollEndThreshold: END_PX,
  })
  // What is read stays where it is while turns above it come in; what the reader opens grows downwards.
  virtual.shouldAdjustScrollPositionOnItemSizeChange = (item, _, { scrollOffset }) => {
    const top = scrollOffset ?? 0
    return item.end <= top || (item.start < top && performance.now() - pressedAt.current > PRESSED_MS)
  }
  const jumped = useRef(true)
  const jump = useCallback(
    (index: number) => {
      jumped.current = true
      setFollowing(false)
      setCurrent(index)
      virtual.scrollToIndex(index, { align: 'start' })
    },
    [virtual],
  )
  useLayoutEffect(() => {
    if (startAt > 0) virtual.scrollToIndex(startAt, { align: 'start' })
  }, []) // eslint-disable-line

  const latest = useRef({ onRest, onScrolled })
  useEffect(() => {
    latest.current = { onRest, onScrolled }
  })
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let timer: ReturnType<typeof setTimeout>
    const press = () => {
      pressedAt.current = performance.now()
      setFollowing(false)
    }
    const take = () => (jumped.current = false)
    const scroll = () => {
      // What the virtualizer knows of the element: asking the element itself would lay out what has just been drawn.
      const top = virtual.scrollOffset ?? 0
      const isEnd = top + (virtual.scrollRect?.height ?? 0) >= virtual.getTotalSize() - END_PX
      setAtEnd(isEnd)
      latest.current.onScrolled(top)
      // A jump chose the turn, wherever it can be scrolled to.
      if (jumped.current) return
      const index = virtual.getVirtualItemForOffset(top + READ_FROM_PX)?.index ?? 0
      setCurrent(index)
      setFollowing(top > 0 && isEnd)
      clearTimeout(timer)
      timer = setTimeout(() => latest.current.onRest(index), REST_MS)
    }
    const stop = new AbortController()
    const options = { signal: stop.signal, passive: true }
    element.addEventListener('scroll', scroll, options)
    for (const name of ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const) element.addEventListener(name, take, options)
    for (const name of ['click', 'keydown'] as const) element.addEventListener(name, press, { ...options, capture: true })
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [virtual])
  const toEnd = () => {
    jumped.current = false
    setFollowing(true)
    virtual.scrollToEnd()
  }
  return { scroller, virtual, current, jump, isAtEnd, toEnd }
}

/** How tall a turn will be, from what is known before it has come. */
function estimatePx(turn: OutlineTurn | undefined): number {
  if (!turn) return 200
  const words = (text: string | undefined) => Math.min(320, Math.ceil((text?.length ?? 0) / 95) * 22 + 14)
  const steps = turn.tools.length > 0 ? 44 + turn.tools.length * 38 : 40
  return 70 + words(turn.input) + steps + words(turn.output) + turn.waits.length * 130 + Math.min(turn.errorCount, 4) * 80
}
