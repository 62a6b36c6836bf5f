import type { Connection } from '../connect.ts'
import type { Filter, PageRequest } from '../../model/filter.ts'
import type { SpanFact } from '../../model/span-fact.ts'
import { findSessions, type SessionSort } from './find-sessions.ts'
import { findTraces, getTrace, tracesByIds, tracesOfSession, type TraceSort } from './find-traces.ts'
import { getSession, resolveSessionIds } from './get-session.ts'
import { ingestFindings } from './ingest-findings.ts'
import { factsOfTrace, rawSpanOf } from './spans-of-trace.ts'
import { countTraces, latestSessionActivity, latestTraceActivity, sumSessions, sumTraces } from './sum-lists.ts'

/** Every question the desk asks. Each one names its project; no answer holds a row of another. */
export function createReads(connection: Connection) {
  return {
    findSessions: (filter: Filter, page: PageRequest<SessionSort>) => findSessions(connection, filter, page),
    sumSessions: (filter: Filter) => sumSessions(connection, filter),
    getSession: (projectId: string, idOrAlias: string) => getSession(connection, projectId, idOrAlias),
    resolveSessionIds: (projectId: string, ids: readonly string[]) => resolveSessionIds(connection, projectId, ids),
    findTraces: (filter: Filter, page: PageRequest<TraceSort>) => findTraces(connection, filter, page),
    countTraces: (filter: Filter) => countTraces(connection, filter),
    sumTraces: (filter: Filter) => sumTraces(connection, filter),
    getTrace: (projectId: string, traceId: string) => getTrace(connection, projectId, traceId),
    tracesByIds: (projectId: string, traceIds: readonly string[]) => tracesByIds(connection, projectId, traceIds),
    tracesOfSession: (projectId: string, sessionId: string) => tracesOfSession(connection, projectId, sessionId),
    factsOfTrace: (projectId: string, traceId: string) => factsOfTrace(connection, projectId, traceId),
    rawSpanOf: (fact: SpanFact) => rawSpanOf(connection, fact),
    latestSessionActivity: (projectId: string) => latestSessionActivity(connection, projectId),
    latestTraceActivity: (projectId: string) => latestTraceActivity(connection, projectId),
    ingestFindings: (projectId: string) => ingestFindings(connection, projectId),
  }
}
export type Reads = ReturnType<typeof createReads>
export type { ListedTrace } from './find-traces.ts'
export type { SessionSort, TraceSort }
