import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Timeseries } from '../../api/contract/metrics.ts'
import { STACKED_STATUSES, STATUS_PAINTS } from '../chart/status-paint.ts'
import { niceCountStep, niceStep } from '../chart/ticks.ts'
import type { Buckets } from '../chart/time-buckets.ts'
import { formatCompact, formatCost, formatCount } from '../format/number.ts'
import { LatencyCard } from './latency-card.tsx'
import { bucketSearch, listSearch, valueTerms, type ListSearch } from './list-links.ts'
import { LoadedCard } from './loaded-card.tsx'
import { modelSeries } from './model-series.ts'
import { OpenList } from './open-list.tsx'
import { StackedCard, type NamedSeries } from './stacked-card.tsx'
import type { Question } from './use-dashboard.ts'

const STATUS_SERIES: readonly NamedSeries[] = STACKED_STATUSES.map((status) => ({
  name: status,
  label: status,
  paint: STATUS_PAINTS[status],
}))
/** From the ground up. */
const TOKEN_SERIES: readonly NamedSeries[] = [
  { name: 'cached', label: 'cached prompt', paint: { colour: 'text-kind-llm', pattern: 'dotted' } },
  { name: 'prompt', label: 'prompt', paint: { colour: 'text-kind-llm', pattern: 'solid' } },
  { name: 'completion', label: 'completion', paint: { colour: 'text-kind-agent', pattern: 'solid' } },
  { name: 'reasoning', label: 'reasoning', paint: { colour: 'text-kind-agent', pattern: 'hatched' } },
  { name: 'other', label: 'other', paint: { colour: 'text-kind-other', pattern: 'pale' } },
]
const CARD = 'min-h-[15.75rem]'

export type TimeCardProps = {
  question: Question
  /** The window as the URL says it. */
  range: { readonly from?: string; readonly to?: string }
  onZoom: (fromMs: number, toMs: number) => void
}

function timeseries({ project, query, zone }: Question, metric: 'traces' | 'tokens' | 'cost' | 'latency', by: string) {
  return { params: { project }, query: { ...query, tz: zone, metric, by: by as 'status' } }
}

function useOpenTraces(project: string) {
  const navigate = useNavigate()
  return (search: ListSearch) => void navigate({ to: '/p/$project/traces', params: { project }, search })
}

export function TracesOverTime({ question, range, onZoom }: TimeCardProps) {
  const { project, zone } = question
  const open = useOpenTraces(project)
  const title = 'Traces over time'
  return (
    <LoadedCard title={title} operation="getTimeseries" args={timeseries(question, 'traces', 'status')} className={CARD}>
      {(reply) => (
        <StackedCard
          title={title}
          unit="traces"
          reply={reply}
          zone={zone}
          series={STATUS_SERIES}
          format={formatCompact}
          formatInFull={formatCount}
          stepOf={niceCountStep}
          onOpen={(buckets, at, name) => open(bucketSearch(question, buckets, at, name === undefined ? [] : valueTerms('status', name)))}
          onZoom={onZoom}
          tools={<OpenList project={project} list="traces" title={title} search={listSearch(question, range)} />}
          empty="No trace began in this time."
        />
      )}
    </LoadedCard>
  )
}

export function TraceLatency({
  question,
  range,
  onZoom,
  isLog,
  onLog,
}: TimeCardProps & { isLog: boolean; onLog: (isLog: boolean) => void }) {
  const open = useOpenTraces(question.project)
  const title = 'Trace latency'
  return (
    <LoadedCard title={title} operation="getTimeseries" args={timeseries(question, 'latency', 'percentile')} className={CARD}>
      {(reply) => (
        <LatencyCard
          title={title}
          reply={reply}
          zone={question.zone}
          isLog={isLog}
          onLog={onLog}
          onOpen={(buckets, at) => open({ ...bucketSearch(question, buckets, at), sort: '-durationMs' })}
          onZoom={onZoom}
          tools={
            <OpenList
              project={question.project}
              list="traces"
              title={title}
              search={{ ...listSearch(question, range), sort: '-durationMs' }}
            />
          }
        />
      )}
    </LoadedCard>
  )
}

export function TokensOverTime({ question, range, onZoom }: TimeCardProps) {
  const { project, zone } = question
  const open = useOpenTraces(project)
  const title = 'Tokens over time'
  const sort = '-totalTokens'
  return (
    <LoadedCard title={title} operation="getTimeseries" args={timeseries(question, 'tokens', 'type')} className={CARD}>
      {(reply) => (
        <StackedCard
          title={title}
          unit="tokens"
          reply={reply}
          zone={zone}
          series={TOKEN_SERIES.filter(({ name }) => name !== 'other' || hasAny(reply, name))}
          format={formatCompact}
          formatInFull={formatCount}
          stepOf={niceCountStep}
          onOpen={(buckets, at) => open({ ...bucketSearch(question, buckets, at), sort })}
          onZoom={onZoom}
          tools={<OpenList project={project} list="traces" title={title} search={{ ...listSearch(question, range), sort }} />}
          empty="No trace reports tokens."
        />
      )}
    </LoadedCard>
  )
}

function hasAny({ items, names = [] }: Timeseries, name: string): boolean {
  const at = names.indexOf(name)
  return items.some(({ parts }) => (parts?.[at] ?? 0) > 0)
}

export function CostOverTime({ question, range, onZoom }: TimeCardProps) {
  const title = 'Cost over time'
  return (
    <LoadedCard title={title} operation="getTimeseries" args={timeseries(question, 'cost', 'model')} className={CARD}>
      {(reply) => <CostCard title={title} reply={reply} question={question} range={range} onZoom={onZoom} />}
    </LoadedCard>
  )
}

function CostCard({ title, reply, question, range, onZoom }: TimeCardProps & { title: string; reply: Timeseries }) {
  const { project, zone } = question
  const open = useOpenTraces(project)
  const series = useMemo(() => modelSeries(reply), [reply])
  const sort = '-costUsd'
  const termsOf = (name: string | undefined) => {
    const one = series.find((each) => each.name === name)
    return one && !one.isOther ? valueTerms('model', one.name) : []
  }
  return (
    <StackedCard
      title={title}
      unit="of cost"
      reply={reply}
      zone={zone}
      series={series}
      format={formatCost}
      stepOf={niceStep}
      onOpen={(buckets: Buckets, at, name) => open({ ...bucketSearch(question, buckets, at, termsOf(name)), sort })}
      onZoom={onZoom}
      tools={<OpenList project={project} list="traces" title={title} search={{ ...listSearch(question, range), sort }} />}
      empty="No price is known for anything here."
    />
  )
}
