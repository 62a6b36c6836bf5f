import { useId, useMemo, type KeyboardEvent, type ReactNode } from 'react'
import { useNow } from '../format/now.ts'
import { useWidth } from '../ui/use-width.ts'
import { useCrosshair } from './crosshair.tsx'
import { Hatch } from './paint.tsx'
import { AXIS_PX, FOOT_PX, HEAD_PX, HEIGHT_PX, PLOT_HEIGHT_PX, TimeFoot, ValueLines } from './plot-axes.tsx'
import { bucketAt, endOf, sayBucket, type Buckets } from './time-buckets.ts'
import { useBrush } from './use-brush.ts'
import type { ValueAxis } from './value-axis.ts'

export type PlotGeometry = { readonly pitchPx: number; readonly plotPx: number; readonly yOf: (value: number) => number }

type TimePlotProps = {
  title: string
  buckets: Buckets
  axis: ValueAxis
  formatTick: (value: number) => string
  /** What a bucket holds, to follow its time. */
  sayValues: (bucket: number) => string
  /** Said while none is pointed at. */
  caption: string
  /** Room on the right, for the names of lines. */
  endPx?: number
  /** `value`: how high the pointer was, absent by key. */
  onOpen: (bucket: number, value?: number) => void
  /** Absent: no stretch can be chosen. */
  onZoom: (fromMs: number, toMs: number) => void
  children: (geometry: PlotGeometry) => ReactNode
}

/** Buckets of time from left to right with axes, a crosshair, and a brush. One tab stop. */
export function TimePlot({ title, buckets, axis, formatTick, sayValues, caption, endPx = 0, onOpen, onZoom, children }: TimePlotProps) {
  const id = useId()
  const now = useNow()
  const [holder, widthPx] = useWidth<HTMLDivElement>()
  const [atMs, point] = useCrosshair()
  const count = buckets.startsMs.length
  const plotPx = Math.max(0, widthPx - AXIS_PX - endPx)
  const pitchPx = plotPx / Math.max(1, count)
  const cursor = atMs === undefined ? undefined : bucketAt(buckets, atMs)
  const goTo = (bucket: number) => point(buckets.startsMs[Math.min(Math.max(bucket, 0), count - 1)])
  const boxOf = () => holder.current?.getBoundingClientRect() ?? new DOMRect()
  const brush = useBrush({
    count,
    cursor,
    bucketAtX: (x) => Math.min(Math.max(Math.floor((x - boxOf().left - AXIS_PX) / Math.max(pitchPx, 0.01)), 0), count - 1),
    onPoint: goTo,
    onChosen: ({ first, last }) => onZoom(buckets.startsMs[first] ?? 0, endOf(buckets, last)),
    onClick: (bucket, y) => onOpen(bucket, axis.valueAt(1 - (y - boxOf().top - HEAD_PX) / PLOT_HEIGHT_PX)),
  })
  const geometry = useMemo(() => {
    const yOf = (value: number) => HEAD_PX + PLOT_HEIGHT_PX * (1 - axis.shareOf(value))
    return { pitchPx, plotPx, yOf }
  }, [axis, pitchPx, plotPx])

  function onKeyDown(event: KeyboardEvent) {
    const from = cursor ?? -1
    const next = { ArrowLeft: cursor === undefined ? count - 1 : from - 1, ArrowRight: from + 1, Home: 0, End: count - 1 }[event.key]
    if (next !== undefined) {
      goTo(next)
      brush.follow(next, event.shiftKey)
    } else if (brush.onKey(event)) event.stopPropagation()
    else if (event.key === 'Enter' && cursor !== undefined) onOpen(cursor)
    else return
    event.preventDefault()
  }

  const said = cursor === undefined ? '' : `${sayBucket(buckets, cursor, now)} · ${sayValues(cursor)}`
  const { stretch } = brush
  return (
    <div ref={holder} className="min-w-0">
      <div
        role="slider"
        tabIndex={0}
        aria-label={title}
        aria-valuemin={1}
        aria-valuemax={Math.max(1, count)}
        aria-valuenow={(cursor ?? 0) + 1}
        aria-valuetext={stretch ? `${said}, choosing ${stretch.last - stretch.first + 1} bars` : said || 'none chosen'}
        aria-describedby={`${id}-how`}
        onKeyDown={onKeyDown}
        onBlur={() => {
          brush.cancel()
          point(undefined)
        }}
        onPointerLeave={({ pointerType }) => pointerType !== 'touch' && point(undefined)}
        className="touch-pan-y rounded-control outline-offset-[-2px] select-none"
        {...brush.pointer}
      >
        <svg width={widthPx} height={HEIGHT_PX} aria-hidden className="block cursor-crosshair text-11">
          <defs>
            <Hatch id={`${id}-under`} colour="text-border" />
            <Hatch id={`${id}-over`} colour="text-surface" />
          </defs>
          <ValueLines axis={axis} yOf={geometry.yOf} plotPx={plotPx} formatTick={formatTick} />
          <g transform={`translate(${AXIS_PX} 0)`}>
            {cursor !== undefined && (
              <rect data-pointer x={cursor * pitchPx} y={0} width={pitchPx} height={HEIGHT_PX - FOOT_PX} className="fill-hover" />
            )}
            {buckets.isLastOpen && <OpenEnd x={(count - 1) * pitchPx} widthPx={pitchPx} fill={`url(#${id}-under)`} />}
            {children(geometry)}
            {buckets.isLastOpen && <OpenEnd x={(count - 1) * pitchPx} widthPx={pitchPx} fill={`url(#${id}-over)`} />}
            {stretch && (
              <rect
                data-pointer
                x={stretch.first * pitchPx}
                y={0}
                width={(stretch.last - stretch.first + 1) * pitchPx}
                height={HEIGHT_PX - FOOT_PX}
                className="fill-accent stroke-accent [fill-opacity:0.18]"
              />
            )}
            <TimeFoot buckets={buckets} pitchPx={pitchPx} plotPx={plotPx} />
          </g>
        </svg>
      </div>
      {/* Always two lines, so that nothing moves. */}
      <p className="line-clamp-2 h-9 ps-1 text-12 leading-4.5 text-ink-2">{said || caption}</p>
      <span id={`${id}-how`} className="sr-only">
        Left and Right go over the bars, Enter opens one as a list, B begins to choose a range.
      </span>
    </div>
  )
}

/** Says that the last bucket is not complete yet. */
function OpenEnd({ x, widthPx, fill }: { x: number; widthPx: number; fill: string }) {
  return <rect x={x} y={HEAD_PX} width={widthPx} height={PLOT_HEIGHT_PX} fill={fill} />
}
