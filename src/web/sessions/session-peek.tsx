import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { GitCompareArrows } from 'lucide-react'
import { useState } from 'react'
import type { SessionDetail } from '../../api/contract/session.ts'
import type { TraceRow } from '../../api/contract/trace.ts'
import { CompareWith } from '../compare/compare-with.tsx'
import { read } from '../data/queries.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Figures } from '../ui/figures.tsx'
import { StatusBadge, StatusGlyph } from '../ui/glyphs.tsx'
import { PeekPanel } from '../ui/peek-panel.tsx'
import { ErrorPanel, Skeleton } from '../ui/states.tsx'
import { CostOf, Count, Duration, IdText, When } from '../ui/value.tsx'

const LAST_TURNS = 3

/** The last turns of a session and its numbers, without leaving the list. */
export function SessionPeek({ project, sessionId, onClose }: { project: string; sessionId: string; onClose: () => void }) {
  const [isComparing, setComparing] = useState(false)
  const session = useQuery(read('getSession', { params: { project, sessionId } }))
  const turns = useQuery(read('listTraces', { params: { project }, query: { sessionId, sort: '-startedAt', limit: LAST_TURNS } }))
  return (
    <PeekPanel
      label="Session"
      onClose={onClose}
      footer={
        <>
          <Link to="/p/$project/sessions/$sessionId" params={{ project, sessionId }} className={buttonClass('primary')}>
            Open session
          </Link>
          <CopyButton text={sessionId} label="Copy id" isWide />
          <Button icon={GitCompareArrows} onClick={() => setComparing(true)}>
            Compare with…
          </Button>
          <CompareWith project={project} sessionId={sessionId} isOpen={isComparing} onClose={() => setComparing(false)} />
        </>
      }
    >
      {session.error && <ErrorPanel error={session.error} onRetry={() => void session.refetch()} />}
      {session.isPending && <Skeleton rows={4} />}
      {session.data && <Summary session={session.data} />}
      {turns.data && turns.data.items.length > 0 && (
        <section className="mt-4">
          <h3 className="mb-2 text-12 font-semibold text-ink-2">
            {turns.data.total > LAST_TURNS ? `Last ${LAST_TURNS} of ${turns.data.total} traces` : 'Traces'}
          </h3>
          <ol className="flex flex-col gap-2">
            {[...turns.data.items].reverse().map((trace) => (
              <Turn key={trace.id} trace={trace} project={project} />
            ))}
          </ol>
        </section>
      )}
    </PeekPanel>
  )
}

function Summary({ session }: { session: SessionDetail }) {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <StatusBadge status={session.status} />
        <IdText id={session.id} />
      </div>
      <Figures
        figures={[
          { label: 'Traces', value: <Count value={session.traceCount} /> },
          { label: 'Errors', value: <Count value={session.errorCount} />, tip: `${session.errorSpanCount} error spans` },
          { label: 'Total tokens', value: <Count value={session.totalTokens} isApproximate={session.isApproximate} /> },
          { label: 'Cost', value: <CostOf row={session} /> },
          { label: 'Active', value: <Duration ms={session.activeMs} /> },
          { label: 'Last trace', value: <When at={session.lastTraceAt} /> },
        ]}
      />
    </div>
  )
}

function Turn({ trace, project }: { trace: TraceRow; project: string }) {
  return (
    <li className="rounded-card border border-border p-3">
      <div className="mb-1 flex items-center gap-2 text-12 text-ink-3">
        <StatusGlyph status={trace.status} />
        <Link
          to="/p/$project/traces/$traceId"
          params={{ project, traceId: trace.id }}
          className="min-w-0 truncate text-accent hover:underline"
        >
          <bdi>{trace.name}</bdi>
        </Link>
        <span className="flex-1" />
        <Duration ms={trace.durationMs} />
        <When at={trace.startedAt} />
      </div>
      <Said who="In" text={trace.input} />
      <Said who="Out" text={trace.output} />
    </li>
  )
}

function Said({ who, text }: { who: string; text: string | undefined }) {
  if (!text) return null
  return (
    <p className="flex gap-2 text-13">
      <span className="w-6 flex-none text-12 leading-5 text-ink-3">{who}</span>
      <span dir="auto" className="line-clamp-4 min-w-0 flex-1 break-words whitespace-pre-wrap">
        {text}
      </span>
    </p>
  )
}
