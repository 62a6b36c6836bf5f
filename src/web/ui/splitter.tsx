import clsx from 'clsx'
import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { readWithin, type Bounds } from './bounds.ts'
import { useStored, writeStored } from '../url/stored.ts'

const STEP_PX = 24

type SplitterProps = {
  label: string
  /** Where the width is remembered. */
  storedAs: string
  bounds: Bounds
  /** The side of the sized pane that it lies on. */
  edge: 'start' | 'end'
  className?: string
}

/** Sizes a pane: drag it, or move it with the arrow keys; a double click gives it its usual width again. */
export function Splitter({ label, storedAs, bounds, edge, className }: SplitterProps) {
  const px = readWithin(useStored(storedAs), bounds)
  const grip = useRef<{ atX: number; px: number }>(undefined)
  const sign = edge === 'end' ? 1 : -1
  const move = (next: number) => writeStored(storedAs, String(readWithin(String(next), bounds)))

  function onPointerMove(event: PointerEvent) {
    if (grip.current) move(grip.current.px + sign * (event.clientX - grip.current.atX))
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    move(px + sign * (event.key === 'ArrowLeft' ? -STEP_PX : STEP_PX))
  }

  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={px}
      aria-valuemin={bounds.least}
      aria-valuemax={bounds.most}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        grip.current = { atX: event.clientX, px }
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => (grip.current = undefined)}
      onDoubleClick={() => writeStored(storedAs, undefined)}
      className={clsx('absolute w-2 cursor-col-resize touch-none border-s-2 border-transparent hover:border-accent', className)}
    />
  )
}
