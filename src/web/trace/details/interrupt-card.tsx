import { Hand } from 'lucide-react'
import type { SpanDetail } from '../../../api/contract/span.ts'
import { useCut } from '../../content/cut-source.ts'
import { Value } from '../../content/value.tsx'
import { IdText } from '../../ui/value.tsx'

/** What the span stopped to ask a human. Violet: nothing is broken. */
export function InterruptCard({ interrupt }: { interrupt: SpanDetail['interrupt'] }) {
  const cut = useCut(interrupt, 'payload')
  return (
    <section aria-label="Waiting for human" className="rounded-card border border-waiting bg-waiting-soft p-3">
      <h3 className="flex items-center gap-2 font-semibold text-waiting">
        <Hand size={16} aria-hidden /> Waiting for human
      </h3>
      <div className="mt-2 rounded-control bg-surface p-2">
        {interrupt?.payload === undefined ? (
          <p className="text-ink-2">It paused without saying what it asks.</p>
        ) : (
          <Value value={interrupt.payload} label="what it asks" cut={cut} />
        )}
      </div>
      {interrupt && interrupt.ids.length > 0 && (
        <p className="mt-2 flex flex-wrap gap-x-2 text-12 text-ink-2">
          interrupt{' '}
          {interrupt.ids.map((id) => (
            <IdText key={id} id={id} />
          ))}
        </p>
      )}
    </section>
  )
}
