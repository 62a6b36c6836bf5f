import { unixNanoFromMs } from '../base/time.ts'
import type { Condition, Filter, PageRequest, Position } from '../model/filter.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { exactly } from '../model/filter.ts'
import { readFilter, parseStatuses, type FilterTarget } from './read-filter.ts'
import { parseWindow } from '../filter/filter.ts'

/** What is asked for. */
export type FilterQuery = {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly q?: string | undefined
  readonly sessionId?: string | undefined
  readonly status?: string | undefined
  readonly userId?: string | undefined
  readonly hasSession?: 'true' | 'false' | undefined
}

/** The parameters both lists share. */
export type ListQuery = FilterQuery & { readonly sort: string; readonly limit: number; readonly cursor?: string | undefined }

export type ListRequest<S extends string> = {
  readonly filter: Filter
  readonly page: PageRequest<S>
  /** The cursor of the page that begins there; absent on the last page. */
  writeNext(next: Position | undefined): string | undefined
}

/** Columns whose sort value is text; all others are whole numbers. */
const TEXT_SORTS = new Set(['id', 'name'])

/** `S`: the sort names of the list; the contract has checked `query.sort`. */
export function readListQuery<S extends string>(projectId: string, query: ListQuery, target: FilterTarget, nowMs: number): ListRequest<S> {
  const isDescending = query.sort.startsWith('-')
  const sort = (isDescending ? query.sort.slice(1) : query.sort) as S
  const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor, query.sort, TEXT_SORTS.has(sort))
  const asOfMs = cursor?.asOfMs ?? nowMs
  return {
    filter: readFilterQuery(projectId, query, target, asOfMs),
    page: { sort, isDescending, after: cursor?.after, limit: query.limit },
    writeNext: (next) => (next === undefined ? undefined : writeCursor({ sort: query.sort, after: next, asOfMs })),
  }
}

/** `asOfMs`: the moment that `now` means. */
export function readFilterQuery(projectId: string, query: FilterQuery, target: FilterTarget, asOfMs: number): Filter {
  return {
    projectId,
    conditions: [...plainConditions(query), ...readFilter(query.q ?? '', target, asOfMs)],
    window: parseWindow(query.from, query.to, asOfMs),
    asOfUnixNano: unixNanoFromMs(asOfMs),
  }
}

/** Plain parameters are exact: a comma in an id is part of the id. */
function plainConditions({ sessionId, status, userId, hasSession }: FilterQuery): Condition[] {
  return [
    ...(sessionId === undefined ? [] : [exactly('session', [sessionId])]),
    ...(userId === undefined ? [] : [exactly('user', [userId])]),
    ...(status === undefined ? [] : [exactly('status', parseStatuses(status))]),
    ...(hasSession === undefined ? [] : [{ kind: 'has' as const, field: 'session', isExcluded: hasSession === 'false' }]),
  ]
}
