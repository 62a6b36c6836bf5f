import type { SessionMetrics } from '../../../api/contract/insight.ts'
import type { SessionDetail } from '../../../api/contract/session.ts'
import { formatCount } from '../../format/number.ts'
import { CostOf, Count, Duration } from '../../ui/value.tsx'
import { UsageTable } from './usage-table.tsx'

export function ToolsTable({ tools }: { tools: SessionMetrics['tools'] }) {
  return (
    <UsageTable
      title="Tools"
      columns={['Tool', 'Calls', 'Errors', 'Rejected', 'p50', 'p95', 'Longest', 'Together']}
      empty="No tool was run."
      rows={tools.map((tool) => ({
        key: tool.name,
        name: <bdi>{tool.name || '(no name)'}</bdi>,
        cells: [<Count value={tool.count} />, <Errors count={tool.errorCount} />, <Count value={tool.rejectedCount} />, ...durations(tool)],
      }))}
    />
  )
}

/** Whether a number is exact is known of the session, not of a model. */
export function ModelsTable({ models, session }: { models: SessionMetrics['models']; session: SessionDetail }) {
  const { isApproximate, isCostEstimated } = session
  const tokens = (value: number | undefined) => <Count value={value} isApproximate={isApproximate} />
  return (
    <UsageTable
      title="Models"
      columns={['Model', 'Calls', 'Errors', 'Prompt', 'cached', 'Completion', 'reasoning', 'Cost', 'p50', 'p95', 'Longest', 'Together']}
      empty="No model was called."
      rows={models.map((model) => ({
        key: JSON.stringify([model.provider, model.name]),
        name: (
          <>
            <bdi>{model.name || 'not named'}</bdi>{' '}
            {model.provider !== undefined && <bdi className="font-normal text-ink-3">{model.provider}</bdi>}
          </>
        ),
        cells: [
          <Count value={model.count} />,
          <Errors count={model.errorCount} />,
          tokens(model.promptTokens),
          tokens(model.cachedPromptTokens),
          tokens(model.completionTokens),
          tokens(model.reasoningTokens),
          <CostOf row={{ costUsd: model.costUsd, isApproximate, isCostEstimated }} />,
          ...durations(model),
        ],
      }))}
    />
  )
}

function durations({ p50Ms, p95Ms, maxMs, totalMs }: { p50Ms: number; p95Ms: number; maxMs: number; totalMs: number }) {
  return [<Duration ms={p50Ms} />, <Duration ms={p95Ms} />, <Duration ms={maxMs} />, <Duration ms={totalMs} />]
}

function Errors({ count }: { count: number }) {
  return <span className={count > 0 ? 'font-semibold text-error' : 'text-ink-3'}>{count > 0 ? `✕ ${formatCount(count)}` : '0'}</span>
}
