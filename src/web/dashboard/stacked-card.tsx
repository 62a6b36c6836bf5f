import { useMemo, useState, type ReactNode } from 'react'
import type { Timeseries } from '../../api/contract/metrics.ts'
import { reachOf, stackOf, totalOf, type Bar } from '../chart/bar.ts'
import { ChartCard, type Series, type Twin } from '../chart/chart-card.tsx'
import type { Isolation } from '../chart/legend.tsx'
import { TimeBars } from '../chart/time-bars.tsx'
import { sayBucket, type Buckets } from '../chart/time-buckets.ts'
import { TimePlot } from '../chart/time-plot.tsx'
import { linearAxis } from '../chart/value-axis.ts'
import { useNow } from '../format/now.ts'
import { barsOf, bucketsOf, captionOf } from './time-series.ts'

/** A series and what the server calls it. */
export type NamedSeries = Series & { readonly name: string }

type StackedCardProps = {
  title: string
  unit: string
  reply: Timeseries
  zone: string
  series: readonly NamedSeries[]
  format: (value: number) => string
  /** The same to the last digit, for the table. */
  formatInFull?: (value: number) => string
  stepOf: (atLeast: number) => number
  /** Opens what is behind a bucket, or behind one of its parts. */
  onOpen: (buckets: Buckets, at: number, name: string | undefined) => void
  onZoom: (fromMs: number, toMs: number) => void
  tools: ReactNode
  empty: string
}

/** A sum over time, stacked by its parts. */
export function StackedCard(props: StackedCardProps) {
  const { title, unit, reply, zone, series, format, formatInFull = format, stepOf, onOpen, onZoom, tools, empty } = props
  const now = useNow()
  const [alone, setAlone] = useState<string>()
  const buckets = useMemo(() => bucketsOf(reply, zone), [reply, zone])
  const shown = useMemo(() => series.filter(({ label }) => alone === undefined || label === alone), [series, alone])
  const names = useMemo(() => shown.map(({ name }) => name), [shown])
  const bars = useMemo(() => barsOf(reply, names), [reply, names])
  const axis = useMemo(() => linearAxis(reachOf(bars), stepOf), [bars, stepOf])
  const isolation: Isolation = { shown: alone, onToggle: (label) => setAlone(label === alone ? undefined : label) }
  const isEmpty = reply.items.every(({ value = 0 }) => value === 0)
  const twin = useMemo(() => twinOf(buckets, series, reply, formatInFull, now), [buckets, series, reply, formatInFull, now])
  return (
    <ChartCard title={title} as="h2" series={series} isolation={isolation} twin={twin} tools={tools} instead={isEmpty ? empty : undefined}>
      <TimePlot
        title={title}
        buckets={buckets}
        axis={axis}
        formatTick={format}
        sayValues={(at) => sayBar(bars[at], shown, format)}
        caption={captionOf(reply, zone, (value) => `${format(value)} ${unit}`)}
        onOpen={(at, value) => onOpen(buckets, at, alone === undefined ? partAt(bars[at], value, names) : names[0])}
        onZoom={onZoom}
      >
        {(geometry) => <TimeBars series={shown} bars={bars} geometry={geometry} />}
      </TimePlot>
    </ChartCard>
  )
}

/** `12 · ok 11 · error 1`. */
function sayBar(bar: Bar | undefined, series: readonly Series[], format: (value: number) => string): string {
  const parts = (bar?.parts ?? []).flatMap((part, at) => (part ? [`${series[at]?.label} ${format(part)}`] : []))
  const total = format((bar && totalOf(bar)) ?? 0)
  return parts.length > 1 ? [total, ...parts].join(' · ') : (parts[0] ?? total)
}

/** The part of a bar that lies at a height; none when no height is meant. */
function partAt(bar: Bar | undefined, value: number | undefined, names: readonly string[]): string | undefined {
  const part = bar && value !== undefined && stackOf(bar).find(({ from, to }) => value >= from && value < to)
  return part ? names[part.series] : undefined
}

function twinOf(buckets: Buckets, series: readonly NamedSeries[], reply: Timeseries, format: (value: number) => string, now: number): Twin {
  const bars = barsOf(
    reply,
    series.map(({ name }) => name),
  )
  const valuesOf = (at: number) => [...(series.length > 1 ? (bars[at]?.parts ?? []) : []), reply.items[at]?.value ?? 0]
  return {
    columns: ['Time', ...(series.length > 1 ? series.map(({ label }) => label) : []), 'Total'],
    count: buckets.startsMs.length,
    rowOf: (at) => [sayBucket(buckets, at, now), ...valuesOf(at).map((value) => format(value ?? 0))],
    cellsOf: (at) => [reply.items[at]?.at, ...valuesOf(at)],
  }
}
