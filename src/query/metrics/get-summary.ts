import type { Contract } from '../../api/contract/contract.ts'
import type { Summary, Tiles } from '../../api/contract/metrics.ts'
import type { QueryOf } from '../../api/contract/route.ts'
import { AppError } from '../../base/errors.ts'
import { isoFromUnixNano } from '../../base/time.ts'
import type { Filter, TimeWindow } from '../../model/filter.ts'
import type { Reads } from '../../store/store.ts'
import { assembleSums } from '../assemble-totals.ts'
import type { FilterTarget } from '../read-filter.ts'
import { readFilterQuery } from '../read-list-query.ts'
import { resolveAliases } from '../resolve-aliases.ts'

type Query = QueryOf<Contract['getSummary']>
/** Absent: the filter asks what such a list cannot answer. */
type Filters = { readonly sessions: Filter | undefined; readonly traces: Filter | undefined }

const ALL_TIME: TimeWindow = { fromUnixNano: undefined, toUnixNano: undefined }

export async function getSummary(reads: Reads, projectId: string, query: Query, nowMs: number): Promise<Summary> {
  const filters = await readFilters(reads, projectId, query, nowMs)
  const window = (filters.traces ?? filters.sessions)!.window
  const earlier = windowBefore(window, nowMs)
  const waiting = filters.sessions && { ...filters.sessions, window: ALL_TIME }
  const [current, previous, waitingNow] = await Promise.all([
    readTiles(reads, filters, window),
    earlier && readTiles(reads, filters, earlier),
    waiting && reads.waitingSessions(waiting),
  ])
  return {
    current,
    previous: previous && earlier && { ...previous, from: isoFromUnixNano(earlier.fromUnixNano), to: isoFromUnixNano(earlier.toUnixNano) },
    waitingNow: waitingNow && {
      count: waitingNow.count,
      oldestSince: waitingNow.count === 0 ? undefined : isoFromUnixNano(waitingNow.oldestUnixNano),
    },
  }
}

/** A filter may make sense of one of the two alone; of neither, it is refused. */
async function readFilters(reads: Reads, projectId: string, query: Query, nowMs: number): Promise<Filters> {
  const read = (target: FilterTarget) => {
    try {
      return readFilterQuery(projectId, query, target, nowMs)
    } catch (error) {
      if (error instanceof AppError && error.code === 'bad_filter') return error
      throw error
    }
  }
  const [sessions, traces] = [read('sessions'), read('traces')]
  if (sessions instanceof AppError && traces instanceof AppError) throw traces
  const resolved = (filter: Filter | AppError) => (filter instanceof AppError ? undefined : resolveAliases(reads, filter))
  return { sessions: await resolved(sessions), traces: await resolved(traces) }
}

/** Of equal length, up to the nanosecond before; a window without an end ends now. */
function windowBefore({ fromUnixNano, toUnixNano }: TimeWindow, nowMs: number) {
  if (fromUnixNano === undefined) return undefined
  const length = (toUnixNano ?? BigInt(nowMs) * 1_000_000n + 999_999n) - fromUnixNano + 1n
  if (length <= 0n || length > fromUnixNano) return undefined
  return { fromUnixNano: fromUnixNano - length, toUnixNano: fromUnixNano - 1n }
}

async function readTiles(reads: Reads, { sessions, traces }: Filters, window: TimeWindow): Promise<Tiles> {
  const [sessionSums, tiles] = await Promise.all([
    sessions && reads.sumSessions({ ...sessions, window }),
    traces && traceTiles(reads, { ...traces, window }),
  ])
  return { sessionCount: sessionSums?.count, ...tiles }
}

async function traceTiles(reads: Reads, filter: Filter): Promise<Tiles> {
  const { p50, p95, ...sums } = await reads.measureTraces(filter)
  const isAny = sums.count > 0
  return {
    traceCount: sums.count,
    errorTraceCount: sums.errorTraceCount,
    errorRate: isAny ? sums.errorTraceCount / sums.count : undefined,
    ...assembleSums(sums),
    p50Ms: isAny ? p50 / 1e6 : undefined,
    p95Ms: isAny ? p95 / 1e6 : undefined,
  }
}
