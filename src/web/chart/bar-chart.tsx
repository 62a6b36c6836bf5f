import { useId, useMemo, useState, type KeyboardEvent } from 'react'
import { formatCount } from '../format/number.ts'
import { useWidth } from '../ui/use-width.ts'
import { binBars, hasLimitInSight, reachOf, type Bar } from './bar.ts'
import { BarColumns } from './bar-columns.tsx'
import { ChartCard, type Series, type Twin } from './chart-card.tsx'
import { niceCountStep, ticksUpTo } from './ticks.ts'

const HEIGHT_PX = 152
const AXIS_PX = 60
const FOOT_PX = 18
const HEAD_PX = 8
const LEAST_PITCH_PX = 5
const MOST_PITCH_PX = 48
const Y_TICKS = 3
const X_LABEL_PX = 44

type BarChartProps = {
  title: string
  series: readonly Series[]
  bars: readonly Bar[]
  /** What the limits of the bars are, for the legend. */
  limit?: string
  /** What the numbers under the bars count; the first bar is 1. */
  axis: string
  twin: Twin
  formatTick: (value: number) => string
  stepOf: (atLeast: number) => number
  onOpen: (bar: number) => void
  /** Said when there is no bar to look at in particular. */
  note?: string
  /** Said in place of a chart in which nothing is known. */
  empty: string
}

/** Stacked bars with an axis, one tab stop: Left and Right go over them, Enter opens one. Too many for the width are shown by their largest. */
export function BarChart(props: BarChartProps) {
  const { title, series, bars, limit, twin, empty } = props
  const isEmpty = bars.every(({ parts }) => parts.every((part) => part === undefined))
  return (
    <ChartCard
      title={title}
      series={series}
      limit={hasLimitInSight(bars) ? limit : undefined}
      twin={twin}
      instead={isEmpty ? empty : undefined}
    >
      <Drawing {...props} />
    </ChartCard>
  )
}

function Drawing({ title, series, bars, axis, twin, formatTick, stepOf, onOpen, note }: BarChartProps) {
  const id = useId()
  const [holder, widthPx] = useWidth<HTMLDivElement>()
  const plotPx = Math.max(0, widthPx - AXIS_PX)
  const bins = useMemo(() => binBars(bars, Math.floor(plotPx / LEAST_PITCH_PX)), [bars, plotPx])
  const [chosen, setChosen] = useState(-1)
  const cursor = Math.min(chosen, bins.length - 1)
  const shown = bins[cursor]?.shown
  const pitchPx = Math.min(plotPx / Math.max(1, bins.length), MOST_PITCH_PX)
  const perBin = (bins[0]?.last ?? 0) + 1
  const ticks = ticksUpTo(reachOf(bars), Y_TICKS, stepOf)
  const plotHeightPx = HEIGHT_PX - FOOT_PX - HEAD_PX
  const yOf = (value: number) => HEAD_PX + plotHeightPx * (1 - value / (ticks.at(-1) || 1))
  const said = shown === undefined ? '' : sayBar(twin, shown)

  function onKeyDown(event: KeyboardEvent) {
    const next = { ArrowLeft: cursor - 1, ArrowRight: cursor + 1, Home: 0, End: bins.length - 1 }[event.key]
    if (next !== undefined) setChosen(Math.min(Math.max(next, 0), bins.length - 1))
    else if (event.key === 'Enter' && shown !== undefined) onOpen(shown)
    else return
    event.preventDefault()
  }

  return (
    <div ref={holder} className="min-w-0">
      <div
        role="slider"
        tabIndex={0}
        aria-label={title}
        aria-valuemin={1}
        aria-valuemax={bars.length}
        aria-valuenow={(shown ?? 0) + 1}
        aria-valuetext={said || 'none chosen'}
        aria-describedby={`${id}-how`}
        onKeyDown={onKeyDown}
        onBlur={() => setChosen(-1)}
        onPointerLeave={() => setChosen(-1)}
        className="rounded-control outline-offset-[-2px]"
      >
        <svg width={widthPx} height={HEIGHT_PX} aria-hidden className="block text-11">
          <YAxis ticks={ticks} yOf={yOf} widthPx={widthPx} formatTick={formatTick} />
          <g transform={`translate(${AXIS_PX} 0)`}>
            <BarColumns
              id={id}
              series={series}
              bars={bars}
              bins={bins}
              pitchPx={pitchPx}
              yOf={yOf}
              cursor={cursor}
              onPoint={setChosen}
              onOpen={onOpen}
            />
            <XAxis axis={axis} count={bars.length} perBin={perBin} pitchPx={pitchPx} plotPx={plotPx} />
          </g>
        </svg>
      </div>
      <p className="min-h-9 ps-1 text-12 text-ink-2 sm:min-h-5">
        {said || [perBin > 1 ? `Each bar is the largest of ${perBin} neighbours.` : '', note ?? ''].join(' ').trim()}
      </p>
      <span id={`${id}-how`} className="sr-only">
        Left and Right go over the bars, Enter opens one.
      </span>
    </div>
  )
}

/** `Turn 4 · Prompt 2,763 · Completion 90`. */
function sayBar({ columns, rowOf }: Twin, bar: number): string {
  return rowOf(bar)
    .map((cell, at) => `${columns[at] ?? ''} ${cell}`)
    .join(' · ')
}

type YAxisProps = { ticks: readonly number[]; yOf: (value: number) => number; widthPx: number; formatTick: (value: number) => string }

function YAxis({ ticks, yOf, widthPx, formatTick }: YAxisProps) {
  return ticks.map((tick) => (
    <g key={tick}>
      <line x1={AXIS_PX} x2={widthPx} y1={yOf(tick)} y2={yOf(tick)} className={tick === 0 ? 'stroke-control' : 'stroke-border'} />
      <text x={AXIS_PX - 6} y={yOf(tick)} className="fill-ink-3 [dominant-baseline:central] [text-anchor:end]">
        {formatTick(tick)}
      </text>
    </g>
  ))
}

type XAxisProps = { axis: string; count: number; perBin: number; pitchPx: number; plotPx: number }

function XAxis({ axis, count, perBin, pitchPx, plotPx }: XAxisProps) {
  const step = niceCountStep((X_LABEL_PX / Math.max(pitchPx, 0.1)) * perBin)
  const numbers = Array.from({ length: Math.floor(count / step) + 1 }, (_, at) => Math.max(1, at * step))
  const placeOf = (number: number) => (Math.floor((number - 1) / perBin) + 0.5) * pitchPx
  const y = HEIGHT_PX - 5
  return (
    <g className="fill-ink-3">
      <text x={-6} y={y} className="[text-anchor:end]">
        {axis}
      </text>
      {[...new Set(numbers)].map((number) => (
        <text
          key={number}
          x={placeOf(number)}
          y={y}
          className={placeOf(number) > plotPx - 16 ? '[text-anchor:end]' : '[text-anchor:middle]'}
        >
          {formatCount(number)}
        </text>
      ))}
    </g>
  )
}
