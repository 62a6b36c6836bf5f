import type { SpanDetail } from '../../../api/contract/span.ts'
import { useCut } from '../../content/cut-source.ts'
import { RecordedText } from '../../content/recorded-text.tsx'
import { errorValue, FilterButton } from '../../filter/filterable.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'

/** What failed: type, message and stack, as far as the span says. */
export function ErrorTab({ detail }: { detail: SpanDetail }) {
  const { type, message, stack } = detail.error ?? {}
  const said = message ?? detail.status.message
  const saidCut = useCut(message === undefined ? detail.status : detail.error, 'message')
  const stackCut = useCut(detail.error, 'stack')
  return (
    <div className="flex flex-col gap-3">
      <div className="rounded-card border border-error bg-error-soft p-3">
        <div className="flex items-start gap-2">
          <p className="min-w-0 flex-1 font-mono font-semibold text-error [overflow-wrap:anywhere]">{type ?? 'Error'}</p>
          {(type ?? said) !== undefined && <FilterButton of={errorValue(type, said)} />}
        </div>
        <div className="mt-1 text-ink">
          {said === undefined ? (
            <p className="text-ink-2">The span failed without a message.</p>
          ) : (
            <RecordedText text={said} label="error message" cut={saidCut} />
          )}
        </div>
      </div>
      {stack !== undefined && (
        <section aria-label="Stack">
          <div className="flex items-center">
            <h3 className="text-12 font-semibold text-ink-2">Stack</h3>
            {stackCut === undefined && <CopyButton text={stack} label="Copy stack" />}
          </div>
          <div className="overflow-x-auto rounded-card border border-border bg-sunken p-2">
            <RecordedText text={stack} label="stack" cut={stackCut} isMono />
          </div>
        </section>
      )}
    </div>
  )
}
