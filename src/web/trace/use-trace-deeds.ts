import { useEffect, useRef, useState, type RefObject } from 'react'
import { keyOfRow, type TraceRows } from './use-trace-rows.ts'
import { hasChildren, nextMatch, nextProblem, nextWithOutcome } from './visible.ts'
import { fitWindow, panWindow, wholeWindow, zoomWindow, type TimeWindow } from './zoom.ts'

const ZOOM_STEP = 0.6
const PAN_STEP = 0.2

type Scene = {
  readonly rows: TraceRows
  readonly cursor: number
  readonly select: (key: string | undefined, isStep: boolean) => void
  readonly window: TimeWindow
  readonly zoom: (window: TimeWindow) => void
}

export type TraceDeeds = {
  /** By pointer: a step of the history. */
  readonly select: (row: number) => void
  /** By key. */
  readonly moveTo: (row: number) => void
  readonly toggle: (row: number) => void
  readonly toggleAll: (row: number) => void
  readonly nextError: () => void
  readonly nextPause: () => void
  readonly nextProblem: () => void
  readonly nextMatch: () => void
  readonly fitSelection: () => void
  readonly fitAll: () => void
  readonly zoomIn: () => void
  readonly zoomOut: () => void
  readonly panLeft: () => void
  readonly panRight: () => void
}

/** Everything one can do to the view. The deeds never change, so that rows are not drawn again because of them. */
export function useTraceDeeds(scene: Scene): TraceDeeds {
  const latest = useRef(scene)
  useEffect(() => {
    latest.current = scene
  })
  const [deeds] = useState(() => deedsOn(latest))
  return deeds
}

function deedsOn(latest: RefObject<Scene>): TraceDeeds {
  const now = () => latest.current
  const goTo = (row: number, isStep: boolean) => {
    const { rows, select } = now()
    if (row < 0) return
    rows.revealRow(row)
    select(keyOfRow(rows.tree, rows.spans, row), isStep)
  }
  const moveTo = (row: number) => goTo(row, false)
  const zoomed = (change: (window: TimeWindow, lengthMs: number) => TimeWindow) => () => {
    const { window, zoom, rows } = now()
    zoom(change(window, rows.time.length))
  }
  const nextOf = (outcome: 'error' | 'interrupted') => () => {
    const { rows, cursor } = now()
    moveTo(nextWithOutcome(rows.tree, rows.spans, cursor, outcome))
  }
  return {
    select: (row) => goTo(row, true),
    moveTo,
    toggle: (row) => flip(now().rows, [row]),
    toggleAll: (row) => flip(now().rows, parentsIn(now().rows, row)),
    nextError: nextOf('error'),
    nextPause: nextOf('interrupted'),
    nextProblem: () => moveTo(nextProblem(now().rows.tree, now().rows.spans, now().cursor)),
    nextMatch: () => moveTo(nextMatch(now().rows.visible, now().cursor, 1)),
    fitSelection: zoomed((window, lengthMs) => {
      const { rows, cursor } = now()
      return cursor < 0 ? window : fitWindow(rows.tree.startMs[cursor] ?? 0, rows.tree.endMs[cursor] ?? 0, lengthMs)
    }),
    fitAll: zoomed((_, lengthMs) => wholeWindow(lengthMs)),
    zoomIn: zoomed((window, lengthMs) => zoomWindow(window, ZOOM_STEP, 0.5, lengthMs)),
    zoomOut: zoomed((window, lengthMs) => zoomWindow(window, 1 / ZOOM_STEP, 0.5, lengthMs)),
    panLeft: zoomed((window, lengthMs) => panWindow(window, -PAN_STEP, lengthMs)),
    panRight: zoomed((window, lengthMs) => panWindow(window, PAN_STEP, lengthMs)),
  }
}

/** All of the rows follow the first one. */
function flip({ collapsed, setCollapsed }: TraceRows, rows: readonly number[]): void {
  const isClosing = !collapsed.has(rows[0] ?? -1)
  const flipped = new Set(collapsed)
  for (const row of rows) {
    if (isClosing) flipped.add(row)
    else flipped.delete(row)
  }
  setCollapsed(flipped)
}

function parentsIn({ tree }: TraceRows, top: number): readonly number[] {
  const rows: number[] = []
  for (let row = top; row < (tree.end[top] ?? 0); row++) if (hasChildren(tree, row)) rows.push(row)
  return rows
}
