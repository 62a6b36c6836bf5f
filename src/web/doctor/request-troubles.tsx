import type { RequestTrouble } from '../../api/contract/doctor.ts'
import { formatPlural } from '../format/number.ts'
import { When } from '../ui/value.tsx'
import { troubleTitle } from './finding-words.ts'
import { FixView } from './fix-view.tsx'
import { SeverityMark } from './severity-mark.tsx'

/** Requests that did not bring what they were meant to. */
export function RequestTroubles({ requests }: { requests: readonly RequestTrouble[] }) {
  if (requests.length === 0) return null
  return (
    <section aria-label="Requests" className="flex flex-col gap-2">
      <h2 className="text-16 font-semibold">Requests</h2>
      <div className="rounded-card border border-border bg-surface">
        {requests.map((trouble, at) => (
          <details key={at} className="border-t border-border first:border-t-0">
            <summary className="flex min-h-9 cursor-pointer list-none items-center gap-2 px-3 py-1.5 hover:bg-hover">
              <SeverityMark severity={trouble.severity} />
              <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                <span className="font-medium">{troubleTitle(trouble)}</span>{' '}
                <span className="font-mono text-12 text-ink-2">{trouble.path}</span>
              </span>
              <span className="text-12 text-ink-2 tabular-nums">
                {formatPlural(trouble.count, 'request')}, last <When at={trouble.lastAt} />
              </span>
            </summary>
            <div className="flex flex-col gap-2 px-3 pt-1 pb-3 ps-9 [overflow-wrap:anywhere]">
              {trouble.reason !== undefined && <p className="text-ink-2">{trouble.reason}</p>}
              <FixView fix={trouble.fix} label={`fix for ${troubleTitle(trouble)}`} />
              <p className="text-12 text-ink-2">
                {trouble.door === 'grpc' ? 'gRPC' : 'HTTP'} · {trouble.userAgent || 'no user agent'}
              </p>
            </div>
          </details>
        ))}
      </div>
    </section>
  )
}
