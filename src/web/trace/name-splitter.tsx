import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useStored, writeStored } from '../url/stored.ts'

const KEY = 'spanNamePx'
const LEAST_PX = 200
const MOST_PX = 600
const USUAL_PX = 352
const STEP_PX = 24

function readPx(stored: string | undefined): number {
  const px = Number(stored ?? USUAL_PX)
  return Number.isFinite(px) ? Math.min(Math.max(px, LEAST_PX), MOST_PX) : USUAL_PX
}

/** The width of the column of names, for the style of the grid: as chosen, else what leaves the lane of time its share. */
export function useNameWidth(): string {
  const stored = useStored(KEY)
  return stored === undefined ? `min(${USUAL_PX}px, 45%)` : `${readPx(stored)}px`
}

/** Between the names and the rest: drag it, or move it with the arrow keys. */
export function NameSplitter() {
  const px = readPx(useStored(KEY))
  const grip = useRef<{ atX: number; px: number }>(undefined)
  const move = (next: number) => writeStored(KEY, String(readPx(String(next))))

  function onPointerMove(event: PointerEvent) {
    if (grip.current) move(grip.current.px + event.clientX - grip.current.atX)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    move(px + (event.key === 'ArrowLeft' ? -STEP_PX : STEP_PX))
  }

  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the names"
      aria-valuenow={px}
      aria-valuemin={LEAST_PX}
      aria-valuemax={MOST_PX}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        grip.current = { atX: event.clientX, px }
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => (grip.current = undefined)}
      onDoubleClick={() => writeStored(KEY, undefined)}
      className="absolute inset-y-[-5px] -start-1 w-2 cursor-col-resize touch-none border-s-2 border-transparent hover:border-accent"
    />
  )
}
