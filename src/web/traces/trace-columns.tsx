import { Link } from '@tanstack/react-router'
import type { TraceRow } from '../../api/contract/trace.ts'
import { shortenId } from '../format/id.ts'
import { unit, formatPlural } from '../format/number.ts'
import type { Column } from '../list/column.ts'
import { tokenColumns } from '../list/token-columns.tsx'
import { ErrorCount, NameCell } from '../list/name-cell.tsx'
import { Count, Duration, IdText, When } from '../ui/value.tsx'

/** `startedAt` reads as "Created at" on screen, `updatedAt` as "Latest span at". */
export function traceColumns(project: string, isCompact: boolean, isInSession: boolean): readonly Column<TraceRow>[] {
  return [
    {
      key: 'name',
      label: 'Trace',
      sort: 'name',
      sortsUpFirst: true,
      width: isInSession ? 'minmax(200px, 1fr)' : 'minmax(290px, 1fr)',
      cell: (row) => <TraceName row={row} project={project} isCompact={isCompact} isInSession={isInSession} />,
    },
    {
      key: 'durationMs',
      label: 'Duration',
      sort: 'durationMs',
      width: '92px',
      align: 'end',
      narrowUnit: () => '',
      tip: 'From the first span’s start to the last span’s end',
      cell: (row) => <Duration ms={row.durationMs} />,
    },
    {
      key: 'spanCount',
      label: 'Spans',
      sort: 'spanCount',
      width: '68px',
      align: 'end',
      narrowUnit: (row) => unit(row.spanCount, 'span'),
      cell: (row) => <Count value={row.spanCount} />,
    },
    {
      key: 'errorCount',
      label: 'Errors',
      sort: 'errorCount',
      width: '68px',
      align: 'end',
      narrowUnit: (row) => unit(row.errorCount, 'error'),
      tip: 'Error spans',
      cell: (row) => <ErrorCount count={row.errorCount} tip={row.isRecovered ? 'Recovered: the trace as a whole ended well' : undefined} />,
    },
    ...tokenColumns<TraceRow>(),
    {
      key: 'startedAt',
      label: 'Created at',
      sort: 'startedAt',
      width: '128px',
      align: 'end',
      narrowUnit: () => '',
      tip: 'Start of the first span',
      cell: (row) => <When at={row.startedAt} />,
    },
    {
      key: 'updatedAt',
      label: 'Latest span at',
      sort: 'updatedAt',
      width: '136px',
      align: 'end',
      tip: 'End of the last span',
      cell: (row) => <When at={row.updatedAt} />,
    },
  ]
}

type TraceNameProps = { row: TraceRow; project: string; isCompact: boolean; isInSession: boolean }

function TraceName({ row, project, isCompact, isInSession }: TraceNameProps) {
  return (
    <NameCell
      status={row.status}
      copy={{ text: row.id, label: 'Copy trace id' }}
      link={
        <Link
          to="/p/$project/traces/$traceId"
          params={{ project, traceId: row.id }}
          data-name
          className="min-w-0 truncate font-medium text-ink outline-none hover:text-accent hover:underline"
        >
          <bdi>{row.name || 'unnamed'}</bdi>
        </Link>
      }
      secondLine={
        isCompact ? undefined : (
          <span className="flex min-w-0 gap-1.5">
            <span className="flex min-w-24 flex-[0_1_auto]" data-tip={row.id}>
              {isInSession ? <span className="font-mono text-12">{shortenId(row.id)}</span> : <IdText id={row.id} />}
            </span>
            {!isInSession && row.sessionId !== undefined && <SessionLink project={project} sessionId={row.sessionId} />}
            {!isInSession && row.sessionCount !== undefined && (
              <span className="flex-none" data-tip="Several sessions share this trace; each counts its own part">
                · {formatPlural(row.sessionCount, 'session')}
              </span>
            )}
            {row.input && isInSession && (
              <span className="min-w-0 flex-1 truncate">
                · <bdi>{row.input}</bdi>
              </span>
            )}
          </span>
        )
      }
    />
  )
}

function SessionLink({ project, sessionId }: { project: string; sessionId: string }) {
  return (
    <span className="flex-none">
      · session{' '}
      <Link
        to="/p/$project/sessions/$sessionId"
        params={{ project, sessionId }}
        tabIndex={-1}
        data-tip={sessionId}
        className="font-mono text-12 text-ink-2 hover:text-accent hover:underline"
      >
        <bdi>{shortenId(sessionId)}</bdi>
      </Link>
    </span>
  )
}
