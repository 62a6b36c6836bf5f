import { Link } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import type { SessionDetail } from '../../api/contract/session.ts'
import { formatAge } from '../format/duration.ts'
import { formatCount, formatPlural } from '../format/number.ts'
import { useNow } from '../format/now.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Figures } from '../ui/figures.tsx'
import { StatusBadge } from '../ui/glyphs.tsx'
import { CostOf, Count, Duration, When } from '../ui/value.tsx'
import { UnpricedModels } from '../settings/unpriced-models.tsx'
import { lastSearch } from '../url/last-search.ts'
import { SessionMenu } from './actions/session-menu.tsx'
import { InferredMark } from './inferred-mark.tsx'

type SessionHeaderProps = { project: string; session: SessionDetail }

export function SessionHeader({ project, session }: SessionHeaderProps) {
  return (
    <header className="flex max-h-[55vh] flex-none flex-col gap-2 overflow-y-auto border-b border-border bg-surface px-3 py-2">
      <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
        <Link
          to="/p/$project/sessions"
          params={{ project }}
          search={lastSearch('sessions', project)}
          className="inline-flex flex-none items-center gap-0.5 rounded-control py-1 pr-1 text-ink-2 hover:text-accent hover:underline"
        >
          <ChevronLeft size={14} aria-hidden />
          Sessions
        </Link>
        <span aria-hidden className="hidden text-ink-3 md:inline">
          /
        </span>
        <h1 className="min-w-0 font-mono text-14 font-medium break-all" aria-label={`Session ${session.id}`}>
          <bdi>{session.id}</bdi>
        </h1>
        <CopyButton text={session.id} label="Copy session id" />
        <SessionStatus session={session} />
        <InferredMark from={session.inferredFrom} />
        <span className="flex-1" />
        <SessionMenu project={project} session={session} />
      </div>
      <Facts project={project} session={session} />
      <Numbers project={project} session={session} />
    </header>
  )
}

function SessionStatus({ session }: { session: SessionDetail }) {
  const now = useNow()
  if (session.status !== 'waiting' || !session.waitingSince) return <StatusBadge status={session.status} />
  return <StatusBadge status="waiting" label={`Waiting for a human ${formatAge(now - Date.parse(session.waitingSince))}`} />
}

function Facts({ project, session }: SessionHeaderProps) {
  const users = session.users.length > 0 ? session.users : session.userId ? [session.userId] : []
  return (
    <div className="flex flex-wrap items-center gap-1.5 text-12 empty:hidden">
      {users.map((user) => (
        <Link
          key={user}
          to="/p/$project/sessions"
          params={{ project }}
          search={{ userId: user, from: 'all' }}
          data-tip="Sessions of this user"
          className={`${CHIP} hover:text-accent hover:underline`}
        >
          user <bdi className="truncate text-ink">{user}</bdi>
        </Link>
      ))}
      {session.environment && <Chip name="environment" value={session.environment} />}
      {session.models.map((model) => (
        <Chip key={model} name="model" value={model} />
      ))}
      {session.tools.map((tool) => (
        <Chip key={tool} name="tool" value={tool} />
      ))}
      {session.tags.map((tag) => (
        <Chip key={tag} name="#" value={tag} />
      ))}
      {session.aliases.map((alias) => (
        <Chip key={alias} name="also known as" value={alias} tip="Spans named this id too; it finds this session" />
      ))}
    </div>
  )
}

const CHIP = 'inline-flex max-w-64 gap-1 truncate rounded-full border border-border px-2 py-0.5 text-ink-3'

function Chip({ name, value, tip }: { name: string; value: string; tip?: string }) {
  return (
    <span className={CHIP} data-tip={tip}>
      {name}
      <bdi className="truncate text-ink">{value}</bdi>
    </span>
  )
}

function errorTip({ errorSpanCount, finalErrorCount, recoveredErrorCount, rejectedSpanCount }: SessionDetail): string {
  const parts = [`Traces with errors; ${formatPlural(errorSpanCount, 'error span')}`]
  if (recoveredErrorCount > 0) parts.push(`${formatCount(recoveredErrorCount)} recovered, ${formatCount(finalErrorCount)} final`)
  if (rejectedSpanCount > 0) parts.push(`${formatCount(rejectedSpanCount)} turned down by a human, which is no error`)
  return parts.join('; ')
}

function Numbers({ project, session }: SessionHeaderProps) {
  const { isApproximate } = session
  const idleMs = Math.max(0, session.durationMs - session.activeMs - session.waitingMs)
  const cached = session.cachedPromptTokens ? ` (${formatCount(session.cachedPromptTokens)} cached)` : ''
  const errors = <span className={session.errorCount > 0 ? 'text-error' : undefined}>{formatCount(session.errorCount)}</span>
  return (
    <Figures
      figures={[
        { label: 'Traces', value: <Count value={session.traceCount} />, tip: `${formatCount(session.spanCount)} spans` },
        { label: 'Errors', value: errors, tip: errorTip(session) },
        {
          label: 'Prompt',
          value: (
            <>
              <Count value={session.promptTokens} isApproximate={isApproximate} />
              {cached}
            </>
          ),
        },
        { label: 'Completion', value: <Count value={session.completionTokens} isApproximate={isApproximate} /> },
        { label: 'Total tokens', value: <Count value={session.totalTokens} isApproximate={isApproximate} /> },
        {
          label: 'Cost',
          value: (
            <>
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
      ]}
    />
  )
}
