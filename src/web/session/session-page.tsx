import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { MessageSquareOff } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { SessionDetail } from '../../api/contract/session.ts'
import { isNotFound } from '../data/failure.ts'
import { read } from '../data/queries.ts'
import { shortenId } from '../format/id.ts'
import { useKeys } from '../keys/keys.ts'
import { useLiveSession } from '../live/use-live-session.ts'
import { buttonClass } from '../ui/button.tsx'
import { EmptyState, ErrorPanel, Skeleton } from '../ui/states.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { useTitle } from '../ui/use-title.ts'
import { quoteWords } from '../filter/filter-text.ts'
import { lastSearch } from '../url/last-search.ts'
import { ConversationTab } from './conversation/conversation-tab.tsx'
import { ConversationTools } from './conversation/conversation-tools.tsx'
import { usePane } from './conversation/use-panes.ts'
import { MetricsTab } from './metrics/metrics-tab.tsx'
import { SessionHeader } from './session-header.tsx'
import { SessionTraces } from './session-traces.tsx'
import { usePlayhead } from './timeline/playhead.ts'
import { useSessionParams, useSessionSearch, type SessionView } from './session-url.ts'
import { useNeighbours } from './use-neighbours.ts'

/** One session: what it was, in numbers, and what was said in it. */
export function SessionPage() {
  const { project, sessionId } = useSessionParams()
  const session = useQuery(read('getSession', { params: { project, sessionId } }))
  useLiveSession(project, sessionId, session.data?.id)
  useTitle(`Session ${shortenId(sessionId)}`)
  const { peek } = useSessionSearch()
  const navigate = useNavigate()
  const leave = () => void navigate({ to: '/p/$project/sessions', params: { project }, search: lastSearch('sessions', project) })
  // While a peek is open, Esc closes that.
  useKeys('Session', peek === undefined ? [{ keys: 'Escape', label: 'Back to the list', run: leave }] : [])

  if (isNotFound(session.error)) return <UnknownSession project={project} sessionId={sessionId} />
  return (
    <>
      {session.error && <ErrorPanel title="The session could not be loaded" error={session.error} onRetry={() => void session.refetch()} />}
      {session.isPending && <Skeleton rows={4} />}
      {session.data && <Loaded key={session.data.id} project={project} session={session.data} onRefresh={() => void session.refetch()} />}
    </>
  )
}

const TABS = [
  { key: 'chat', label: 'Conversation' },
  { key: 'traces', label: 'Traces' },
  { key: 'metrics', label: 'Metrics' },
] as const

/** The header is one line once so much has been scrolled away, and whole again at the top. */
const SLIM_FROM_PX = 120
const WHOLE_UP_TO_PX = 8

function Loaded({ project, session, onRefresh }: { project: string; session: SessionDetail; onRefresh: () => void }) {
  const { view, steps, change } = useSessionSearch()
  const [isScrolled, setScrolled] = useState(false)
  const [isFinding, setFinding] = useState(false)
  const panes = { outline: usePane('outline'), inspector: usePane('inspector') }
  const neighbours = useNeighbours(project, session.id)
  const outline = useQuery(read('getOutline', { params: { project, sessionId: session.id } }))
  const playhead = usePlayhead(outline.data)
  const onScrolled = useCallback((top: number) => setScrolled((was) => top > (was ? WHOLE_UP_TO_PX : SLIM_FROM_PX)), [])
  return (
    <>
      <SessionHeader project={project} session={session} neighbours={neighbours} isSlim={isScrolled && view === 'chat'} />
      <Tabs<SessionView>
        label="Session"
        tabs={TABS}
        chosen={view}
        onChoose={(next) => change({ view: next, peek: undefined }, 'step')}
        className="flex-1 bg-surface"
        panelClassName="flex flex-col bg-bg"
        trailing={
          view === 'chat' && (
            <ConversationTools
              steps={steps}
              onSteps={(next) => change({ steps: next }, 'replace')}
              onFind={() => setFinding(true)}
              playhead={playhead}
              {...panes}
            />
          )
        }
      >
        {view === 'traces' ? (
          <SessionTraces project={project} sessionId={session.id} onRefresh={onRefresh} />
        ) : outline.data && view === 'metrics' ? (
          <MetricsTab project={project} session={session} outline={outline.data} />
        ) : outline.data ? (
          <ConversationTab
            project={project}
            session={session}
            outline={outline.data}
            panes={panes}
            isFinding={isFinding}
            onFinding={setFinding}
            onScrolled={onScrolled}
            playhead={playhead}
          />
        ) : outline.error ? (
          <ErrorPanel title="The conversation could not be loaded" error={outline.error} onRetry={() => void outline.refetch()} />
        ) : (
          <Skeleton rows={3} rowHeight={96} />
        )}
      </Tabs>
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
          <Link
            to="/p/$project/sessions"
            params={{ project }}
            search={{ q: quoteWords(sessionId), from: 'all' }}
            className={buttonClass('primary')}
          >
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
