import type { Connection } from '../connect.ts'
import type { Filter, PageRequest, TimeWindow } from '../../model/filter.ts'
import type { SpanFact } from '../../model/span-fact.ts'
import { bestSayings, type SayingPlaces } from './best-sayings.ts'
import { checkedTraces, factsOfTraces, lossShares, scopeShares } from './doctor.ts'
import { countEffects } from './count-effects.ts'
import { countFilters, type List } from './count-filters.ts'
import { facetRange, facetValues, type FacetRequest } from './facet.ts'
import { factsOfSession } from './facts-of-session.ts'
import { carriersOf, findSayings, type SayingPage, type SoughtTexts } from './find-sayings.ts'
import { findSessions, orderSessions, type SessionSort } from './find-sessions.ts'
import { findTraces, getTrace, orderTraces, previewsOf, tracesOfSession, type TraceSort } from './find-traces.ts'
import { countUsers, findUsers, type UserSort } from './find-users.ts'
import { getSession, resolveSessionIds } from './get-session.ts'
import { ingestFindings } from './ingest-findings.ts'
import { factOf, notesOf, outlineOfTrace, rawSpanOf, rawSpansOf, sayingsOf, type SpanPlace } from './spans-of-trace.ts'
import { errorGroups } from './metrics-errors.ts'
import { durationGroups, type DurationsBy } from './metrics-groups.ts'
import { extentOfTraces, seriesOfSessions, seriesOfTraces, type Edges, type SessionMeasure, type TraceMeasure } from './metrics-series.ts'
import { sessionsByTraceCount, waitingSessions } from './metrics-sessions.ts'
import { usageGroups, usageOfModels, type UsageBy } from './metrics-usage.ts'
import { countTracesWithoutSession, latestTraceActivity, measureTraces, sumSessions, sumTraces } from './sum-lists.ts'
import { tracesSaying, type SearchedSession } from './traces-saying.ts'
import { unpricedTraces, type UnpricedWindow } from './unpriced-traces.ts'
import { latestOpenings, usageOfSessions, usageOfUsers } from './usage.ts'
import { sessionsOfTraces, valuesOfKeys, type StoredKey } from './values-of-keys.ts'

