import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'

/** Buckets from one to another, whichever comes first. */
type Brush = { readonly anchor: number; readonly head: number }
export type Stretch = { readonly first: number; readonly last: number }

type BrushOptions = {
  readonly count: number
  readonly cursor: number | undefined
  readonly bucketAtX: (clientX: number) => number
  readonly onPoint: (bucket: number) => void
  readonly onChosen: (stretch: Stretch) => void
  readonly onClick: (bucket: number, clientY: number) => void
}

const DRAG_FROM_PX = 5

/** Chooses a stretch of buckets: by dragging, by Shift and arrows, or by B, arrows and Enter. Esc gives it up. */
export function useBrush({ count, cursor, bucketAtX, onPoint, onChosen, onClick }: BrushOptions) {
  const [brush, setBrush] = useState<Brush>()
  const pressed = useRef<{ readonly x: number; readonly bucket: number; readonly isLook: boolean }>(undefined)

  function choose({ anchor, head }: Brush): void {
    setBrush(undefined)
    onChosen({ first: Math.min(anchor, head), last: Math.max(anchor, head) })
  }

  const pointer = {
    onPointerDown(event: PointerEvent<Element>) {
      if (event.button !== 0 || !event.isPrimary) return
      const bucket = bucketAtX(event.clientX)
      // A finger cannot hover: its first tap points, the next one opens.
      pressed.current = { x: event.clientX, bucket, isLook: event.pointerType === 'touch' && bucket !== cursor }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove(event: PointerEvent<Element>) {
      const bucket = bucketAtX(event.clientX)
      onPoint(bucket)
      const from = pressed.current
      if (from && (brush || Math.abs(event.clientX - from.x) >= DRAG_FROM_PX)) setBrush({ anchor: from.bucket, head: bucket })
    },
    onPointerUp(event: PointerEvent<Element>) {
      const from = pressed.current
      pressed.current = undefined
      if (brush) choose(brush)
      else if (from?.isLook) onPoint(from.bucket)
      else if (from) onClick(from.bucket, event.clientY)
    },
    onPointerCancel() {
      pressed.current = undefined
      setBrush(undefined)
    },
  }

  /** True when the key was for the brush. */
  function onKey(event: KeyboardEvent): boolean {
    if (event.key === 'Escape' && brush) {
      pressed.current = undefined
      setBrush(undefined)
    } else if (event.key.toLowerCase() === 'b' && !event.ctrlKey && !event.metaKey && !brush) {
      setBrush({ anchor: cursor ?? 0, head: cursor ?? 0 })
      onPoint(cursor ?? 0)
    } else if (event.key === 'Enter' && brush) choose(brush)
    else return false
    return true
  }

  /** The cursor was moved by key; `isChoosing`: that begins a stretch where it was, if there is none yet. */
  function follow(bucket: number, isChoosing = false): void {
    const anchor = brush?.anchor ?? (isChoosing ? (cursor ?? bucket) : undefined)
    if (anchor !== undefined) setBrush({ anchor, head: Math.min(Math.max(bucket, 0), count - 1) })
  }

  const stretch = brush && { first: Math.min(brush.anchor, brush.head), last: Math.max(brush.anchor, brush.head) }
  return { stretch, pointer, onKey, follow, cancel: () => setBrush(undefined) }
}
