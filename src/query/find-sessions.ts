import type { Contract } from '../api/contract/contract.ts'
import type { QueryOf } from '../api/contract/route.ts'
import type { SessionDetail, SessionPage } from '../api/contract/session.ts'
import { isoFromUnixNano, unixNanoFromMs } from '../base/time.ts'
import type { Filter, PageRequest } from '../model/filter.ts'
import type { Session } from '../model/session.ts'
import { keyInSession, type Reads, type SessionSort } from '../store/store.ts'
import { assembleSessionDetail, assembleSessionRow } from './assemble-session.ts'
import { assembleSums } from './assemble-totals.ts'
import { readListQuery } from './read-list-query.ts'
import { withMatches } from './search/tell-hits.ts'
import { readSession } from './read-session.ts'
import { resolveAliases } from './resolve-aliases.ts'

export async function listSessions(
  reads: Reads,
  projectId: string,
  query: QueryOf<Contract['listSessions']>,
  nowMs: number,
): Promise<SessionPage> {
  const request = readListQuery<SessionSort>(projectId, query, 'sessions', nowMs)
  const filter = await resolveAliases(reads, request.filter)
  const [found, sums, tracesWithoutSession] = await Promise.all([
    findSessionRows(reads, filter, request.page),
    reads.sumSessions(filter),
    reads.countTracesWithoutSession(filter),
  ])
  const { count, traceCount, errorCount, errorSpanCount, latestActivityUnixNano } = sums
  return {
    items: await withMatches(reads, filter, 'sessions', found.items),
    nextCursor: request.writeNext(found.next),
    total: count,
    totalIsExact: true,
    sums: { traceCount, errorCount, errorSpanCount, ...assembleSums(sums) },
    tracesWithoutSession,
    latestActivityAt: latestActivityUnixNano === undefined ? undefined : isoFromUnixNano(latestActivityUnixNano),
  }
}

export async function getSession(reads: Reads, projectId: string, idOrAlias: string, nowMs: number): Promise<SessionDetail> {
  const { session, traces } = await readSession(reads, projectId, idOrAlias)
  return assembleSessionDetail(session, traces, unixNanoFromMs(nowMs))
}

export async function findSessionRows(reads: Reads, filter: Filter, page: PageRequest<SessionSort>) {
  const { sessions, next } = await reads.findSessions(filter, page)
  return { items: await withPreviews(reads, sessions, filter), next }
}

async function withPreviews(reads: Reads, sessions: readonly Session[], { projectId, asOfUnixNano }: Filter) {
  const ids = new Set(sessions.flatMap((session) => [session.firstTraceId, session.lastTraceId]))
  const previews = await reads.previewsOf(projectId, [...ids])
  return sessions.map((session) => {
    const previewOf = (traceId: string) => previews.get(keyInSession(traceId, session.sessionId))
    return assembleSessionRow(session, { first: previewOf(session.firstTraceId), last: previewOf(session.lastTraceId) }, asOfUnixNano)
  })
}
