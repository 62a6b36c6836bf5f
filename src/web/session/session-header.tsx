import { Link } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { useState } from 'react'
import type { SessionDetail } from '../../api/contract/session.ts'
import { formatAge } from '../format/duration.ts'
import { useNow } from '../format/now.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { StatusBadge, StatusGlyph } from '../ui/glyphs.tsx'
import { NARROW, useMedia } from '../ui/media.ts'
import { lastSearch } from '../url/last-search.ts'
import { SessionMenu } from './actions/session-menu.tsx'
import { InferredMark } from './inferred-mark.tsx'
import { SessionFacts } from './session-facts.tsx'
import { SessionNumbers } from './session-numbers.tsx'
import { SessionStepper } from './session-stepper.tsx'
import type { Neighbours } from './use-neighbours.ts'

type SessionHeaderProps = {
  project: string
  session: SessionDetail
  neighbours: Neighbours | undefined
  /** One line, to leave the room to what is read. */
  isSlim: boolean
}

export function SessionHeader({ project, session, neighbours, isSlim }: SessionHeaderProps) {
  const isNarrow = useMedia(NARROW)
  return (
    <header className="flex max-h-[55vh] flex-none flex-col gap-1.5 overflow-y-auto border-b border-border bg-surface px-3 py-1.5">
      <div className={`flex min-w-0 items-center gap-x-2 gap-y-1 ${isSlim ? '' : 'flex-wrap'}`}>
        <Link
          to="/p/$project/sessions"
          params={{ project }}
          search={lastSearch('sessions', project)}
          className="inline-flex flex-none items-center gap-0.5 rounded-control py-1 pr-1 text-ink-2 hover:text-accent hover:underline"
        >
          <ChevronLeft size={14} aria-hidden />
          <span className={isSlim ? 'max-md:sr-only' : ''}>Sessions</span>
        </Link>
        <span aria-hidden className="hidden text-ink-3 md:inline">
          /
        </span>
        <h1 className={`min-w-0 font-mono text-14 font-medium ${isSlim ? 'truncate' : 'break-all'}`} aria-label={`Session ${session.id}`}>
          <bdi>{session.id}</bdi>
        </h1>
        <CopyButton text={session.id} label="Copy session id" />
        <SessionStatus session={session} isBrief={isSlim && isNarrow} />
        <InferredMark from={session.inferredFrom} />
        <div className="flex min-w-0 flex-1 md:ps-2">
          {isSlim ? (
            <div className="hidden min-w-0 md:flex">
              <SessionNumbers project={project} session={session} isShort isOneLine />
            </div>
          ) : (
            !isNarrow && <SessionFacts project={project} session={session} />
          )}
        </div>
        {neighbours && <SessionStepper project={project} neighbours={neighbours} />}
        <SessionMenu project={project} session={session} />
      </div>
      {!isSlim && <Details project={project} session={session} isNarrow={isNarrow} />}
    </header>
  )
}

/** On a phone first what fits; the rest when it is asked for. */
function Details({ project, session, isNarrow }: { project: string; session: SessionDetail; isNarrow: boolean }) {
  const [isWhole, setWhole] = useState(false)
  return (
    <>
      {isNarrow && isWhole && <SessionFacts project={project} session={session} />}
      <SessionNumbers project={project} session={session} isShort={isNarrow && !isWhole} />
      {isNarrow && (
        <button
          type="button"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
          className="min-h-6 self-start text-12 text-accent hover:underline"
        >
          {isWhole ? 'Fewer numbers' : 'All numbers'}
        </button>
      )}
    </>
  )
}

function SessionStatus({ session, isBrief }: { session: SessionDetail; isBrief: boolean }) {
  const now = useNow()
  const waits = session.status === 'waiting' && session.waitingSince !== undefined
  const label = waits ? `Waiting for a human ${formatAge(now - Date.parse(session.waitingSince!))}` : undefined
  if (isBrief) return <StatusGlyph status={session.status} {...(label === undefined ? {} : { tip: label })} />
  return (
    <span className="flex-none">
      <StatusBadge status={session.status} label={label} />
    </span>
  )
}
