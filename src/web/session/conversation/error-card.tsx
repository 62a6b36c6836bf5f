import { OctagonX } from 'lucide-react'
import type { TurnError } from '../../../api/contract/turn.ts'
import { Folded } from '../../content/folded.tsx'
import { PlainText } from '../../content/long-text.tsx'
import { formatPlural } from '../../format/number.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Row } from './row.tsx'
import { useScene } from './scene.ts'

/** What broke, and whether the turn got over it. */
export function ErrorCard({ traceId, error, isContinued }: { traceId: string; error: TurnError; isContinued: boolean }) {
  const { selectedSpanId, selectSpan } = useScene()
  const { type, message, spanName, spanId, recovered } = error
  return (
    <Row icon={OctagonX} label="Error" note={recovered ? 'recovered' : undefined} look="text-error" isContinued={isContinued}>
      <div
        role="group"
        aria-label="Error"
        className={`rounded-card border bg-error-soft px-3 py-1.5 ${selectedSpanId === spanId ? 'border-accent' : 'border-error'}`}
      >
        <p className="flex flex-wrap items-center gap-x-2 text-12">
          <bdi className="font-mono font-semibold text-error [overflow-wrap:anywhere]">{type ?? 'Error'}</bdi>
          <span className="min-w-0 text-ink-2">
            in <bdi>{spanName}</bdi>
          </span>
          <span className="ms-auto flex items-center">
            <button
              type="button"
              onClick={() => selectSpan(traceId, spanId, 'error')}
              className="min-h-6 rounded-control px-1 text-accent hover:underline"
            >
              Open span
            </button>
            <CopyButton text={[type, message].filter(Boolean).join(': ')} label="Copy error" className="!size-6" />
          </span>
        </p>
        {message === undefined ? (
          <p className="text-ink-2">It failed without a message.</p>
        ) : (
          <Folded what={`(${formatPlural(message.split('\n').length, 'line')})`}>
            <PlainText text={message} label="error message" />
          </Folded>
        )}
      </div>
    </Row>
  )
}
