import type { SessionDetail } from '../../api/contract/session.ts'
import { formatDuration } from '../format/duration.ts'
import { ABSENT, formatCost, formatCount } from '../format/number.ts'
import { signed } from './signed.ts'

type Metric = {
  readonly label: string
  readonly of: (session: SessionDetail) => number | undefined
  readonly write: (value: number) => string
}

const METRICS: readonly Metric[] = [
  { label: 'Turns', of: (session) => session.traceCount, write: formatCount },
  { label: 'Errors', of: (session) => session.errorCount, write: formatCount },
  { label: 'Prompt', of: (session) => session.promptTokens, write: formatCount },
  { label: 'Completion', of: (session) => session.completionTokens, write: formatCount },
  { label: 'Total tokens', of: (session) => session.totalTokens, write: formatCount },
  { label: 'Cost', of: (session) => session.costUsd, write: formatCost },
  { label: 'Active', of: (session) => session.activeMs, write: formatDuration },
  { label: 'Waiting', of: (session) => session.waitingMs, write: formatDuration },
  { label: 'p95', of: (session) => session.p95Ms, write: formatDuration },
]

/** The numbers of both sessions, and what B has more or less than A. */
export function Totals({ a, b }: { a: SessionDetail; b: SessionDetail }) {
  return (
    <dl aria-label="Totals: A, B, and the difference" className="flex flex-wrap gap-x-6 gap-y-1.5 tabular-nums">
      {METRICS.map(({ label, of, write }) => {
        const [inA, inB] = [of(a), of(b)]
        return (
          <div key={label} className="min-w-20">
            <dt className="text-12 text-ink-3">{label}</dt>
            <dd className="flex items-baseline gap-1.5 whitespace-nowrap">
              <span data-tip="A → B">
                {text(inA, write)} <span className="text-ink-3">→</span> {text(inB, write)}
              </span>
              <span className="font-semibold" data-tip="B less A">
                {signed(inA, inB, write)}
              </span>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function text(value: number | undefined, write: (value: number) => string): string {
  return value === undefined ? ABSENT : write(value)
}
