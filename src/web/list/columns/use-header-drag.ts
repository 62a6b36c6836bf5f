import { useRef, useState, type MouseEvent, type PointerEvent } from 'react'

const STARTS_AFTER_PX = 6

type Drag = {
  readonly key: string
  readonly atX: number
  /** Where the columns began and ended when it began. */
  readonly edges: readonly { readonly left: number; readonly right: number }[]
  readonly rowLeft: number
}

/** Where a dragged column would land: its new index, and the line to draw there, from the left of the header. */
export type Landing = { readonly key: string; readonly to: number; readonly lineX: number }

/** Moves columns by dragging their headers. Only a press that travels is a drag; any other is the click it was. */
export function useHeaderDrag(move: ((key: string, to: number) => void) | undefined) {
  const drag = useRef<Drag>(undefined)
  const wasDragged = useRef(false)
  const [landing, setLanding] = useState<Landing>()

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    wasDragged.current = false
    const cell = (event.target as Element).closest<HTMLElement>('[data-column]')
    if (!move || event.button !== 0 || event.pointerType === 'touch' || !cell || cell.previousElementSibling === null) return
    const cells = [...event.currentTarget.querySelectorAll('[data-column]')].map((one) => one.getBoundingClientRect())
    drag.current = {
      key: cell.dataset['column'] ?? '',
      atX: event.clientX,
      edges: cells,
      rowLeft: event.currentTarget.getBoundingClientRect().left,
    }
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    if (!drag.current) return
    const { key, atX, edges, rowLeft } = drag.current
    if (!wasDragged.current && Math.abs(event.clientX - atX) < STARTS_AFTER_PX) return
    if (!wasDragged.current) event.currentTarget.setPointerCapture(event.pointerId)
    wasDragged.current = true
    const before = Math.max(1, edges.filter(({ left, right }) => (left + right) / 2 < event.clientX).length)
    const from = edges.findIndex(({ left, right }) => left <= atX && atX <= right)
    setLanding({ key, to: before > from ? before - 1 : before, lineX: (edges[before - 1]?.right ?? 0) - rowLeft })
  }

  function onPointerUp() {
    if (landing) move?.(landing.key, landing.to)
    end()
  }

  function end() {
    drag.current = undefined
    setLanding(undefined)
  }

  function onClickCapture(event: MouseEvent) {
    if (!wasDragged.current) return
    wasDragged.current = false
    event.stopPropagation()
  }

  return { landing, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: end, onClickCapture } }
}
