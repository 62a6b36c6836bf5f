import type { SpanDetail } from '../../../api/contract/span.ts'
import { PlainText } from '../../content/long-text.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'

/** What failed: type, message and stack, as far as the span says. */
export function ErrorTab({ detail }: { detail: SpanDetail }) {
  const { type, message, stack } = detail.error ?? {}
  const said = message ?? detail.status.message
  return (
    <div className="flex flex-col gap-3">
      <div className="rounded-card border border-error bg-error-soft p-3">
        <p className="font-mono font-semibold text-error [overflow-wrap:anywhere]">{type ?? 'Error'}</p>
        <div className="mt-1 text-ink">
          {said === undefined ? (
            <p className="text-ink-2">The span failed without a message.</p>
          ) : (
            <PlainText text={said} label="error message" />
          )}
        </div>
      </div>
      {stack !== undefined && (
        <section aria-label="Stack">
          <div className="flex items-center">
            <h3 className="text-12 font-semibold text-ink-2">Stack</h3>
            <CopyButton text={stack} label="Copy stack" />
          </div>
          <div className="overflow-x-auto rounded-card border border-border bg-sunken p-2">
            <PlainText text={stack} label="stack" isMono />
          </div>
        </section>
      )}
    </div>
  )
}
