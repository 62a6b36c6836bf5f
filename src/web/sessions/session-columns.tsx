import { Link } from '@tanstack/react-router'
import type { SessionRow } from '../../api/contract/session.ts'
import { formatAge } from '../format/duration.ts'
import { formatPlural, unit } from '../format/number.ts'
import { useNow } from '../format/now.ts'
import type { Column } from '../list/column.ts'
import { InferredMark } from '../session/inferred-mark.tsx'
import { tokenColumns } from '../list/token-columns.tsx'
import { ErrorCount, NameCell } from '../list/name-cell.tsx'
import { Count, IdText, When } from '../ui/value.tsx'

/** The eight columns, in this order and with these names. */
export function sessionColumns(project: string, isCompact: boolean): readonly Column<SessionRow>[] {
  return [
    {
      key: 'id',
      label: 'UUID',
      sort: 'id',
      sortsUpFirst: true,
      width: 'minmax(208px, 1fr)',
      tip: 'The session id as the app sent it',
      cell: (row) => <SessionName row={row} project={project} isCompact={isCompact} />,
    },
    {
      key: 'traceCount',
      label: 'Traces',
      sort: 'traceCount',
      width: '68px',
      align: 'end',
      narrowUnit: (row) => unit(row.traceCount, 'trace'),
      tip: 'Distinct traces of the session',
      cell: (row) => <Count value={row.traceCount} />,
    },
    {
      key: 'errorCount',
      label: 'Errors',
      sort: 'errorCount',
      width: '68px',
      align: 'end',
      narrowUnit: (row) => unit(row.errorCount, 'error'),
      tip: 'Traces with one or more error spans',
      cell: (row) => <ErrorCount count={row.errorCount} tip={errorTip(row)} />,
    },
    ...tokenColumns<SessionRow>(),
    {
      key: 'createdAt',
      label: 'Created at',
      sort: 'createdAt',
      width: '128px',
      align: 'end',
      tip: 'Start of the first trace',
      cell: (row) => <When at={row.createdAt} />,
    },
    {
      key: 'lastTraceAt',
      label: 'Last trace at',
      sort: 'lastTraceAt',
      width: '132px',
      align: 'end',
      narrowUnit: () => '',
      tip: 'Start of the most recent trace',
      cell: (row) => <When at={row.lastTraceAt} />,
    },
  ]
}

function errorTip(row: SessionRow): string {
  return `${formatPlural(row.errorSpanCount, 'error span')} in ${row.errorCount} of ${formatPlural(row.traceCount, 'trace')}`
}

function SessionName({ row, project, isCompact }: { row: SessionRow; project: string; isCompact: boolean }) {
  const now = useNow()
  const state = describeState(row, now)
  return (
    <NameCell
      status={row.status}
      statusTip={state?.tip}
      copy={{ text: row.id, label: 'Copy session id' }}
      link={
        <>
          <Link
            to="/p/$project/sessions/$sessionId"
            params={{ project, sessionId: row.id }}
            data-name
            aria-label={row.id}
            className="inline-flex min-w-0 text-ink outline-none hover:text-accent hover:underline"
          >
            <IdText id={row.id} />
          </Link>
          <InferredMark from={row.inferredFrom} />
        </>
      }
      secondLine={
        isCompact ? undefined : (
          <>
            {state && <span className={state.color}>{state.text}</span>}
            {state && row.firstMessage && ' · '}
            {row.firstMessage ? <bdi>{row.firstMessage}</bdi> : !state && 'No message recorded'}
          </>
        )
      }
    />
  )
}

function describeState(row: SessionRow, now: number): { text: string; tip: string; color: string } | undefined {
  if (row.status === 'running') return { text: 'running', tip: 'Running: a trace is not finished yet', color: 'font-medium text-running' }
  if (row.status !== 'waiting') return undefined
  const age = row.waitingSince ? ` ${formatAge(now - Date.parse(row.waitingSince))}` : ''
  return { text: `waiting${age}`, tip: `Waiting for a human${age && ' for'}${age}`, color: 'font-medium text-waiting' }
}
