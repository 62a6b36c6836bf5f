import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CheckCircle2, CircleDashed } from 'lucide-react'
import type { Ingest, Project } from '../../api/contract/project.ts'
import { read } from '../data/queries.ts'
import { buttonClass } from '../ui/button.tsx'
import { ErrorPanel } from '../ui/states.tsx'
import { When } from '../ui/value.tsx'
import { checksOf, refusedOf, type Check } from './checks.ts'
import { RefusedRequest } from './refused-request.tsx'
import { Step } from './step.tsx'

const WATCHING_MS = 2000
const CALM_MS = 10_000
const REFUSED_SHOWN = 3

/** What has arrived, live: each step on the way, and why a request was refused. */
export function ReceiveStep({ project }: { project: Project }) {
  const ingest = useQuery({
    ...read('getIngest', { params: { project: project.id } }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && checksOf(state.data).every((check) => check.isDone) ? CALM_MS : WATCHING_MS),
  })
  return (
    <Step number={3} title="Receive">
      {ingest.data ? (
        <Arrived project={project} ingest={ingest.data} />
      ) : ingest.error ? (
        <ErrorPanel error={ingest.error} onRetry={() => void ingest.refetch()} />
      ) : (
        <p className="text-ink-3">Looking…</p>
      )}
    </Step>
  )
}

function Arrived({ project, ingest }: { project: Project; ingest: Ingest }) {
  const checks = checksOf(ingest)
  const next = checks.find((check) => !check.isDone)
  const refused = [...refusedOf(ingest, REFUSED_SHOWN)]
  return (
    <div className="flex flex-col gap-3">
      <ol aria-live="polite" className="grid gap-1 sm:grid-flow-col sm:grid-cols-2 sm:grid-rows-3">
        {checks.map((check) => (
          <CheckLine key={check.label} check={check} isNext={check === next} />
        ))}
      </ol>
      {refused.length > 0 && <Refused requests={refused} isOpen={next !== undefined} />}
      {ingest.lastSpanAt !== undefined && (
        <div className="flex flex-wrap items-center gap-3">
          <p className="rounded-full bg-ok-soft px-3 py-1 font-medium text-ok">
            Connected · <When at={ingest.lastSpanAt} />
          </p>
          <Link to="/p/$project/sessions" params={{ project: project.slug }} className={buttonClass('primary')}>
            Open the sessions
          </Link>
        </div>
      )}
    </div>
  )
}

/** In the way while something is missing, set aside once all is well. */
function Refused({ requests, isOpen }: { requests: Ingest['requests']; isOpen: boolean }) {
  return (
    <details open={isOpen}>
      <summary className="text-12 text-ink-2">Refused lately: {requests.length}</summary>
      <div className="mt-2 flex flex-col gap-2">
        {requests.map((request) => (
          <RefusedRequest key={`${request.at}${request.path}`} request={request} />
        ))}
      </div>
    </details>
  )
}

function CheckLine({ check, isNext }: { check: Check; isNext: boolean }) {
  const Icon = check.isDone ? CheckCircle2 : CircleDashed
  return (
    <li className="flex items-start gap-2">
      <Icon size={18} aria-hidden className={`mt-px flex-none ${check.isDone ? 'text-ok' : isNext ? 'text-running' : 'text-ink-3'}`} />
      <span className="min-w-0">
        <span className={check.isDone ? 'font-medium' : 'text-ink-2'}>{check.label}</span>
        <span className="sr-only">{check.isDone ? ': yes' : ': not yet'}</span>
        {isNext && <span className="block text-12 text-ink-2">{check.hint}</span>}
      </span>
    </li>
  )
}
