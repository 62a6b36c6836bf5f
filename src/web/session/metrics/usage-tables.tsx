import type { SessionMetrics } from '../../../api/contract/insight.ts'
import type { SessionDetail } from '../../../api/contract/session.ts'
import { Filterable } from '../../filter/filterable.tsx'
import { formatCount } from '../../format/number.ts'
import { CostOf, Count, Duration } from '../../ui/value.tsx'
import { UsageTable, type UsageColumn } from './usage-table.tsx'

type Tool = SessionMetrics['tools'][number]
type Model = SessionMetrics['models'][number]

const COUNTS: readonly UsageColumn<Tool | Model>[] = [
  { label: 'Calls', cell: ({ count }) => <Count value={count} /> },
  { label: 'Errors', cell: ({ errorCount }) => <Errors count={errorCount} /> },
]
const DURATIONS: readonly UsageColumn<Tool | Model>[] = [
  { label: 'p50', cell: ({ p50Ms }) => <Duration ms={p50Ms} /> },
  { label: 'p95', cell: ({ p95Ms }) => <Duration ms={p95Ms} /> },
  { label: 'Longest', cell: ({ maxMs }) => <Duration ms={maxMs} /> },
  { label: 'Together', cell: ({ totalMs }) => <Duration ms={totalMs} /> },
]
const TOOL_COLUMNS: readonly UsageColumn<Tool>[] = [
  { label: 'Tool', cell: ({ name }) => <ToolName name={name} /> },
  ...COUNTS,
  { label: 'Rejected', cell: ({ rejectedCount }) => <Count value={rejectedCount} /> },
  ...DURATIONS,
]

export function ToolsTable({ tools }: { tools: readonly Tool[] }) {
  return <UsageTable title="Tools" columns={TOOL_COLUMNS} rows={tools} rowKey={({ name }) => name} empty="No tool was run." />
}

export function ModelsTable({ models, session }: { models: readonly Model[]; session: SessionDetail }) {
  return (
    <UsageTable
      title="Models"
      columns={modelColumns(session)}
      rows={models}
      rowKey={({ provider, name }) => JSON.stringify([provider, name])}
      empty="No model was called."
    />
  )
}

/** Whether a number is exact is known of the session, not of a model. */
function modelColumns({ isApproximate, isCostEstimated }: SessionDetail): readonly UsageColumn<Model>[] {
  const tokens = (label: string, read: (model: Model) => number | undefined): UsageColumn<Model> => ({
    label,
    cell: (model) => <Count value={read(model)} isApproximate={isApproximate} />,
  })
  return [
    { label: 'Model', cell: (model) => <ModelName model={model} /> },
    ...COUNTS,
    tokens('Prompt', ({ promptTokens }) => promptTokens),
    tokens('cached', ({ cachedPromptTokens }) => cachedPromptTokens),
    tokens('Completion', ({ completionTokens }) => completionTokens),
    tokens('reasoning', ({ reasoningTokens }) => reasoningTokens),
    { label: 'Cost', cell: ({ costUsd }) => <CostOf row={{ costUsd, isApproximate, isCostEstimated }} /> },
    ...DURATIONS,
  ]
}

function ToolName({ name }: { name: string }) {
  if (name === '') return '(no name)'
  return (
    <Filterable of={{ field: 'tool', value: name }}>
      <bdi>{name}</bdi>
    </Filterable>
  )
}

function ModelName({ model: { name, provider } }: { model: Model }) {
  return (
    <>
      {name ? (
        <Filterable of={{ field: 'model', value: name }}>
          <bdi>{name}</bdi>
        </Filterable>
      ) : (
        'not named'
      )}{' '}
      {provider !== undefined && <bdi className="font-normal text-ink-3">{provider}</bdi>}
    </>
  )
}

function Errors({ count }: { count: number }) {
  return <span className={count > 0 ? 'font-semibold text-error' : 'text-ink-3'}>{count > 0 ? `✕ ${formatCount(count)}` : '0'}</span>
}
