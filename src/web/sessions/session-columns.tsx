import { Link } from '@tanstack/react-router'
import type { ListedSession } from '../../api/contract/session.ts'
import { formatAge } from '../format/duration.ts'
import { formatPlural, unit } from '../format/number.ts'
import { useNow } from '../format/now.ts'
import { describeTime } from '../format/time.ts'
import type { Column } from '../list/column.ts'
import { InferredMark } from '../session/inferred-mark.tsx'
import { optionalColumns, optionalNumber, textColumn, valuesColumn } from '../list/optional-columns.tsx'
import { tokenColumns } from '../list/token-columns.tsx'
import { MatchLine, turnOfMatch } from '../list/match-line.tsx'
import { ErrorCount, NameCell } from '../list/name-cell.tsx'
import { Count, Duration, IdText, When } from '../ui/value.tsx'

/** The eight usual columns, in this order and with these names, and those that are shown when asked for. */
export function sessionColumns(project: string, isCompact: boolean): readonly Column<ListedSession>[] {
  return [
    {
      key: 'id',
      label: 'UUID',
      sort: 'id',
      sortsUpFirst: true,
      widthPx: 208,
      grows: true,
      tip: 'The session id as the app sent it',
      cell: (row) => <SessionName row={row} project={project} isCompact={isCompact} />,
    },
    {
      key: 'traceCount',
      label: 'Traces',
      sort: 'traceCount',
      widthPx: 68,
      align: 'end',
      narrowUnit: (row) => unit(row.traceCount, 'trace'),
      tip: 'Distinct traces of the session',
      cell: (row) => <Count value={row.traceCount} />,
    },
    {
      key: 'errorCount',
      label: 'Errors',
      sort: 'errorCount',
      widthPx: 68,
      align: 'end',
      narrowUnit: (row) => unit(row.errorCount, 'error'),
      tip: 'Traces with one or more error spans',
      cell: (row) => <ErrorCount count={row.errorCount} tip={errorTip(row)} />,
    },
    ...tokenColumns<ListedSession>(),
    {
      key: 'createdAt',
      label: 'Created at',
      sort: 'createdAt',
      widthPx: 128,
      align: 'end',
      tip: 'Start of the first trace',
      cell: (row) => <When at={row.createdAt} />,
    },
    {
      key: 'lastTraceAt',
      label: 'Last trace at',
      sort: 'lastTraceAt',
      widthPx: 132,
      align: 'end',
      narrowUnit: () => '',
      tip: 'Start of the most recent trace',
      cell: (row) => <When at={row.lastTraceAt} />,
    },
    ...optionalColumns<ListedSession>(),
    ...OPTIONAL,
  ]
}

const OPTIONAL: readonly Column<ListedSession>[] = [
  textColumn({ key: 'firstMessage', label: 'First message', widthPx: 260 }, (row) => row.firstMessage),
  textColumn({ key: 'lastMessage', label: 'Last message', widthPx: 260 }, (row) => row.lastMessage),
  valuesColumn({ key: 'tools', label: 'Tools', tip: 'Tools that ran' }, 'tool', (row) => row.tools),
  optionalNumber({
    key: 'waitingSince',
    label: 'Waiting',
    sort: 'waitingSince',
    sortsUpFirst: true,
    widthPx: 82,
    tip: 'How long it has been waiting for a human',
    cell: (row) => <Waiting since={row.waitingSince} />,
  }),
  optionalNumber({
    key: 'waitingMs',
    label: 'Waited',
    sort: 'waitingMs',
    widthPx: 82,
    tip: 'Pauses for a human that were answered',
    cell: (row) => <Duration ms={row.waitingMs} />,
  }),
  optionalNumber({
    key: 'durationMs',
    label: 'Duration',
    sort: 'durationMs',
    widthPx: 92,
    tip: 'From the start of the first trace to the end of the last span',
    cell: (row) => <Duration ms={row.durationMs} />,
  }),
  optionalNumber({
    key: 'activeMs',
    label: 'Active time',
    sort: 'activeMs',
    widthPx: 98,
    tip: 'While some trace ran, pauses for a human taken out',
    cell: (row) => <Duration ms={row.activeMs} />,
  }),
  ...(['p50Ms', 'p95Ms'] as const).map((key) =>
    optionalNumber<ListedSession>({
      key,
      label: `${key.slice(0, 3)} latency`,
      sort: key,
      widthPx: 102,
      tip: `${key === 'p50Ms' ? 'Half' : '95 of 100'} of its traces took no longer`,
      cell: (row) => <Duration ms={row[key]} />,
    }),
  ),
  optionalNumber({
    key: 'errorSpanCount',
    label: 'Error spans',
    sort: 'errorSpanCount',
    widthPx: 98,
    cell: (row) => <ErrorCount count={row.errorSpanCount} />,
  }),
  optionalNumber({
    key: 'lastActivityAt',
    label: 'Last activity at',
    sort: 'lastActivityAt',
    widthPx: 132,
    tip: 'End of the last span',
    cell: (row) => <When at={row.lastActivityAt} />,
  }),
]

function Waiting({ since }: { since: string | undefined }) {
  const now = useNow()
  if (since === undefined) return <span className="text-ink-3">no</span>
  return (
    <span className="font-medium text-waiting" data-tip={describeTime(since)}>
      {formatAge(now - Date.parse(since))}
    </span>
  )
}

function errorTip(row: ListedSession): string {
  return `${formatPlural(row.errorSpanCount, 'error span')} in ${row.errorCount} of ${formatPlural(row.traceCount, 'trace')}`
}

function SessionName({ row, project, isCompact }: { row: ListedSession; project: string; isCompact: boolean }) {
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
            search={turnOfMatch(row.match)}
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
            {state && (row.match || row.firstMessage) && ' · '}
            {row.match ? (
              <MatchLine match={row.match} />
            ) : row.firstMessage ? (
              <bdi>{row.firstMessage}</bdi>
            ) : (
              !state && 'No message recorded'
            )}
          </>
        )
      }
    />
  )
}

function describeState(row: ListedSession, now: number): { text: string; tip: string; color: string } | undefined {
  if (row.status === 'running') return { text: 'running', tip: 'Running: a trace is not finished yet', color: 'font-medium text-running' }
  if (row.status !== 'waiting') return undefined
  const age = row.waitingSince ? ` ${formatAge(now - Date.parse(row.waitingSince))}` : ''
  return { text: `waiting${age}`, tip: `Waiting for a human${age && ' for'}${age}`, color: 'font-medium text-waiting' }
}
