import { caseOf, largeTraceId, largeTraceSpanId, sessionIdOf, traceIdOf, TRACES_PER_SESSION } from './conversations.ts'

/** What is asked at once over the API, and the shortest SQL that gives the same rows alone: no sums, no previews, no total. */
export type ReadCase = { readonly name: string; readonly paths: readonly string[]; readonly sql: readonly string[] }

const DAY_MS = 86_400_000
const ROWS = `project_id = 'default'`

/** Another thing each round, always the same ones. */
export function readCases(round: number, traceCount: number): ReadCase[] {
  const some = (count: number) => ((round + 1) * 7919) % count
  const traceId = traceIdOf(some(traceCount))
  const sessionId = sessionIdOf(some(traceCount / TRACES_PER_SESSION))
  const [from, to] = [Date.now() - 3 * DAY_MS, Date.now() - 2 * DAY_MS]
  const spanId = largeTraceSpanId(1 + some(9_000))
  return [
    { name: 'sessions list', paths: ['/sessions?from=now-7d&limit=50'], sql: [sessions('', 'last_trace_ns')] },
    { name: 'sessions by tokens', paths: ['/sessions?from=now-7d&sort=-totalTokens&limit=50'], sql: [sessions('', 'total_tokens')] },
    {
      name: 'sessions of one day',
      paths: [`/sessions?from=${from}&to=${to}&limit=50`],
      sql: [sessions(`AND last_activity_ns >= ${from}000000 AND created_ns <= ${to}999999`, 'last_trace_ns')],
    },
    { name: 'sessions, status=error', paths: ['/sessions?status=error&limit=50'], sql: [sessions('AND error_count > 0', 'last_trace_ns')] },
    {
      name: 'sessions, a word of one trace',
      paths: [`/sessions?from=now-7d&q=${caseOf(some(traceCount))}&limit=50`],
      sql: [sessions(said(caseOf(some(traceCount))), 'last_trace_ns')],
    },
    {
      name: 'sessions, a common word',
      paths: ['/sessions?from=now-7d&q=museum&limit=50'],
      sql: [sessions(said('museum'), 'last_trace_ns')],
    },
    {
      name: 'session open',
      paths: [`/sessions/${sessionId}`],
      sql: [
        `SELECT * FROM sessions FINAL WHERE ${ROWS} AND session_id = '${sessionId}'`,
        `SELECT * FROM traces FINAL WHERE ${ROWS} AND session_id = '${sessionId}'`,
      ],
    },
    { name: 'traces list', paths: ['/traces?from=now-7d&limit=50'], sql: [traces('start_ns')] },
    { name: 'traces by tokens', paths: ['/traces?from=now-7d&sort=-totalTokens&limit=50'], sql: [traces('total_tokens')] },
    {
      name: 'trace open (row and 10 spans)',
      paths: [`/traces/${traceId}`, `/traces/${traceId}/spans`],
      sql: [`SELECT * FROM traces FINAL WHERE ${ROWS} AND trace_id = '${traceId}'`, facts(traceId)],
    },
    { name: 'trace of 10,000 spans, columns', paths: [`/traces/${largeTraceId}/spans?form=columns`], sql: [facts(largeTraceId)] },
    { name: 'trace of 10,000 spans, rows', paths: [`/traces/${largeTraceId}/spans`], sql: [facts(largeTraceId)] },
    {
      name: 'one span of that trace',
      paths: [`/traces/${largeTraceId}/spans/${spanId}`],
      sql: [`SELECT * FROM spans WHERE ${ROWS} AND trace_id = '${largeTraceId}' AND span_id = '${spanId}'`],
    },
  ]
}

function sessions(condition: string, sort: string): string {
  return `SELECT * FROM sessions FINAL WHERE ${ROWS} ${condition} ORDER BY ${sort} DESC, session_id LIMIT 50`
}

function said(word: string): string {
  const traceIds = `SELECT trace_id FROM spans WHERE ${ROWS} AND search_text LIKE '%${word}%'`
  return `AND session_id IN (SELECT session_id FROM traces WHERE ${ROWS} AND trace_id IN (${traceIds}))`
}

function traces(sort: string): string {
  return `SELECT * FROM traces FINAL WHERE ${ROWS} ORDER BY ${sort} DESC, trace_id LIMIT 50`
}

function facts(traceId: string): string {
  return `SELECT * FROM facts FINAL WHERE ${ROWS} AND trace_id = '${traceId}' ORDER BY start_ns`
}
