import { DEFAULT_SETTINGS, type ProjectSettings } from '../model/project-settings.ts'
import type { RawSpan } from '../model/raw-span.ts'
import type { Session } from '../model/session.ts'
import type { SpanFact } from '../model/span-fact.ts'
import type { Trace } from '../model/trace.ts'
import { isPayloadKey, measureCompleteness, placeSpan, readSpan } from '../normalize/normalize.ts'
import { foldSession, foldWithParts, inferSession } from '../rollup/rollup.ts'
import type { Connection } from '../store/connect.ts'
import { readSession, SESSION_COLUMNS, type SessionRow } from '../store/session-row.ts'
import { factAt, spanRowWriter } from '../store/span-row.ts'
import { rawSql, sql } from '../store/sql.ts'
import { readTrace, TRACE_COLUMNS, type TraceRow } from '../store/trace-row.ts'

/** All traces and sessions, by id, without the version, which tells of batches and not of spans. */
export type Totals = { readonly traces: ReadonlyMap<string, Omit<Trace, 'version'>>; readonly sessions: ReadonlyMap<string, Session> }

/** What the rows must say, counted anew from every version of every span. */
export function recount(projectId: string, spans: readonly RawSpan[], settings: ProjectSettings = DEFAULT_SETTINGS): Totals {
  const write = spanRowWriter(isPayloadKey)
  const best = new Map<string, SpanFact>()
  for (const sent of spans) {
    const raw = placeSpan(sent)
    const row = write({ projectId, raw, reading: readSpan(raw, settings), completeness: measureCompleteness(raw), receivedMs: 0 })
    const fact = factAt(row, 1n)
    const other = best.get(row.identity)
    if (!other || fact.rank > other.rank) best.set(row.identity, fact)
  }
  const folds = [...groupBy(best.values(), (fact) => fact.traceId).values()].map(foldWithParts)
  const traces = [
    ...inferAll(
      folds.map(({ trace }) => trace),
      settings,
    ),
    ...folds.flatMap(({ parts }) => parts),
  ]
  const sessions = [
    ...groupBy(
      traces.filter((trace) => trace.sessionId !== ''),
      (trace) => trace.sessionId,
    ).values(),
  ].map((members) => foldSession(members)!)
  return totalsOf(traces, sessions)
}

/** One after the other in start order: each may go on with those before it. */
function inferAll(traces: readonly Trace[], { isInferringSessions, inferredIdleMinutes }: ProjectSettings): Trace[] {
  if (!isInferringSessions) return [...traces]
  const inferred: Trace[] = []
  for (const trace of [...traces].sort((a, b) => (a.startUnixNano < b.startUnixNano ? -1 : 1))) {
    const unclaimed = inferred.filter((other) => other.sessionOrigin !== 'sent' && other.partCount === 0)
    const isUnclaimed = trace.sessionOrigin !== 'sent' && trace.partCount === 0
    inferred.push(isUnclaimed ? { ...trace, ...inferSession(trace, unclaimed, BigInt(inferredIdleMinutes) * 60_000_000_000n) } : trace)
  }
  return inferred
}

/** What the rows say. */
export async function readTotals(connection: Connection, projectId: string): Promise<Totals> {
  const traces = await connection.rows<TraceRow>(sql`SELECT ${rawSql(TRACE_COLUMNS)} FROM traces FINAL WHERE project_id = ${projectId}`)
  const sessions = await connection.rows<SessionRow>(
    sql`SELECT ${rawSql(SESSION_COLUMNS)} FROM sessions FINAL WHERE project_id = ${projectId}`,
  )
  return totalsOf(traces.map(readTrace), sessions.map(readSession))
}

function totalsOf(traces: readonly Trace[], sessions: readonly Session[]): Totals {
  return {
    traces: new Map(
      traces.map(({ version: _, ...trace }) => [trace.part === '' ? trace.traceId : `${trace.traceId} ${trace.part}`, trace]),
    ),
    sessions: new Map(sessions.map((session) => [session.sessionId, session])),
  }
}

function groupBy<T>(things: Iterable<T>, read: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) groups.set(read(thing), [...(groups.get(read(thing)) ?? []), thing])
  return groups
}
