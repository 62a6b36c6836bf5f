import { Link } from '@tanstack/react-router'
import type { Finding } from '../../api/contract/doctor.ts'
import { IdText } from '../ui/value.tsx'
import { findingDetails, findingShare, findingTitle } from './finding-words.ts'
import { FixView } from './fix-view.tsx'
import { SeverityMark } from './severity-mark.tsx'

/** One finding, folded: open it for the fix and for places to look at. */
export function FindingView({ project, scope, finding }: { project: string; scope: string; finding: Finding }) {
  const details = findingDetails(finding)
  const title = findingTitle(finding.kind)
  return (
    <details className="group border-t border-border first:border-t-0">
      <summary className="flex min-h-9 cursor-pointer list-none items-center gap-2 px-3 py-1.5 hover:bg-hover">
        <SeverityMark severity={finding.severity} />
        <span className="min-w-0 flex-1 font-medium">{title}</span>
        <span className="text-12 text-ink-2 tabular-nums">{findingShare(finding)}</span>
        <span aria-hidden className="text-ink-3 group-open:rotate-90">
          ›
        </span>
      </summary>
      <div className="flex flex-col gap-3 px-3 pt-1 pb-3 ps-9">
        {details !== '' && <p className="text-ink-2 [overflow-wrap:anywhere]">{details}</p>}
        <FixView fix={finding.fix} label={`fix for ${title.toLowerCase()} in ${scope || 'spans without scope'}`} />
        <Samples project={project} samples={finding.samples} />
      </div>
    </details>
  )
}

function Samples({ project, samples }: { project: string; samples: Finding['samples'] }) {
  return (
    <div>
      <h4 className="text-12 text-ink-3">Look at</h4>
      <ul>
        {samples.map(({ traceId, spanId }) => (
          <li key={`${traceId}${spanId}`} className="min-w-0">
            <Link
              to="/p/$project/traces/$traceId"
              params={{ project, traceId }}
              search={spanId === undefined ? {} : { span: spanId }}
              className="inline-flex min-h-6 max-w-full items-center text-accent hover:underline"
            >
              <IdText id={traceId} />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
