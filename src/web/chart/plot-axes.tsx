import { useMemo } from 'react'
import type { Buckets } from './time-buckets.ts'
import { timeTicks } from './time-ticks.ts'
import type { ValueAxis } from './value-axis.ts'

export const HEIGHT_PX = 168
export const AXIS_PX = 60
export const FOOT_PX = 18
export const HEAD_PX = 8
export const PLOT_HEIGHT_PX = HEIGHT_PX - FOOT_PX - HEAD_PX
const X_LABEL_PX = 60
const CHARACTER_PX = 6.5

type ValueLinesProps = { axis: ValueAxis; yOf: (value: number) => number; plotPx: number; formatTick: (value: number) => string }

export function ValueLines({ axis, yOf, plotPx, formatTick }: ValueLinesProps) {
  const base = HEAD_PX + PLOT_HEIGHT_PX
  return axis.ticks.map((tick) => (
    <g key={tick}>
      <line
        x1={AXIS_PX}
        x2={AXIS_PX + plotPx}
        y1={yOf(tick)}
        y2={yOf(tick)}
        className={yOf(tick) === base ? 'stroke-control' : 'stroke-border'}
      />
      <text x={AXIS_PX - 6} y={yOf(tick)} className="fill-ink-3 [dominant-baseline:central] [text-anchor:end]">
        {formatTick(tick)}
      </text>
    </g>
  ))
}

/** Times under the plot; the ones at its ends stay within it. */
export function TimeFoot({ buckets, pitchPx, plotPx }: { buckets: Buckets; pitchPx: number; plotPx: number }) {
  const ticks = useMemo(() => timeTicks(buckets, X_LABEL_PX / Math.max(pitchPx, 0.1)), [buckets, pitchPx])
  return ticks.map(({ bucket, text }) => {
    const x = bucket * pitchPx
    const halfPx = (text.length * CHARACTER_PX) / 2
    return (
      <g key={bucket}>
        <line x1={x} x2={x} y1={HEIGHT_PX - FOOT_PX} y2={HEIGHT_PX - FOOT_PX + 4} className="stroke-control" />
        <text x={Math.min(Math.max(x, halfPx), plotPx - halfPx)} y={HEIGHT_PX - 4} className="fill-ink-3 [text-anchor:middle]">
          {text}
        </text>
      </g>
    )
  })
}
