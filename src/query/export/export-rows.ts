import type { Contract } from '../../api/contract/contract.ts'
import { EXPORT_ROWS_MAX } from '../../api/contract/export.ts'
import type { QueryOf } from '../../api/contract/route.ts'
import { SESSION_SORTS, sessionRowSchema } from '../../api/contract/session.ts'
import { TRACE_SORTS, traceRowSchema } from '../../api/contract/trace.ts'
import { AppError } from '../../base/errors.ts'
import { writeCsvLine, type CellValue } from '../../base/format/write-csv.ts'
import type { Filter, PageRequest } from '../../model/filter.ts'
import type { Reads, SessionSort, TraceSort } from '../../store/store.ts'
import { assembleTraceRow } from '../assemble-trace.ts'
import { findSessionRows } from '../find-sessions.ts'
import { readListQuery } from '../read-list-query.ts'
import { resolveAliases } from '../resolve-aliases.ts'

type ExportQuery = QueryOf<Contract['exportRows']>
type Row = Readonly<Record<string, CellValue>> & { readonly id: string }

/** Rows are read this many at a time. */
const CHUNK_ROWS = 2_000

/**
 * What matches now and in which order is settled first, by ids: no row that comes, moves or changes meanwhile is lost or told twice. Then
 * rows are read as the pieces are taken, as they are by then; what has been deleted is left out. Ends where the signal comes.
 */
export async function exportRows(
  reads: Reads,
  projectId: string,
  { of, format, columns: wanted, ...query }: ExportQuery,
  { nowMs, signal }: { readonly nowMs: number; readonly signal: AbortSignal },
): Promise<AsyncIterable<string>> {
  const { sorts, defaultSort, fields } = LISTS[of]
  const columns = readColumns(wanted, fields)
  const sort = readSort(query.sort ?? defaultSort, sorts)
  const request = readListQuery<SessionSort & TraceSort>(projectId, { ...query, sort, limit: 1 }, of, nowMs)
  const filter = await resolveAliases(reads, request.filter)
  const page = { ...request.page, limit: EXPORT_ROWS_MAX + 1 }
  const ids = await (of === 'sessions' ? reads.orderSessions(filter, page, signal) : reads.orderTraces(filter, page, signal))
  if (ids.length > EXPORT_ROWS_MAX) {
    throw new AppError('bad_input', 'too_many_rows', `More than ${EXPORT_ROWS_MAX.toLocaleString('en')} rows match.`, {
      hint: 'Export in parts: narrow `from` and `to`, or the filter.',
    })
  }
  return writeAll({ ids, columns, format, signal, rowsOf: (some) => READERS[of](reads, { ...filter, only: some }) })
}

type Writing = {
  readonly ids: readonly string[]
  readonly columns: readonly string[]
  readonly format: ExportQuery['format']
  readonly signal: AbortSignal
  rowsOf(ids: readonly string[]): Promise<readonly Row[]>
}

async function* writeAll({ ids, columns, format, signal, rowsOf }: Writing): AsyncGenerator<string> {
  if (format === 'csv') yield writeCsvLine(columns)
  const write = (row: Row) =>
    format === 'csv'
      ? writeCsvLine(columns.map((column) => row[column]))
      : `${JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column]])))}\n`
  for (let start = 0; start < ids.length && !signal.aborted; start += CHUNK_ROWS) {
    const some = ids.slice(start, start + CHUNK_ROWS)
    const lines = new Map<string, string>()
    for (const row of await rowsOf(some)) lines.set(row.id, (lines.get(row.id) ?? '') + write(row))
    yield some.map((id) => lines.get(id) ?? '').join('')
  }
}

/** Whatever they match by now: all that is listed by id, of shared traces the same part as before. */
const READERS = {
  sessions: async (reads: Reads, filter: Filter): Promise<readonly Row[]> =>
    (await findSessionRows(reads, { ...filter, ...ANY_TIME, conditions: [] }, byId())).items,
  traces: async (reads: Reads, filter: Filter): Promise<readonly Row[]> => {
    const conditions = filter.conditions.filter((condition) => condition.kind === 'field' && condition.field === 'session')
    const { traces } = await reads.findTraces({ ...filter, ...ANY_TIME, conditions }, byId())
    return traces.map((listed) => assembleTraceRow(listed, filter.asOfUnixNano))
  },
}

const ANY_TIME = { window: { fromUnixNano: undefined, toUnixNano: undefined } } as const

/** Of a trace that several of the sessions asked for share there are several rows. */
function byId(): PageRequest<'id'> {
  return { sort: 'id', isDescending: false, after: undefined, limit: 10 * CHUNK_ROWS }
}

const LISTS = {
  sessions: { sorts: SESSION_SORTS, defaultSort: '-lastTraceAt', fields: Object.keys(sessionRowSchema.shape) },
  traces: { sorts: TRACE_SORTS, defaultSort: '-startedAt', fields: Object.keys(traceRowSchema.shape) },
} as const

function readColumns(wanted: string | undefined, fields: readonly string[]): readonly string[] {
  if (wanted === undefined) return fields
  const columns = [...new Set(wanted.split(',').map((column) => column.trim()))]
  const unknown = columns.find((column) => !fields.includes(column))
  if (unknown === undefined) return columns
  throw new AppError('bad_input', 'bad_parameter', `Unknown column \`${unknown.slice(0, 60)}\`.`, {
    field: 'columns',
    hint: `Allowed: ${fields.join(', ')}.`,
  })
}

function readSort(sort: string, sorts: readonly string[]): string {
  if (sorts.includes(sort.replace(/^-/, ''))) return sort
  throw new AppError('bad_input', 'bad_parameter', `\`sort\` must be one of: ${sorts.join(', ')}, with a minus before it or not.`, {
    field: 'sort',
  })
}
