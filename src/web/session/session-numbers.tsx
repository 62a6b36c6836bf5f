import type { SessionDetail } from '../../api/contract/session.ts'
import { formatCount, formatPlural } from '../format/number.ts'
import { UnpricedModels } from '../settings/unpriced-models.tsx'
import { Figures, type Figure } from '../ui/figures.tsx'
import { CostOf, Count, Duration, When } from '../ui/value.tsx'

type SessionNumbersProps = {
  project: string
  session: SessionDetail
  /** Only those one keeps an eye on while reading. */
  isShort: boolean
  isOneLine?: boolean
}

/** The session in numbers. */
export function SessionNumbers({ project, session, isShort, isOneLine = false }: SessionNumbersProps) {
  const figures = figuresOf(project, session)
  return <Figures figures={isShort ? figures.filter(({ label }) => SHORT.has(label)) : figures} isOneLine={isOneLine} />
}

const SHORT = new Set(['Traces', 'Errors', 'Total tokens', 'Cost', 'Wall', 'Active'])

function errorTip({ errorSpanCount, finalErrorCount, recoveredErrorCount, rejectedSpanCount }: SessionDetail): string {
  const parts = [`Traces with errors; ${formatPlural(errorSpanCount, 'error span')}`]
  if (recoveredErrorCount > 0) parts.push(`${formatCount(recoveredErrorCount)} recovered, ${formatCount(finalErrorCount)} final`)
  if (rejectedSpanCount > 0) parts.push(`${formatCount(rejectedSpanCount)} turned down by a human, which is no error`)
  return parts.join('; ')
}

function figuresOf(project: string, session: SessionDetail): readonly Figure[] {
  const { isApproximate } = session
  const idleMs = Math.max(0, session.durationMs - session.activeMs - session.waitingMs)
  const cached = session.cachedPromptTokens ? ` (${formatCount(session.cachedPromptTokens)} cached)` : ''
  const isArriving = session.status === 'running'
  const errors = <span className={session.errorCount > 0 ? 'text-error' : undefined}>{formatCount(session.errorCount)}</span>
  return [
    { label: 'Traces', value: <Count value={session.traceCount} />, tip: `${formatCount(session.spanCount)} spans` },
    { label: 'Errors', value: errors, tip: errorTip(session) },
    {
      label: 'Prompt',
      value: (
        <>
          <Count value={session.promptTokens} isApproximate={isApproximate} isArriving={isArriving} />
          {cached}
        </>
      ),
    },
    {
      label: 'Completion',
      value: <Count value={session.completionTokens} isApproximate={isApproximate} isArriving={isArriving} />,
    },
    { label: 'Total tokens', value: <Count value={session.totalTokens} isApproximate={isApproximate} isArriving={isArriving} /> },
    {
      label: 'Cost',
      value: (
        <>
          {session.costUsd !== undefined && isArriving && '≥ '}
          <CostOf row={session} /> <UnpricedModels project={project} models={session.unpricedModels} />
        </>
      ),
    },
    { label: 'Wall', value: <Duration ms={session.durationMs} /> },
    { label: 'Active', value: <Duration ms={session.activeMs} /> },
    { label: 'Waiting', value: <Duration ms={session.waitingMs} />, tip: 'Pauses a human has answered' },
    { label: 'Idle', value: <Duration ms={idleMs} /> },
    { label: 'p50', value: <Duration ms={session.p50Ms} /> },
    { label: 'p95', value: <Duration ms={session.p95Ms} /> },
    { label: 'Created', value: <When at={session.createdAt} /> },
    { label: 'Last trace', value: <When at={session.lastTraceAt} /> },
  ]
}
