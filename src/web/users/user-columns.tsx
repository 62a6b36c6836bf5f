import { Link } from '@tanstack/react-router'
import type { UserRow } from '../../api/contract/user.ts'
import { unit } from '../format/number.ts'
import type { Column } from '../list/column.ts'
import { ErrorCount } from '../list/name-cell.tsx'
import { tokenColumns } from '../list/token-columns.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { CostOf, Count, IdText, When } from '../ui/value.tsx'

const count = { align: 'end' } as const

export function userColumns(project: string): readonly Column<UserRow>[] {
  return [
    {
      key: 'id',
      label: 'User',
      sort: 'id',
      sortsUpFirst: true,
      widthPx: 220,
      grows: true,
      tip: 'The user id as the app sent it',
      cell: (row) => <UserName id={row.id} project={project} />,
    },
    {
      ...count,
      key: 'sessionCount',
      label: 'Sessions',
      sort: 'sessionCount',
      widthPx: 84,
      narrowUnit: (row) => unit(row.sessionCount, 'session'),
      tip: 'Sessions with a trace of this user',
      cell: (row) => <Count value={row.sessionCount} />,
    },
    {
      ...count,
      key: 'traceCount',
      label: 'Traces',
      sort: 'traceCount',
      widthPx: 68,
      narrowUnit: (row) => unit(row.traceCount, 'trace'),
      cell: (row) => <Count value={row.traceCount} />,
    },
    {
      ...count,
      key: 'errorCount',
      label: 'Errors',
      sort: 'errorCount',
      widthPx: 68,
      narrowUnit: (row) => unit(row.errorCount, 'error'),
      tip: 'Traces with one or more error spans',
      cell: (row) => <ErrorCount count={row.errorCount} />,
    },
    {
      ...count,
      key: 'waitingCount',
      label: 'Waiting',
      sort: 'waitingCount',
      widthPx: 76,
      tip: 'Sessions that wait for a human now',
      cell: (row) => <WaitingCount count={row.waitingCount} />,
    },
    ...tokenColumns<UserRow>(),
    { ...count, key: 'costUsd', label: 'Cost', sort: 'costUsd', widthPx: 88, narrowUnit: () => '', cell: (row) => <CostOf row={row} /> },
    {
      ...count,
      key: 'firstSeenAt',
      label: 'First seen',
      sort: 'firstSeenAt',
      widthPx: 104,
      tip: 'Start of the first trace in the window',
      cell: (row) => <When at={row.firstSeenAt} />,
    },
    {
      ...count,
      key: 'lastSeenAt',
      label: 'Last seen',
      sort: 'lastSeenAt',
      widthPx: 104,
      narrowUnit: () => '',
      tip: 'End of the last span in the window',
      cell: (row) => <When at={row.lastSeenAt} />,
    },
  ]
}

function UserName({ id, project }: { id: string; project: string }) {
  return (
    <div className="flex min-w-0 items-center gap-1">
      <Link
        to="/p/$project/users/$userId"
        params={{ project, userId: id }}
        search={keepWindow}
        data-name
        aria-label={id}
        className="inline-flex min-w-0 text-ink outline-none hover:text-accent hover:underline"
      >
        <IdText id={id} />
      </Link>
      <CopyButton
        text={id}
        label="Copy user id"
        className="-my-1.5 size-6! opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100 [@media(hover:none)]:hidden"
        tabIndex={-1}
      />
    </div>
  )
}

/** The window goes along from the list to a user. */
export function keepWindow(previous: { from?: string; to?: string }): { from?: string; to?: string } {
  return { from: previous.from, to: previous.to }
}

function WaitingCount({ count: waiting }: { count: number }) {
  if (waiting === 0) return <span className="text-ink-3">0</span>
  return <span className="font-semibold text-waiting">{waiting.toLocaleString('en')}</span>
}
