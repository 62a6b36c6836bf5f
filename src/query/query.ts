// The desk: rows → views of the contract.
// In: a project id and the checked parameters of a question. Out: exactly what `api/contract` promises.
// Promises: every number is the whole session's or trace's; pages of one list neither repeat nor lose a row that stays put;
// absent means not reported; a thing of another project is not there.
// Never: writes, keeps anything between two questions, or knows of HTTP.
import type { Contract } from '../api/contract/contract.ts'
import type { PriceQuestion } from '../api/contract/price.ts'
import type { Ingest } from '../api/contract/project.ts'
import type { ParamsOf, QueryOf } from '../api/contract/route.ts'
import { isoFromUnixNano } from '../base/time.ts'
import type { ProjectSettings } from '../model/project-settings.ts'
import type { ReceivedRequest } from '../model/span-sink.ts'
import type { Reads } from '../store/store.ts'
import { examine } from './doctor/examine.ts'
import { getSession, listSessions } from './find-sessions.ts'
import { getBlob, getSpan, getSpanValue, getTrace, listSpans, listTraces } from './find-traces.ts'
import { explainFilter } from './explain/explain-filter.ts'
import { exportRows } from './export/export-rows.ts'
import { findFacet } from './facets/find-facet.ts'
import { findUnpriced } from './find-unpriced.ts'
import { getOutline } from './turns/get-outline.ts'
import { findInSession } from './insight/find-in-session.ts'
import { listSessionErrors } from './insight/session-errors.ts'
import { getSessionMetrics } from './insight/session-metrics.ts'
import { getBreakdown, getErrorBreakdown, getPercentiles } from './metrics/get-groups.ts'
import { getHistogram } from './metrics/get-histogram.ts'
import { getSummary } from './metrics/get-summary.ts'
import { getTimeseries } from './metrics/get-timeseries.ts'
import { getTracesPerSession } from './metrics/get-traces-per-session.ts'
import { search } from './search/search.ts'
import { listTurns } from './turns/list-turns.ts'
import { getUsage } from './users/get-usage.ts'
import { getUser, listUsers } from './users/find-users.ts'
import { testPrice } from './test-price.ts'
import { testSessionKeys } from './test-session-keys.ts'

export { createLive, type Live } from './live/live.ts'
export { notFound } from './not-found.ts'
export type { ApiKeyRecord, Control, ProjectRecord, ViewRecord } from '../store/store.ts'

export function createDesk({ reads, now = Date.now }: { reads: Reads; now?: () => number }) {
  return {
    listSessions: (projectId: string, query: QueryOf<Contract['listSessions']>) => listSessions(reads, projectId, query, now()),
    getSession: (projectId: string, idOrAlias: string) => getSession(reads, projectId, idOrAlias, now()),
    /** Once the signal has come, the page ends where it is. */
    listTurns: (projectId: string, idOrAlias: string, query: QueryOf<Contract['listTurns']>, signal?: AbortSignal) =>
      listTurns(reads, projectId, idOrAlias, query, { nowMs: now(), signal }),
    getOutline: (projectId: string, idOrAlias: string) => getOutline(reads, projectId, idOrAlias, now()),
    listSessionErrors: (projectId: string, idOrAlias: string) => listSessionErrors(reads, projectId, idOrAlias),
    getSessionMetrics: (projectId: string, idOrAlias: string) => getSessionMetrics(reads, projectId, idOrAlias),
    findInSession: (projectId: string, idOrAlias: string, query: QueryOf<Contract['findInSession']>, signal?: AbortSignal) =>
      findInSession(reads, projectId, idOrAlias, query, { nowMs: now(), signal }),
    search: (projectId: string, query: QueryOf<Contract['search']>, signal?: AbortSignal) =>
      search(reads, projectId, query, { nowMs: now(), signal }),
    listTraces: (projectId: string, query: QueryOf<Contract['listTraces']>) => listTraces(reads, projectId, query, now()),
    getTrace: (projectId: string, traceId: string) => getTrace(reads, projectId, traceId, now()),
    listSpans: (projectId: string, traceId: string, form: 'rows' | 'columns') => listSpans(reads, projectId, traceId, form),
    getSpan: (projectId: string, address: ParamsOf<Contract['getSpan']>, settings: ProjectSettings, cut?: number) =>
      getSpan(reads, projectId, address, settings, cut),
    getSpanValue: (projectId: string, address: ParamsOf<Contract['getSpanValue']>, settings: ProjectSettings, pointer: string) =>
      getSpanValue(reads, projectId, address, settings, pointer),
    getBlob: (projectId: string, address: ParamsOf<Contract['getBlob']>) => getBlob(reads, projectId, address),
    getTimeseries: (projectId: string, query: QueryOf<Contract['getTimeseries']>) => getTimeseries(reads, projectId, query, now()),
    getPercentiles: (projectId: string, query: QueryOf<Contract['getPercentiles']>) => getPercentiles(reads, projectId, query, now()),
    getBreakdown: (projectId: string, query: QueryOf<Contract['getBreakdown']>) => getBreakdown(reads, projectId, query, now()),
    getErrorBreakdown: (projectId: string, query: QueryOf<Contract['getErrorBreakdown']>) =>
      getErrorBreakdown(reads, projectId, query, now()),
    getTracesPerSession: (projectId: string, query: QueryOf<Contract['getTracesPerSession']>) =>
      getTracesPerSession(reads, projectId, query, now()),
    getSummary: (projectId: string, query: QueryOf<Contract['getSummary']>) => getSummary(reads, projectId, query, now()),
    getHistogram: (projectId: string, query: QueryOf<Contract['getHistogram']>) => getHistogram(reads, projectId, query, now()),
    findFacet: (projectId: string, query: QueryOf<Contract['listFacet']>) => findFacet(reads, projectId, query, now()),
    /** Once the signal has come, the file ends where it is. */
    exportRows: (projectId: string, query: QueryOf<Contract['exportRows']>, signal: AbortSignal) =>
      exportRows(reads, projectId, query, { nowMs: now(), signal }),
    explainFilter: (projectId: string, query: QueryOf<Contract['explainFilter']>) => explainFilter(reads, projectId, query, now()),
    listUsers: (projectId: string, query: QueryOf<Contract['listUsers']>) => listUsers(reads, projectId, query, now()),
    getUsage: (projectId: string, query: QueryOf<Contract['getUsage']>) => getUsage(reads, projectId, query, now()),
    getUser: (projectId: string, userId: string, query: QueryOf<Contract['getUser']>) => getUser(reads, projectId, userId, query, now()),
    testSessionKeys: (projectId: string, keys: readonly string[]) => testSessionKeys(reads, projectId, keys, now()),
    examine: (projectId: string, query: QueryOf<Contract['getDoctor']>, requests: readonly ReceivedRequest[]) =>
      examine(reads, projectId, query, requests, now()),
    listUnpricedModels: (projectId: string, settings: ProjectSettings) => findUnpriced(reads, projectId, settings, now()),
    testPrice: (question: PriceQuestion, settings: ProjectSettings) => testPrice(question, settings, now()),
    async ingestFindings(projectId: string): Promise<Pick<Ingest, 'found' | 'lastSpanAt'>> {
      const { lastSpanUnixNano, ...found } = await reads.ingestFindings(projectId)
      return { found, lastSpanAt: lastSpanUnixNano === undefined ? undefined : isoFromUnixNano(lastSpanUnixNano) }
    },
  }
}
export type Desk = ReturnType<typeof createDesk>