/** Every question the desk asks. Each one names its project; no answer holds a row of another. */
export function createReads(connection: Connection) {
  return {
    findSessions: (filter: Filter, page: PageRequest<SessionSort>) => findSessions(connection, filter, page),
    sumSessions: (filter: Filter) => sumSessions(connection, filter),
    getSession: (projectId: string, idOrAlias: string) => getSession(connection, projectId, idOrAlias),
    resolveSessionIds: (projectId: string, ids: readonly string[]) => resolveSessionIds(connection, projectId, ids),
    findTraces: (filter: Filter, page: PageRequest<TraceSort>) => findTraces(connection, filter, page),
    orderSessions: (filter: Filter, page: PageRequest<SessionSort>, signal: AbortSignal) => orderSessions(connection, filter, page, signal),
    orderTraces: (filter: Filter, page: PageRequest<TraceSort>, signal: AbortSignal) => orderTraces(connection, filter, page, signal),
    countEffects: (list: List, filter: Filter) => countEffects(connection, list, filter),
    countFilters: (list: List, filters: readonly [Filter, ...Filter[]]) => countFilters(connection, list, filters),
    facetValues: (request: FacetRequest) => facetValues(connection, request),
    facetRange: (request: Pick<FacetRequest, 'list' | 'filter' | 'field'>) => facetRange(connection, request),
    countTracesWithoutSession: (filter: Filter) => countTracesWithoutSession(connection, filter),
    sumTraces: (filter: Filter) => sumTraces(connection, filter),
    measureTraces: (filter: Filter) => measureTraces(connection, filter),
    findUsers: (filter: Filter, page: PageRequest<UserSort>) => findUsers(connection, filter, page),
    countUsers: (filter: Filter) => countUsers(connection, filter),
    usageOfSessions: (filter: Filter) => usageOfSessions(connection, filter),
    usageOfUsers: (filter: Filter, days: Edges) => usageOfUsers(connection, filter, days),
    latestOpenings: (filter: Filter, limit: number) => latestOpenings(connection, filter, limit),
    getTrace: (projectId: string, traceId: string) => getTrace(connection, projectId, traceId),
    previewsOf: (projectId: string, traceIds: readonly string[]) => previewsOf(connection, projectId, traceIds),
    tracesOfSession: (projectId: string, sessionId: string) => tracesOfSession(connection, projectId, sessionId),
    outlineOfTrace: (projectId: string, traceId: string) => outlineOfTrace(connection, projectId, traceId),
    factsOfSession: (projectId: string, sessionId: string, which: { readonly onlyFailed: boolean }) =>
      factsOfSession(connection, projectId, sessionId, which),
    tracesSaying: (session: SearchedSession, text: string) => tracesSaying(connection, session, text),
    findSayings: (sought: SoughtTexts, page: SayingPage, signal?: AbortSignal) => findSayings(connection, sought, page, signal),
    carriersOf: (projectId: string, sessionIds: readonly string[], texts: readonly string[]) =>
      carriersOf(connection, projectId, sessionIds, texts),
    bestSayings: (projectId: string, texts: readonly string[], among: SayingPlaces) => bestSayings(connection, projectId, texts, among),
    factOf: (projectId: string, traceId: string, spanId: string) => factOf(connection, projectId, traceId, spanId),
    notesOf: (projectId: string, traceId: string, spanId: string) => notesOf(connection, projectId, traceId, spanId),
    sayingsOf: (projectId: string, traceIds: readonly string[], most: number) => sayingsOf(connection, projectId, traceIds, most),
    rawSpansOf: (facts: readonly SpanPlace[]) => rawSpansOf(connection, facts),
    rawSpanOf: (fact: SpanFact) => rawSpanOf(connection, fact),
    latestTraceActivity: (projectId: string) => latestTraceActivity(connection, projectId),
    checkedTraces: (projectId: string, window: TimeWindow) => checkedTraces(connection, { projectId, window }),
    scopeShares: (projectId: string, window: TimeWindow) => scopeShares(connection, { projectId, window }),
    lossShares: (projectId: string, window: TimeWindow, from: bigint, to: bigint) =>
      lossShares(connection, { projectId, window }, from, to),
    factsOfTraces: (projectId: string, traceIds: readonly string[]) => factsOfTraces(connection, projectId, traceIds),
    ingestFindings: (projectId: string) => ingestFindings(connection, projectId),
    unpricedTraces: (projectId: string, window: UnpricedWindow) => unpricedTraces(connection, projectId, window),
    valuesOfKeys: (projectId: string, keys: readonly StoredKey[], window: { readonly sinceUnixNano: bigint; readonly limit: number }) =>
      valuesOfKeys(connection, projectId, keys, window),
    extentOfTraces: (projectId: string) => extentOfTraces(connection, projectId),
    seriesOfTraces: (filter: Filter, edges: Edges, measure: TraceMeasure) => seriesOfTraces(connection, filter, edges, measure),
    seriesOfSessions: (filter: Filter, edges: Edges, what: { readonly measure: SessionMeasure; readonly time: 'created' | 'lastTrace' }) =>
      seriesOfSessions(connection, filter, edges, what),
    usageOfModels: (filter: Filter, edges: Edges, measure: 'tokens' | 'cost') => usageOfModels(connection, filter, edges, measure),
    usageGroups: (filter: Filter, by: UsageBy, limit: number) => usageGroups(connection, filter, by, limit),
    durationGroups: (filter: Filter, by: DurationsBy, limit: number) => durationGroups(connection, filter, by, limit),
    errorGroups: (filter: Filter, edges: Edges, limit: number) => errorGroups(connection, filter, edges, limit),
    sessionsByTraceCount: (filter: Filter, starts: readonly number[]) => sessionsByTraceCount(connection, filter, starts),
    waitingSessions: (filter: Filter) => waitingSessions(connection, filter),
    sessionsOfTraces: (projectId: string, traceIds: readonly string[]) => sessionsOfTraces(connection, projectId, traceIds),
  }
}
export type Reads = ReturnType<typeof createReads>
export { keyInSession } from './find-traces.ts'
export type { Edges, SeriesRow } from './metrics-series.ts'
export type { FacetRange } from './facet.ts'
export type { ModelRow } from './metrics-usage.ts'
export type { BestSaying } from './best-sayings.ts'
export type { SayingTurn, SoughtTexts, TurnPosition } from './find-sayings.ts'
export type { CheckedTrace, LossShare, ScopeShare, Tally } from './doctor.ts'
export type { ListedTrace, TracePreview } from './find-traces.ts'
export type { UserTotals } from './find-users.ts'
export type { SessionSort, TraceSort, UserSort }
