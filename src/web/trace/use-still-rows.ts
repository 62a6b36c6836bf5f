import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import { keyOfRow, type TraceRows } from './use-trace-rows.ts'

type Scene = { readonly rows: TraceRows; readonly selectedPlace: number }

/**
 * Spans that arrive move no row that is pointed at, else not the selected one, else not the first on screen: what comes above it is
 * scrolled past, over the end of the list if need be.
 */
export function useStillRows(scroller: RefObject<HTMLElement | null>, scene: Scene, rowPx: number, headerPx: number): void {
  const before = useRef(scene)
  const pointerPx = useRef<number>(undefined)

  useLayoutEffect(() => {
    const last = before.current
    before.current = scene
    const element = scroller.current
    if (!element || last.rows.spans === scene.rows.spans) return
    const placeAt = (px: number) => Math.floor((element.scrollTop + px - headerPx) / rowPx)
    const isOnScreen = last.selectedPlace >= placeAt(headerPx) && last.selectedPlace <= placeAt(element.clientHeight)
    const anchor = pointerPx.current !== undefined ? placeAt(pointerPx.current) : isOnScreen ? last.selectedPlace : placeAt(headerPx)
    const place = placeNow(last.rows, anchor, scene.rows)
    if (place === undefined || place === anchor) return
    const top = element.scrollTop + (place - anchor) * rowPx
    makeRoom(element, `${top + element.clientHeight - headerPx}px`)
    element.scrollTo({ top })
  })

  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const onMove = (event: PointerEvent) => void (pointerPx.current = event.clientY - element.getBoundingClientRect().top)
    const onLeave = () => {
      pointerPx.current = undefined
      makeRoom(element, '')
    }
    element.addEventListener('pointermove', onMove, { passive: true })
    element.addEventListener('pointerleave', onLeave)
    return () => {
      element.removeEventListener('pointermove', onMove)
      element.removeEventListener('pointerleave', onLeave)
    }
  }, [scroller])
}

function makeRoom(scroller: HTMLElement, minHeight: string): void {
  scroller.querySelector<HTMLElement>('[data-rows]')?.style.setProperty('min-height', minHeight)
}

/** Where the row that was at `place` is now. */
function placeNow(last: TraceRows, place: number, now: TraceRows): number | undefined {
  const row = last.visible.rows[place]
  if (row === undefined) return undefined
  const moved = now.visible.placeOfRow[now.rowOf(keyOfRow(last.tree, last.spans, row))] ?? -1
  return moved < 0 ? undefined : moved
}
