import { ArrowLeft } from 'lucide-react'
import { memo } from 'react'
import type { OutlineTurn } from '../../../api/contract/turn.ts'
import { ScrollRegion } from '../../content/scroll-region.tsx'
import { SpanDetails } from '../../trace/details/span-details.tsx'
import { TurnSummary } from './turn-summary.tsx'

type InspectorProps = {
  project: string
  /** The turn that is read; absent in an empty session. */
  place: OutlineTurn | undefined
  span: { traceId: string; spanId: string } | undefined
  /** Back from the span to its turn. */
  onBack: () => void
}

/** The selected span with everything it carried, else the turn that is read. */
export const Inspector = memo(function Inspector({ project, place, span, onBack }: InspectorProps) {
  if (!span) {
    return (
      <ScrollRegion label="Turn" className="min-h-0 flex-1 overflow-y-auto">
        {place && <TurnSummary place={place} />}
      </ScrollRegion>
    )
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <button
        type="button"
        onClick={onBack}
        className="flex min-h-8 flex-none items-center gap-1 self-start rounded-control px-3 text-12 text-ink-2 hover:text-accent hover:underline"
      >
        <ArrowLeft size={13} aria-hidden /> Turn
      </button>
      <SpanDetails project={project} traceId={span.traceId} spanId={span.spanId} nextId={undefined} />
    </div>
  )
})
