import type { Contract } from '../api/contract/contract.ts'
import type { QueryOf } from '../api/contract/route.ts'
import type { SessionDetail, SessionPage } from '../api/contract/session.ts'
import { isoFromUnixNano, unixNanoFromMs } from '../base/time.ts'
import type { Filter } from '../model/filter.ts'
import type { Session } from '../model/session.ts'
import type { Reads, SessionSort } from '../store/store.ts'
import { assembleSessionDetail, assembleSessionRow } from './assemble-session.ts'
import { assembleSums } from './assemble-totals.ts'
import { notFound } from './not-found.ts'
import { readListQuery } from './read-list-query.ts'
import { resolveAliases } from './resolve-aliases.ts'

export async function listSessions(
  reads: Reads,
  projectId: string,
  query: QueryOf<Contract['listSessions']>,
  nowMs: number,
): Promise<SessionPage> {
  const request = readListQuery<SessionSort>(projectId, query, 'sessions', nowMs)
  const filter = await resolveAliases(reads, request.filter)
  const withoutSession: Filter = { ...filter, conditions: [{ kind: 'hasSession', isWanted: false }] }
  const [found, sums, tracesWithoutSession, latest] = await Promise.all([
    reads.findSessions(filter, request.page),
    reads.sumSessions(filter),
    reads.countTraces(withoutSession),
    reads.latestSessionActivity(projectId),
  ])
  const { count, traceCount, errorCount, errorSpanCount } = sums
  return {
    items: await withPreviews(reads, found.sessions, filter),
    nextCursor: request.writeNext(found.next),
    total: count,
    totalIsExact: true,
    sums: { traceCount, errorCount, errorSpanCount, ...assembleSums(sums) },
    tracesWithoutSession,
    latestActivityAt: latest === undefined ? undefined : isoFromUnixNano(latest),
  }
}

export async function getSession(reads: Reads, projectId: string, idOrAlias: string, nowMs: number): Promise<SessionDetail> {
  const session = await reads.getSession(projectId, idOrAlias)
  if (session === undefined) throw notFound('session')
  const traces = await reads.tracesOfSession(projectId, session.sessionId)
  return assembleSessionDetail(session, traces, unixNanoFromMs(nowMs))
}

async function withPreviews(reads: Reads, sessions: readonly Session[], { projectId, asOfUnixNano }: Filter) {
  const ids = new Set(sessions.flatMap((session) => [session.firstTraceId, session.lastTraceId]))
  const traces = new Map((await reads.tracesByIds(projectId, [...ids])).map((trace) => [trace.traceId, trace]))
  return sessions.map((session) => {
    const previews = { first: traces.get(session.firstTraceId), last: traces.get(session.lastTraceId) }
    return assembleSessionRow(session, previews, asOfUnixNano)
  })
}
