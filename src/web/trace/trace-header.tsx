import { Link } from '@tanstack/react-router'
import { ChevronRight, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { TraceRow } from '../../api/contract/trace.ts'
import { formatCount, formatPlural } from '../format/number.ts'
import { IconButton } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { StatusBadge } from '../ui/glyphs.tsx'
import { UnpricedModels } from '../settings/unpriced-models.tsx'
import { CostOf, Count, Duration, IdText, When } from '../ui/value.tsx'
import { lastSearch } from '../url/last-search.ts'
import { DeleteTrace } from './delete-trace.tsx'
import { useTurnPlace } from './turn-place.ts'
import { TurnStepper } from './turn-stepper.tsx'

/** Where the trace belongs, what it is called, how it ended and its numbers. */
export function TraceHeader({ project, trace }: { project: string; trace: TraceRow }) {
  const [isDeleting, setDeleting] = useState(false)
  const place = useTurnPlace(project, trace)
  return (
    <header className="flex-none border-b border-border bg-surface px-4 pt-2 pb-2">
      <div className="flex min-w-0 items-center gap-1 text-12 text-ink-3">
        <Crumbs project={project} trace={trace} turn={place?.number} />
        <CopyButton text={trace.id} label="Copy trace id" />
        <span className="flex-1" />
        {place && <TurnStepper project={project} place={place} />}
        <IconButton icon={Trash2} label="Delete this trace" size={14} onClick={() => setDeleting(true)} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 dir="auto" className="min-w-0 truncate text-20 font-semibold">
          {trace.name || '(no name)'}
        </h1>
        <StatusBadge status={trace.status} />
        {trace.sessionCount !== undefined && (
          <span className="text-12 text-ink-2" data-tip="Each session counts its own part of this trace.">
            shared by {formatPlural(trace.sessionCount, 'session')}
          </span>
        )}
        {trace.isRecovered && (
          <span className="text-12 text-ink-2" data-tip="Some spans failed, yet the topmost one ended well.">
            recovered
          </span>
        )}
        <Numbers project={project} trace={trace} />
      </div>
      <DeleteTrace project={project} trace={trace} isOpen={isDeleting} onClose={() => setDeleting(false)} />
    </header>
  )
}

function Crumbs({ project, trace, turn }: { project: string; trace: TraceRow; turn: number | undefined }) {
  const link = 'min-w-0 truncate rounded-control text-accent hover:underline'
  return (
    <nav aria-label="Breadcrumb" className="flex min-w-0 items-center gap-1">
      {trace.sessionId === undefined ? (
        <Link to="/p/$project/traces" params={{ project }} search={lastSearch('traces', project)} className={link}>
          Traces
        </Link>
      ) : (
        <Link
          to="/p/$project/sessions/$sessionId"
          params={{ project, sessionId: trace.sessionId }}
          search={{ turn: trace.id }}
          className={`flex items-center gap-1 ${link}`}
        >
          Session <IdText id={trace.sessionId} />
        </Link>
      )}
      {trace.sessionId !== undefined && turn !== undefined && (
        <>
          <ChevronRight size={13} aria-hidden className="flex-none" />
          <Link
            to="/p/$project/sessions/$sessionId"
            params={{ project, sessionId: trace.sessionId }}
            search={{ turn: trace.id }}
            className={`flex-none ${link}`}
          >
            turn {formatCount(turn)}
          </Link>
        </>
      )}
      <ChevronRight size={13} aria-hidden className="flex-none" />
      <span className="min-w-0 truncate">
        <IdText id={trace.id} />
      </span>
    </nav>
  )
}

function Numbers({ project, trace }: { project: string; trace: TraceRow }) {
  const { isApproximate } = trace
  const isArriving = trace.status === 'running'
  const cached = trace.cachedPromptTokens === undefined ? undefined : `${trace.cachedPromptTokens.toLocaleString('en')} of them cached`
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-1 text-13">
      <Fact word="Duration">
        <Duration ms={trace.durationMs} />
      </Fact>
      <Fact word="Spans">
        <Count value={trace.spanCount} isArriving={isArriving} />
      </Fact>
      <Fact word="Errors" className={trace.errorCount > 0 ? 'text-error' : ''}>
        <Count value={trace.errorCount} tip="Spans that failed" />
      </Fact>
      {trace.interruptCount > 0 && (
        <Fact word="Pauses" className="text-waiting">
          <Count value={trace.interruptCount} tip="Times it stopped to ask a human" />
        </Fact>
      )}
      <Fact word="Prompt">
        <Count value={trace.promptTokens} isApproximate={isApproximate} isArriving={isArriving} tip={cached} />
      </Fact>
      <Fact word="Completion">
        <Count value={trace.completionTokens} isApproximate={isApproximate} isArriving={isArriving} />
      </Fact>
      <Fact word="Total tokens">
        <Count value={trace.totalTokens} isApproximate={isApproximate} isArriving={isArriving} />
      </Fact>
      <Fact word="Cost">
        <CostOf row={trace} /> <UnpricedModels project={project} models={trace.unpricedModels} />
      </Fact>
      <Fact word="Created">
        <When at={trace.startedAt} />
      </Fact>
    </dl>
  )
}

function Fact({ word, className = '', children }: { word: string; className?: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dt className="text-12 text-ink-3">{word}</dt>
      <dd className={`font-medium ${className}`}>{children}</dd>
    </div>
  )
}
