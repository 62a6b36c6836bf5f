import { Link } from '@tanstack/react-router'
import type { ListedTrace } from '../../api/contract/trace.ts'
import { shortenId } from '../format/id.ts'
import { ABSENT, unit, formatPlural } from '../format/number.ts'
import type { Column } from '../list/column.ts'
import { optionalColumns, optionalNumber, textColumn } from '../list/optional-columns.tsx'
import { tokenColumns } from '../list/token-columns.tsx'
import { MatchLine } from '../list/match-line.tsx'
import { ErrorCount, NameCell } from '../list/name-cell.tsx'
import { Count, Duration, IdText, When } from '../ui/value.tsx'

/** `startedAt` reads as "Created at" on screen, `updatedAt` as "Latest span at". */
export function traceColumns(project: string, isCompact: boolean, isInSession: boolean): readonly Column<ListedTrace>[] {
  return [
    {
      key: 'name',
      label: 'Trace',
      sort: 'name',
      sortsUpFirst: true,
      widthPx: isInSession ? 200 : 290,
      grows: true,
      cell: (row) => <TraceName row={row} project={project} isCompact={isCompact} isInSession={isInSession} />,
    },
    {
      key: 'durationMs',
      label: 'Duration',
      sort: 'durationMs',
      widthPx: 92,
      align: 'end',
      narrowUnit: () => '',
      tip: 'From the first span’s start to the last span’s end',
      cell: (row) => <Duration ms={row.durationMs} />,
    },
    {
      key: 'spanCount',
      label: 'Spans',
      sort: 'spanCount',
      widthPx: 68,
      align: 'end',
      narrowUnit: (row) => unit(row.spanCount, 'span'),
      cell: (row) => <Count value={row.spanCount} />,
    },
    {
      key: 'errorCount',
      label: 'Errors',
      sort: 'errorCount',
      widthPx: 68,
      align: 'end',
      narrowUnit: (row) => unit(row.errorCount, 'error'),
      tip: 'Error spans',
      cell: (row) => <ErrorCount count={row.errorCount} tip={row.isRecovered ? 'Recovered: the trace as a whole ended well' : undefined} />,
    },
    ...tokenColumns<ListedTrace>(),
    {
      key: 'startedAt',
      label: 'Created at',
      sort: 'startedAt',
      widthPx: 128,
      align: 'end',
      narrowUnit: () => '',
      tip: 'Start of the first span',
      cell: (row) => <When at={row.startedAt} />,
    },
    {
      key: 'updatedAt',
      label: 'Latest span at',
      sort: 'updatedAt',
      widthPx: 136,
      align: 'end',
      tip: 'End of the last span',
      cell: (row) => <When at={row.updatedAt} />,
    },
    ...optionalColumns<ListedTrace>(),
    textColumn({ key: 'input', label: 'Input', widthPx: 260 }, (row) => row.input),
    textColumn({ key: 'output', label: 'Output', widthPx: 260 }, (row) => row.output),
    textColumn({ key: 'service', label: 'Service', widthPx: 120 }, (row) => row.service),
    optionalNumber({
      key: 'interruptCount',
      label: 'Waiting',
      sort: 'interruptCount',
      widthPx: 82,
      tip: 'Times it paused for a human',
      cell: (row) => <Count value={row.interruptCount} />,
    }),
    ...(isInSession ? [] : [sessionColumn(project)]),
  ]
}

function sessionColumn(project: string): Column<ListedTrace> {
  return {
    key: 'sessionId',
    label: 'Session',
    widthPx: 190,
    isOptional: true,
    cell: ({ sessionId }) =>
      sessionId === undefined ? (
        <span className="text-ink-3">{ABSENT}</span>
      ) : (
        <Link
          to="/p/$project/sessions/$sessionId"
          params={{ project, sessionId }}
          tabIndex={-1}
          data-tip={sessionId}
          className="flex text-ink-2 hover:text-accent hover:underline"
        >
          <IdText id={sessionId} />
        </Link>
      ),
  }
}

type TraceNameProps = { row: ListedTrace; project: string; isCompact: boolean; isInSession: boolean }

function TraceName({ row, project, isCompact, isInSession }: TraceNameProps) {
  return (
    <NameCell
      status={row.status}
      copy={{ text: row.id, label: 'Copy trace id' }}
      link={
        <Link
          to="/p/$project/traces/$traceId"
          params={{ project, traceId: row.id }}
          search={{ span: row.match?.spanId }}
          data-name
          className="min-w-0 truncate font-medium text-ink outline-none hover:text-accent hover:underline"
        >
          <bdi>{row.name || 'unnamed'}</bdi>
        </Link>
      }
      secondLine={
        isCompact ? undefined : row.match ? (
          <MatchLine match={row.match} />
        ) : (
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
