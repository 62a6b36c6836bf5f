import type { Contract } from '../../api/contract/contract.ts'
import type { QueryOf } from '../../api/contract/route.ts'
import type { UserPage, UserRow } from '../../api/contract/user.ts'
import { isoFromUnixNano, unixNanoFromMs } from '../../base/time.ts'
import { parseWindow } from '../../filter/filter.ts'
import { exactly } from '../../model/filter.ts'
import type { Reads, UserSort, UserTotals } from '../../store/store.ts'
import { assembleSums, assembleTotals } from '../assemble-totals.ts'
import { notFound } from '../not-found.ts'
import { readListQuery } from '../read-list-query.ts'
import { resolveAliases } from '../resolve-aliases.ts'

export async function listUsers(reads: Reads, projectId: string, query: QueryOf<Contract['listUsers']>, nowMs: number): Promise<UserPage> {
  const request = readListQuery<UserSort>(projectId, query, 'traces', nowMs)
  const filter = await resolveAliases(reads, request.filter)
  const known = { ...filter, conditions: [...filter.conditions, { kind: 'has' as const, field: 'user', isExcluded: false }] }
  const [found, counts, sums] = await Promise.all([reads.findUsers(filter, request.page), reads.countUsers(filter), reads.sumTraces(known)])
  return {
    items: found.users.map(assembleUser),
    nextCursor: request.writeNext(found.next),
    total: counts.users,
    totalIsExact: true,
    sums: { traceCount: sums.count, errorCount: sums.errorTraceCount, ...assembleSums(sums) },
    tracesWithoutUser: counts.tracesWithoutUser,
  }
}

export async function getUser(
  reads: Reads,
  projectId: string,
  userId: string,
  query: QueryOf<Contract['getUser']>,
  nowMs: number,
): Promise<UserRow> {
  const conditions = [exactly('user', [userId])]
  const window = parseWindow(query.from, query.to, nowMs)
  const filter = { projectId, conditions, window, asOfUnixNano: unixNanoFromMs(nowMs) }
  const { users } = await reads.findUsers(filter, { sort: 'id', isDescending: false, after: undefined, limit: 1 })
  const [user] = users
  if (user === undefined) throw notFound('user')
  return assembleUser(user)
}

function assembleUser(user: UserTotals): UserRow {
  const { userId, sessionCount, waitingCount, traceCount, errorCount, isCostEstimated } = user
  return {
    id: userId,
    sessionCount,
    waitingCount,
    traceCount,
    errorCount,
    ...assembleTotals(user),
    isCostEstimated: isCostEstimated || undefined,
    firstSeenAt: isoFromUnixNano(user.firstSeenUnixNano),
    lastSeenAt: isoFromUnixNano(user.lastSeenUnixNano),
  }
}
