import { useRef, type PointerEvent } from 'react'

type ResizeHandleProps = {
  /** While it is dragged; without pixels it is as wide as it comes. */
  onSize: (px: number | undefined) => void
  onDone: (px: number | undefined) => void
}

/** The edge of a column: dragging sizes it, a double click gives it its usual width. By keyboard the header itself does that. */
export function ResizeHandle({ onSize, onDone }: ResizeHandleProps) {
  const grip = useRef<{ atX: number; px: number }>(undefined)
  const sizeOf = (event: PointerEvent) => grip.current && grip.current.px + event.clientX - grip.current.atX
  return (
    <span
      aria-hidden
      data-resize
      onPointerDown={(event) => {
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        grip.current = { atX: event.clientX, px: event.currentTarget.parentElement?.offsetWidth ?? 0 }
      }}
      onPointerMove={(event) => grip.current && event.clientX !== grip.current.atX && onSize(sizeOf(event))}
      onPointerUp={(event) => {
        if (grip.current && event.clientX !== grip.current.atX) onDone(sizeOf(event))
        grip.current = undefined
      }}
      onPointerCancel={() => {
        grip.current = undefined
        onSize(undefined)
      }}
      onDoubleClick={() => onDone(undefined)}
      className="absolute inset-y-1.5 right-0 w-2 cursor-col-resize touch-none border-e-2 border-transparent group-hover/head:border-border hover:border-accent!"
    />
  )
}
