import { memo } from 'react'
import { HEIGHT_PX } from './plot-axes.tsx'
import type { PlotGeometry } from './time-plot.tsx'

export type Line = {
  readonly label: string
  /** A text colour of the tokens. */
  readonly colour: string
  /** Tells it from others without colour; absent: one stroke. */
  readonly dash?: string
  /** One for every bucket; absent where there is nothing to tell of, which leaves a gap. */
  readonly values: readonly (number | undefined)[]
}

const LABEL_PX = 13

/** Straight lines through the middles of the buckets, each with its name at its end. */
export const TimeLines = memo(function TimeLines({ lines, geometry }: { lines: readonly Line[]; geometry: PlotGeometry }) {
  const { pitchPx, plotPx, yOf } = geometry
  const labels = spread(lines.map(({ values }) => yOf(values.findLast((value) => value !== undefined) ?? 0)))
  return lines.map(({ label, colour, dash, values }, at) => (
    <g key={label} className={colour}>
      <path d={pathOf(values, geometry)} fill="none" stroke="currentColor" strokeWidth={1.75} strokeDasharray={dash} />
      {loneOf(values).map((bucket) => (
        <circle key={bucket} cx={(bucket + 0.5) * pitchPx} cy={yOf(values[bucket] ?? 0)} r={2.25} fill="currentColor" />
      ))}
      {values.some((value) => value !== undefined) && (
        <text x={plotPx + 6} y={labels[at]} className="fill-ink-2 [dominant-baseline:central]">
          {label}
        </text>
      )}
    </g>
  ))
})

/** Each run of known values is one stroke. */
function pathOf(values: readonly (number | undefined)[], { pitchPx, yOf }: PlotGeometry): string {
  let isPenUp = true
  let path = ''
  values.forEach((value, bucket) => {
    if (value !== undefined) path += `${isPenUp ? 'M' : 'L'}${((bucket + 0.5) * pitchPx).toFixed(1)} ${yOf(value).toFixed(1)}`
    isPenUp = value === undefined
  })
  return path
}

/** Values between two gaps: no stroke reaches them. */
function loneOf(values: readonly (number | undefined)[]): readonly number[] {
  return values.flatMap((value, at) => (value !== undefined && values[at - 1] === undefined && values[at + 1] === undefined ? [at] : []))
}

/** The same heights in their order, far enough apart to be read. */
function spread(heights: readonly number[]): readonly number[] {
  const order = heights.map((height, at) => ({ height, at })).sort((a, b) => b.height - a.height || a.at - b.at)
  const placed: number[] = []
  let below = HEIGHT_PX - LABEL_PX
  for (const { height, at } of order) {
    placed[at] = Math.min(height, below)
    below = (placed[at] ?? 0) - LABEL_PX
  }
  return placed
}
