import { Link } from '@tanstack/react-router'
import { Button } from '../ui/button.tsx'
import { StatusBadge } from '../ui/glyphs.tsx'
import { IdText } from '../ui/value.tsx'
import { SideBadge } from './side-badge.tsx'
import type { Side } from './use-side.ts'

type SideHeadProps = { name: 'A' | 'B'; project: string; id: string | undefined; side: Side; onChange: () => void }

/** Which session stands on this side. */
export function SideHead({ name, project, id, side, onChange }: SideHeadProps) {
  const { session } = side
  return (
    <div className="flex min-w-0 items-center gap-2">
      <SideBadge side={name} />
      {id === undefined ? (
        <span className="flex-1 text-ink-3">not chosen</span>
      ) : (
        <>
          <Link
            to="/p/$project/sessions/$sessionId"
            params={{ project, sessionId: session?.id ?? id }}
            aria-label={`Session ${name}: ${session?.id ?? id}`}
            className="inline-flex min-w-0 hover:text-accent hover:underline"
          >
            <IdText id={session?.id ?? id} />
          </Link>
          {session && <StatusBadge status={session.status} />}
          <bdi className="min-w-0 flex-1 truncate text-12 text-ink-3">{session?.firstMessage}</bdi>
        </>
      )}
      <Button variant="quiet" onClick={onChange} aria-label={id === undefined ? `Choose session ${name}` : `Change session ${name}`}>
        {id === undefined ? 'Choose…' : 'Change…'}
      </Button>
    </div>
  )
}
