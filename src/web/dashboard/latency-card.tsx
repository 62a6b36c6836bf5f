import { useMemo, useState, type ReactNode } from 'react'
import type { Timeseries } from '../../api/contract/metrics.ts'
import { ChartCard, type Twin } from '../chart/chart-card.tsx'
import { Legend } from '../chart/legend.tsx'
import { niceDurationStep } from '../chart/ticks.ts'
import { sayBucket, type Buckets } from '../chart/time-buckets.ts'
import { TimeLines, type Line } from '../chart/time-lines.tsx'
import { TimePlot } from '../chart/time-plot.tsx'
import { linearAxis, logAxis } from '../chart/value-axis.ts'
import { formatDuration } from '../format/duration.ts'
import { useNow } from '../format/now.ts'
import { ABSENT } from '../format/number.ts'
import { bucketsOf, captionOf } from './time-series.ts'

const LOOKS = [
  { label: 'p50', colour: 'text-p50' },
  { label: 'p90', colour: 'text-p90', dash: '7 3' },
  { label: 'p95', colour: 'text-p95', dash: '3 2' },
  { label: 'p99', colour: 'text-p99', dash: '1 2' },
] as const
const LABELS_PX = 36

type LatencyCardProps = {
  title: string
  reply: Timeseries
  zone: string
  isLog: boolean
  onLog: (isLog: boolean) => void
  onOpen: (buckets: Buckets, at: number) => void
  onZoom: (fromMs: number, toMs: number) => void
  tools: ReactNode
}

/** Percentiles of how long traces take; nothing is drawn where none ended. */
export function LatencyCard({ title, reply, zone, isLog, onLog, onOpen, onZoom, tools }: LatencyCardProps) {
  const now = useNow()
  const [alone, setAlone] = useState<string>()
  const buckets = useMemo(() => bucketsOf(reply, zone), [reply, zone])
  const lines = useMemo(() => linesOf(reply), [reply])
  const shown = useMemo(() => lines.filter(({ label }) => alone === undefined || label === alone), [lines, alone])
  const known = useMemo(() => shown.flatMap(({ values }) => values.filter((value) => value !== undefined)), [shown])
  const axis = useMemo(() => {
    const most = known.reduce((one, other) => Math.max(one, other), 0)
    return isLog ? logAxis(Math.min(...known.filter((value) => value > 0)), most) : linearAxis(most, niceDurationStep)
  }, [known, isLog])
  const valuesOf = (at: number) => lines.map(({ values }) => values[at])
  const twin: Twin = {
    columns: ['Time', ...lines.map(({ label }) => label)],
    count: buckets.startsMs.length,
    rowOf: (at) => [sayBucket(buckets, at, now), ...valuesOf(at).map(formatDuration)],
    cellsOf: (at) => [reply.items[at]?.at, ...valuesOf(at)],
  }
  return (
    <ChartCard
      title={title}
      as="h2"
      series={[]}
      legend={<Legend series={lines} isolation={{ shown: alone, onToggle: (label) => setAlone(label === alone ? undefined : label) }} />}
      twin={twin}
      tools={
        <>
          <label className="flex min-h-6 items-center gap-1 text-12 text-ink-2">
            <input type="checkbox" checked={isLog} onChange={(event) => onLog(event.target.checked)} className="accent-accent" />
            log
          </label>
          {tools}
        </>
      }
      instead={known.length === 0 ? 'No trace began in this time.' : undefined}
    >
      <TimePlot
        title={title}
        buckets={buckets}
        axis={axis}
        formatTick={formatDuration}
        sayValues={(at) =>
          shown.map(({ label, values }) => `${label} ${values[at] === undefined ? ABSENT : formatDuration(values[at])}`).join(' · ')
        }
        caption={captionOf(reply, zone)}
        endPx={LABELS_PX}
        onOpen={(at) => onOpen(buckets, at)}
        onZoom={onZoom}
      >
        {(geometry) => <TimeLines lines={shown} geometry={geometry} />}
      </TimePlot>
    </ChartCard>
  )
}

function linesOf({ items, names = [] }: Timeseries): readonly Line[] {
  return LOOKS.map((look) => {
    const at = names.indexOf(look.label)
    return { ...look, values: items.map(({ parts }) => parts?.[at]) }
  })
}
