import { memo, useId, useMemo, type KeyboardEvent } from 'react'
import type { Histogram } from '../../../api/contract/metrics.ts'
import { Hatch } from '../../chart/paint.tsx'
import { STACKED_STATUSES, STATUS_PAINTS } from '../../chart/status-paint.ts'
import { TimeBars } from '../../chart/time-bars.tsx'
import { endOf, type Buckets } from '../../chart/time-buckets.ts'
import { timeTicks } from '../../chart/time-ticks.ts'
import { useBrush } from '../../chart/use-brush.ts'
import { useWidth } from '../../ui/use-width.ts'
import { totalOf } from './strip-words.ts'

const BARS_PX = 36
const FOOT_PX = 16
const LABEL_PX = 72
const CHARACTER_PX = 6.5

export const STATUS_SERIES = STACKED_STATUSES.map((status) => ({ label: status, paint: STATUS_PAINTS[status] }))

type StripPlotProps = {
  title: string
  histogram: Histogram
  buckets: Buckets
  cursor: number | undefined
  onPoint: (bucket: number | undefined) => void
  say: (bucket: number) => string
  onZoom: (fromMs: number, endMs: number) => void
}

/** One bar for each stretch of time, and a brush over them. One tab stop. */
export function StripPlot({ title, histogram, buckets, cursor, onPoint, say, onZoom }: StripPlotProps) {
  const id = useId()
  const [holder, widthPx] = useWidth<HTMLDivElement>()
  const count = histogram.items.length
  const pitchPx = widthPx / Math.max(1, count)
  const zoom = (first: number, last: number) => onZoom(buckets.startsMs[first] ?? 0, endOf(buckets, last))
  const within = (bucket: number) => Math.min(Math.max(bucket, 0), count - 1)
  const brush = useBrush({
    count,
    cursor,
    bucketAtX: (x) => within(Math.floor((x - (holder.current?.getBoundingClientRect().left ?? 0)) / Math.max(pitchPx, 0.01))),
    onPoint,
    onChosen: ({ first, last }) => zoom(first, last),
    onClick: (bucket) => zoom(bucket, bucket),
  })
  const { stretch } = brush

  function onKeyDown(event: KeyboardEvent) {
    const next = { ArrowLeft: (cursor ?? count) - 1, ArrowRight: (cursor ?? -1) + 1, Home: 0, End: count - 1 }[event.key]
    if (next !== undefined) {
      onPoint(within(next))
      brush.follow(within(next), event.shiftKey)
    } else if (brush.onKey(event)) event.stopPropagation()
    else if (event.key === 'Enter' && cursor !== undefined) zoom(cursor, cursor)
    else return
    event.preventDefault()
  }

  const said = cursor === undefined ? '' : say(cursor)
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
          onPoint(undefined)
        }}
        onPointerLeave={() => onPoint(undefined)}
        className="touch-pan-y rounded-control select-none focus-visible:outline-offset-0"
        {...brush.pointer}
      >
        <svg width={widthPx} height={BARS_PX + FOOT_PX} aria-hidden className="block cursor-crosshair text-11">
          {cursor !== undefined && <rect x={cursor * pitchPx} width={pitchPx} height={BARS_PX} className="fill-hover" />}
          <Bars id={id} histogram={histogram} pitchPx={pitchPx} plotPx={widthPx} />
          {stretch && (
            <rect
              x={stretch.first * pitchPx}
              width={(stretch.last - stretch.first + 1) * pitchPx}
              height={BARS_PX}
              className="fill-accent stroke-accent [fill-opacity:0.18]"
            />
          )}
          <Foot buckets={buckets} pitchPx={pitchPx} plotPx={widthPx} />
        </svg>
      </div>
      <span id={`${id}-how`} className="sr-only">
        Left and Right go over the bars, with Shift they choose some. Enter zooms in, Escape goes back.
      </span>
    </div>
  )
}

type BarsProps = { id: string; histogram: Histogram; pitchPx: number; plotPx: number }

/** The bars; stretches that are not in the range as a whole, or not over yet, are hatched. */
const Bars = memo(function Bars({ id, histogram, pitchPx, plotPx }: BarsProps) {
  const { items, isFirstPartial, isLastPartial } = histogram
  const bars = useMemo(() => items.map((item) => ({ parts: STACKED_STATUSES.map((status) => item[status]) })), [items])
  const geometry = useMemo(() => {
    const most = Math.max(1, ...items.map(totalOf))
    return { pitchPx, plotPx, yOf: (value: number) => BARS_PX - ((BARS_PX - 3) * value) / most }
  }, [items, pitchPx, plotPx])
  const partial = [...(isFirstPartial ? [0] : []), ...(isLastPartial ? [items.length - 1] : [])]
  return (
    <>
      <defs>
        <Hatch id={`${id}-under`} colour="text-border" />
        <Hatch id={`${id}-over`} colour="text-bg" />
      </defs>
      {partial.map((bucket) => (
        <rect key={bucket} x={bucket * pitchPx} width={pitchPx} height={BARS_PX} fill={`url(#${id}-under)`} />
      ))}
      <TimeBars series={STATUS_SERIES} bars={bars} geometry={geometry} />
      {partial.map((bucket) => (
        <rect key={bucket} x={bucket * pitchPx} width={pitchPx} height={BARS_PX} fill={`url(#${id}-over)`} opacity={0.7} />
      ))}
      <line x2={plotPx} y1={BARS_PX + 0.5} y2={BARS_PX + 0.5} className="stroke-border" />
    </>
  )
})

const Foot = memo(function Foot({ buckets, pitchPx, plotPx }: { buckets: Buckets; pitchPx: number; plotPx: number }) {
  const ticks = useMemo(() => timeTicks(buckets, LABEL_PX / Math.max(pitchPx, 0.1)), [buckets, pitchPx])
  return ticks.map(({ bucket, text }) => {
    const halfPx = (text.length * CHARACTER_PX) / 2
    return (
      <g key={bucket}>
        <line x1={bucket * pitchPx} x2={bucket * pitchPx} y1={BARS_PX} y2={BARS_PX + 4} className="stroke-control" />
        <text
          x={Math.min(Math.max(bucket * pitchPx, halfPx), plotPx - halfPx)}
          y={BARS_PX + FOOT_PX - 3}
          className="fill-ink-3 [text-anchor:middle]"
        >
          {text}
        </text>
      </g>
    )
  })
})
