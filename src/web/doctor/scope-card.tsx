import { CheckCircle2 } from 'lucide-react'
import { useId } from 'react'
import type { ScopeHealth } from '../../api/contract/doctor.ts'
import { formatPlural } from '../format/number.ts'
import { When } from '../ui/value.tsx'
import { FindingView } from './finding-view.tsx'

/** One SDK scope: what came from it, and what is wrong with it. */
export function ScopeCard({ project, health }: { project: string; health: ScopeHealth }) {
  const id = useId()
  const { scope, sdk, spans, traces, lastSeenAt, findings } = health
  return (
    <section aria-labelledby={id} className="rounded-card border border-border bg-surface">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 rounded-t-card border-b border-border bg-sunken px-3 py-2">
        <h3 id={id} className="flex min-w-0 flex-wrap items-baseline gap-x-2 font-semibold">
          {sdk}
          <span className="font-mono text-12 font-normal text-ink-2 [overflow-wrap:anywhere]">{scope || '(no scope name)'}</span>
        </h3>
        <p className="ms-auto text-12 text-ink-2 tabular-nums">
          {formatPlural(spans, 'span')} in {formatPlural(traces, 'trace')} · last <When at={lastSeenAt} />
        </p>
      </div>
      {findings.length === 0 ? (
        <p className="flex items-center gap-2 px-3 py-2 text-ink-2">
          <CheckCircle2 size={16} aria-hidden className="flex-none text-ok" /> No problem found.
        </p>
      ) : (
        findings.map((finding) => <FindingView key={finding.kind} project={project} scope={scope} finding={finding} />)
      )}
    </section>
  )
}
