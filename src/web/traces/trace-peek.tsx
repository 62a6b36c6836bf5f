import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TraceRow } from '../../api/contract/trace.ts'
import { read } from '../data/queries.ts'
import { buttonClass } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Figures } from '../ui/figures.tsx'
import { StatusBadge } from '../ui/glyphs.tsx'
import { PeekPanel } from '../ui/peek-panel.tsx'
import { ErrorPanel, Skeleton } from '../ui/states.tsx'
import { CostOf, Count, Duration, IdText, When } from '../ui/value.tsx'

/** What went in and came out of a trace, without leaving the list. */
export function TracePeek({ project, traceId, onClose }: { project: string; traceId: string; onClose: () => void }) {
  const trace = useQuery(read('getTrace', { params: { project, traceId } }))
  return (
    <PeekPanel
      label="Trace"
      onClose={onClose}
      footer={
        <>
          <Link to="/p/$project/traces/$traceId" params={{ project, traceId }} className={buttonClass('primary')}>
            Open trace
          </Link>
          {trace.data?.sessionId !== undefined && (
            <Link to="/p/$project/sessions/$sessionId" params={{ project, sessionId: trace.data.sessionId }} className={buttonClass()}>
              Open session
            </Link>
          )}
          <CopyButton text={traceId} label="Copy trace id" />
        </>
      }
    >
      {trace.error && <ErrorPanel error={trace.error} onRetry={() => void trace.refetch()} />}
      {trace.isPending && <Skeleton rows={4} />}
      {trace.data && <Summary trace={trace.data} />}
    </PeekPanel>
  )
}

function Summary({ trace }: { trace: TraceRow }) {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <StatusBadge status={trace.status} />
        <bdi className="min-w-0 font-medium break-words">{trace.name}</bdi>
      </div>
      <IdText id={trace.id} />
      <Figures
        figures={[
          { label: 'Duration', value: <Duration ms={trace.durationMs} /> },
          { label: 'Spans', value: <Count value={trace.spanCount} /> },
          { label: 'Errors', value: <Count value={trace.errorCount} /> },
          { label: 'Total tokens', value: <Count value={trace.totalTokens} isApproximate={trace.isApproximate} /> },
          { label: 'Cost', value: <CostOf row={trace} /> },
          { label: 'Created', value: <When at={trace.startedAt} /> },
        ]}
      />
      <Preview title="Input" text={trace.input} />
      <Preview title="Output" text={trace.output} />
    </div>
  )
}

function Preview({ title, text }: { title: string; text: string | undefined }) {
  return (
    <section>
      <h3 className="mb-1 text-12 font-semibold text-ink-2">{title}</h3>
      {text ? (
        <p dir="auto" className="rounded-card border border-border p-3 text-14 break-words whitespace-pre-wrap">
          {text}
        </p>
      ) : (
        <p className="text-ink-3">Not recorded</p>
      )}
    </section>
  )
}
