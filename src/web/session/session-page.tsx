import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { MessageSquareOff } from 'lucide-react'
import { isNotFound } from '../data/failure.ts'
import { read } from '../data/queries.ts'
import { shortenId } from '../format/id.ts'
import { useKeys } from '../keys/keys.ts'
import { buttonClass } from '../ui/button.tsx'
import { EmptyState, ErrorPanel, Skeleton } from '../ui/states.tsx'
import { useTitle } from '../ui/use-title.ts'
import { lastSearch } from '../url/last-search.ts'
import { SessionHeader } from './session-header.tsx'
import { SessionTraces } from './session-traces.tsx'
import { usePlayhead } from './timeline/playhead.ts'
import { ReplayControl } from './timeline/replay-control.tsx'
import { TimelineStrip } from './timeline/timeline-strip.tsx'

const ROUTE = '/p/$project/sessions/$sessionId'

/** One session: what it was, in numbers, and its traces in order. */
export function SessionPage() {
  const { project, sessionId } = useParams({ from: ROUTE })
  const session = useQuery(read('getSession', { params: { project, sessionId } }))
  useTitle(`Session ${shortenId(sessionId)}`)
  const { peek } = useSearch({ from: ROUTE })
  const outline = useQuery(read('getOutline', { params: { project, sessionId } }))
  const playhead = usePlayhead(outline.data)
  const navigate = useNavigate({ from: ROUTE })
  const leave = () => void navigate({ to: '/p/$project/sessions', params: { project }, search: lastSearch('sessions', project) })
  // While a peek is open, Esc closes that.
  useKeys('Session', peek === undefined ? [{ keys: 'Escape', label: 'Back to the list', run: leave }] : [])

  if (isNotFound(session.error)) return <UnknownSession project={project} sessionId={sessionId} />
  return (
    <>
      {session.error && <ErrorPanel title="The session could not be loaded" error={session.error} onRetry={() => void session.refetch()} />}
      {session.isPending && <Skeleton rows={4} />}
      {session.data && (
        <>
          <SessionHeader project={project} session={session.data} />
          {outline.data && (
            <TimelineStrip
              outline={outline.data}
              session={session.data}
              selected={peek}
              onSelect={(traceId, isStep) => void navigate({ search: (before) => ({ ...before, peek: traceId }), replace: isStep })}
              playhead={playhead.atMs}
              onScrub={playhead.scrub}
            />
          )}
          <div className="flex flex-none border-b border-border bg-surface px-2">
            <ReplayControl playhead={playhead} />
          </div>
          <SessionTraces project={project} sessionId={session.data.id} onRefresh={() => void session.refetch()} />
        </>
      )}
    </>
  )
}

function UnknownSession({ project, sessionId }: { project: string; sessionId: string }) {
  return (
    <>
      <h1 className="sr-only">Unknown session</h1>
      <EmptyState
        icon={MessageSquareOff}
        title="There is no such session in this project"
        actions={
          <Link to="/p/$project/sessions" params={{ project }} search={{ q: sessionId, from: 'all' }} className={buttonClass('primary')}>
            Search for it
          </Link>
        }
      >
        No trace names <bdi className="font-mono text-13 break-all">{sessionId}</bdi>. It may have been deleted, or its spans have not
        arrived.
      </EmptyState>
    </>
  )
}
