import { useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import type { SpanKind } from '../../model/outcome.ts'
import { formatDuration } from '../format/duration.ts'
import { useWidth } from '../ui/use-width.ts'
import { fillOfKind } from './span-look.tsx'
import type { TraceTime } from './trace-time.ts'
import type { TraceRows } from './use-trace-rows.ts'
import { profileWork, type WorkProfile } from './work-profile.ts'
import { clampWindow, isWhole, moveEdge, wholeWindow, type TimeWindow } from './zoom.ts'

const HEIGHT_PX = 28
const PART_PX = 3
const MARK_PX = 7
/** Nearer to a handle than this takes hold of it. */
const GRIP_PX = 8
const KEY_SHARE = 0.02

type MinimapProps = { rows: TraceRows; window: TimeWindow; onZoom: (window: TimeWindow) => void }

/** The whole trace in little, and the part of it in view: drag its handles or the part itself, or drag across to choose another. */
export function Minimap({ rows, window, onZoom }: MinimapProps) {
  const { tree, spans, time } = rows
  const lengthMs = time.length
  const [holder, widthPx] = useWidth<HTMLDivElement>()
  const parts = Math.max(1, Math.floor(widthPx / PART_PX))
  const profile = useMemo(() => profileWork(tree, spans, lengthMs, parts), [tree, spans, lengthMs, parts])
  const placeOf = (ms: number) => (lengthMs > 0 ? (ms / lengthMs) * widthPx : 0)
  const drag = useDrag(window, lengthMs, widthPx, onZoom)
  const [from, to] = [placeOf(window.fromMs), placeOf(window.toMs)]
  const edge = { window, time, onZoom }
  return (
    <div className="flex-none border-b border-border bg-surface px-2 py-1">
      <div ref={holder} {...drag} className="relative cursor-crosshair touch-none select-none" style={{ height: HEIGHT_PX }}>
        <svg width={widthPx} height={HEIGHT_PX} aria-hidden className="block">
          <Profile profile={profile} partPx={widthPx / parts} />
          <rect x={0} y={0} width={Math.max(from, 0)} height={HEIGHT_PX} className="fill-surface opacity-70" />
          <rect x={to} y={0} width={Math.max(widthPx - to, 0)} height={HEIGHT_PX} className="fill-surface opacity-70" />
          <rect x={from + 0.5} y={0.5} width={Math.max(to - from - 1, 1)} height={HEIGHT_PX - 1} className="fill-none stroke-control" />
        </svg>
        <Handle edge="fromMs" label="Start of the view" at={from} {...edge} />
        <Handle edge="toMs" label="End of the view" at={to} {...edge} />
      </div>
    </div>
  )
}

function Profile({ profile: { load, peak, kind, hasError }, partPx }: { profile: WorkProfile; partPx: number }) {
  const paths = new Map<SpanKind, string>()
  load.forEach((amount, part) => {
    const one = kind[part]
    const heightPx = peak > 0 ? Math.max((amount / peak) * (HEIGHT_PX - MARK_PX), 1) : 0
    if (one !== undefined) paths.set(one, `${paths.get(one) ?? ''}M${part * partPx} ${HEIGHT_PX}h${partPx}v${-heightPx}h${-partPx}z`)
  })
  return (
    <>
      {[...paths].map(([one, path]) => (
        <path key={one} d={path} style={{ fill: fillOfKind(one) }} className="opacity-70" />
      ))}
      {Array.from(
        hasError,
        (error, part) => error === 1 && <path key={part} d={`M${part * partPx - 2} 0h6l-3 6z`} className="fill-error" />,
      )}
    </>
  )
}

type HandleProps = {
  edge: 'fromMs' | 'toMs'
  label: string
  at: number
  window: TimeWindow
  time: TraceTime
  onZoom: (window: TimeWindow) => void
}

function Handle({ edge, label, at, window, time, onZoom }: HandleProps) {
  const lengthMs = time.length
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    onZoom(moveEdge(window, edge, window[edge] + step * lengthMs * KEY_SHARE, lengthMs))
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={lengthMs}
      aria-valuenow={window[edge]}
      aria-valuetext={formatDuration(time.momentAt(window[edge]))}
      onKeyDown={onKeyDown}
      className="absolute top-1 h-5 w-1.5 cursor-ew-resize rounded-full border border-control bg-surface"
      style={{ left: at - 3 }}
    />
  )
}

type Grip = { readonly part: 'fromMs' | 'toMs' | 'window' | 'new'; readonly atMs: number; readonly window: TimeWindow }

/** What the pointer took hold of when it went down stays in hand until it is let go. */
function useDrag(window: TimeWindow, lengthMs: number, widthPx: number, onZoom: (window: TimeWindow) => void) {
  const grip = useRef<Grip>(undefined)
  const pxPerMs = widthPx / Math.max(lengthMs, Number.MIN_VALUE)
  const momentOf = (event: PointerEvent) => (event.clientX - event.currentTarget.getBoundingClientRect().left) / pxPerMs
  const isAt = (ms: number, edgeMs: number) => Math.abs(ms - edgeMs) * pxPerMs <= GRIP_PX
  const partAt = (ms: number): Grip['part'] => {
    if (isAt(ms, window.fromMs)) return 'fromMs'
    if (isAt(ms, window.toMs)) return 'toMs'
    return !isWhole(window, lengthMs) && ms > window.fromMs && ms < window.toMs ? 'window' : 'new'
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      const atMs = momentOf(event)
      event.currentTarget.setPointerCapture(event.pointerId)
      grip.current = { part: partAt(atMs), atMs, window }
    },
    onPointerMove: (event: PointerEvent) => {
      if (!grip.current) return
      const { part, atMs, window: before } = grip.current
      const ms = momentOf(event)
      if (part === 'fromMs' || part === 'toMs') onZoom(moveEdge(before, part, ms, lengthMs))
      else if (part === 'window') onZoom(clampWindow({ fromMs: before.fromMs + ms - atMs, toMs: before.toMs + ms - atMs }, lengthMs))
      else if (Math.abs(ms - atMs) * pxPerMs > GRIP_PX) {
        onZoom(moveEdge(moveEdge(wholeWindow(lengthMs), 'toMs', Math.max(ms, atMs), lengthMs), 'fromMs', Math.min(ms, atMs), lengthMs))
      }
    },
    onPointerUp: () => (grip.current = undefined),
    onDoubleClick: () => onZoom(wholeWindow(lengthMs)),
  }
}
