import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import type { UserRow } from '../../api/contract/user.ts'
import { CopyCall } from '../calls/copy-call.tsx'
import { isNotFound } from '../data/failure.ts'
import { read } from '../data/queries.ts'
import { formatCount } from '../format/number.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Figures, type Figure } from '../ui/figures.tsx'
import { ErrorPanel } from '../ui/states.tsx'
import { useTitle } from '../ui/use-title.ts'
import { CostOf, Count, When } from '../ui/value.tsx'
import { lastSearch } from '../url/last-search.ts'
import { rangeQuery } from '../url/range.ts'
import { UserSessions } from './user-sessions.tsx'

const ROUTE = '/p/$project/users/$userId'

/** One user: what they did in the window, in numbers and session by session. */
export function UserPage() {
  const { project, userId } = useParams({ from: ROUTE })
  const search = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: ROUTE })
  useTitle(userId)
  const args = { params: { project, userId }, query: rangeQuery(search) }
  const user = useQuery(read('getUser', args))
  const isUnknown = isNotFound(user.error)
  return (
    <>
      <header className="flex flex-none flex-col gap-2 border-b border-border px-3 py-2">
        <div className="flex min-w-0 items-center gap-2">
          <Link
            to="/p/$project/users"
            params={{ project }}
            search={{ ...lastSearch('users', project), from: search.from, to: search.to }}
            className="flex flex-none items-center gap-0.5 text-ink-2 hover:text-ink"
          >
            <ChevronLeft size={14} aria-hidden />
            Users
          </Link>
          <h1 className="min-w-0 truncate font-mono text-14 font-semibold" dir="auto">
            {userId}
          </h1>
          <CopyButton text={userId} label="Copy user id" />
          <span className="flex-1" />
          <CopyCall operation="getUser" args={args} />
        </div>
        {user.data && <Figures figures={figuresOf(user.data)} />}
        {isUnknown && <p className="text-ink-2">This user did nothing in this time range.</p>}
      </header>
      {user.error && !isUnknown && (
        <ErrorPanel title="The user could not be loaded" error={user.error} onRetry={() => void user.refetch()} />
      )}
      <UserSessions
        project={project}
        userId={userId}
        search={search}
        onSearch={(next, replace) => void navigate({ search: (previous) => ({ ...previous, ...next }), replace: replace ?? false })}
        onRefresh={() => void user.refetch()}
      />
    </>
  )
}

function figuresOf(user: UserRow): readonly Figure[] {
  return [
    { label: 'Sessions', value: <Count value={user.sessionCount} /> },
    { label: 'Traces', value: <Count value={user.traceCount} /> },
    {
      label: 'Errors',
      value: <span className={user.errorCount > 0 ? 'text-error' : undefined}>{formatCount(user.errorCount)}</span>,
      tip: 'Traces with one or more error spans',
    },
    {
      label: 'Waiting',
      value: <span className={user.waitingCount > 0 ? 'text-waiting' : undefined}>{formatCount(user.waitingCount)}</span>,
      tip: 'Sessions that wait for a human now',
    },
    { label: 'Prompt', value: <Count value={user.promptTokens} /> },
    { label: 'Completion', value: <Count value={user.completionTokens} /> },
    { label: 'Total tokens', value: <Count value={user.totalTokens} /> },
    { label: 'Cost', value: <CostOf row={user} /> },
    { label: 'First seen', value: <When at={user.firstSeenAt} />, tip: 'Start of the first trace in the window' },
    { label: 'Last seen', value: <When at={user.lastSeenAt} />, tip: 'End of the last span in the window' },
  ]
}
