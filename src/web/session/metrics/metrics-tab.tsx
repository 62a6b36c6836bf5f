import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { SessionDetail } from '../../../api/contract/session.ts'
import type { Outline } from '../../../api/contract/turn.ts'
import { BarChart } from '../../chart/bar-chart.tsx'
import type { Series } from '../../chart/chart-card.tsx'
import { niceCountStep, niceDurationStep, niceStep } from '../../chart/ticks.ts'
import { read } from '../../data/queries.ts'
import { formatDuration } from '../../format/duration.ts'
import { formatCompact, formatCost, formatPercent } from '../../format/number.ts'
import { ErrorPanel, Skeleton } from '../../ui/states.tsx'
import { contextChart, costChart, latencyChart, mostUsed, tokenChart, type TurnMetrics } from './turn-charts.ts'
import { ModelsTable, ToolsTable } from './usage-tables.tsx'

const TOKENS: readonly Series[] = [
  { label: 'cached prompt', paint: { colour: 'text-kind-llm', pattern: 'dotted' } },
  { label: 'prompt', paint: { colour: 'text-kind-llm', pattern: 'solid' } },
  { label: 'completion', paint: { colour: 'text-kind-agent', pattern: 'solid' } },
  { label: 'reasoning', paint: { colour: 'text-kind-agent', pattern: 'hatched' } },
]
const CONTEXT: readonly Series[] = [{ label: 'fullest context', paint: { colour: 'text-kind-llm', pattern: 'solid' } }]
const LATENCY: readonly Series[] = [
  { label: 'ended', paint: { colour: 'text-kind-chain', pattern: 'solid' } },
  { label: 'still running', paint: { colour: 'text-running', pattern: 'hatched' } },
]
const COST: readonly Series[] = [
  { label: 'sent', paint: { colour: 'text-kind-embedding', pattern: 'solid' } },
  { label: 'estimated', paint: { colour: 'text-kind-embedding', pattern: 'hatched' } },
]

type MetricsTabProps = { project: string; session: SessionDetail; outline: Outline }

/** What each turn used and took, and which tools and models it went to. */
export function MetricsTab({ project, session, outline }: MetricsTabProps) {
  const metrics = useQuery(read('getSessionMetrics', { params: { project, sessionId: session.id } }))
  return (
    <section aria-label="Metrics" className="min-h-0 flex-1 overflow-y-auto p-3">
      <h2 className="sr-only">Metrics</h2>
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
        <TurnCharts outline={outline} metrics={metrics.data?.turns} />
      </div>
      {metrics.error && <ErrorPanel title="The metrics could not be loaded" error={metrics.error} onRetry={() => void metrics.refetch()} />}
      {metrics.isPending && <Skeleton rows={4} />}
      {metrics.data && (
        <div className="flex flex-col gap-3 pt-3">
          <ToolsTable tools={metrics.data.tools} />
          <ModelsTable models={metrics.data.models} session={session} />
        </div>
      )}
    </section>
  )
}

/** The context needs the metrics; the others are there at once. */
function TurnCharts({ outline, metrics }: { outline: Outline; metrics: readonly TurnMetrics[] | undefined }) {
  const turns = outline.items
  const navigate = useNavigate({ from: '/p/$project/sessions/$sessionId' })
  const open = (at: number) => void navigate({ search: (before) => ({ ...before, view: 'chat', turn: turns[at]?.traceId }) })
  const tokens = useMemo(() => tokenChart(turns), [turns])
  const latency = useMemo(() => latencyChart(turns), [turns])
  const cost = useMemo(() => costChart(turns), [turns])
  const context = useMemo(() => metrics && contextChart(turns, new Map(metrics.map((one) => [one.traceId, one]))), [turns, metrics])
  const used = metrics && mostUsed(metrics)
  const isRunning = turns.some(({ status }) => status === 'running')
  const each = { axis: 'turn', onOpen: open }
  const inTokens = { formatTick: formatCompact, stepOf: niceCountStep }
  return (
    <>
      <BarChart title="Tokens" series={TOKENS} {...tokens} {...each} {...inTokens} empty="No turn reports tokens." />
      {context && (
        <BarChart
          title="Context"
          series={CONTEXT}
          limit="window of the model"
          {...context}
          {...each}
          {...inTokens}
          note={
            used === undefined ? 'The window of the model is not known.' : `At most ${formatPercent(used)} of the model's window was used.`
          }
          empty="No model call reports prompt tokens."
        />
      )}
      <BarChart
        title="Latency"
        series={isRunning ? LATENCY : LATENCY.slice(0, 1)}
        {...latency}
        {...each}
        formatTick={formatDuration}
        stepOf={niceDurationStep}
        empty="There is no turn."
      />
      <BarChart
        title="Cost"
        series={COST}
        {...cost}
        {...each}
        formatTick={formatCost}
        stepOf={niceStep}
        empty="No price is known for any turn."
      />
    </>
  )
}
