import type { SessionRow } from '../../src/api/contract/session.ts'
import type { SpanRow } from '../../src/api/contract/span.ts'
import type { TraceRow } from '../../src/api/contract/trace.ts'
import type { RawSpan } from '../../src/model/raw-span.ts'
import type { SpanFact } from '../../src/model/span-fact.ts'
import { isPayloadKey, measureCompleteness, placeSpan, readSpan, spanOfLog } from '../../src/normalize/normalize.ts'
import { assembleSessionRow } from '../../src/query/assemble-session.ts'
import { assembleSpanRows } from '../../src/query/assemble-spans.ts'
import { assembleTraceRow } from '../../src/query/assemble-trace.ts'
import { decodeJsonLogs, decodeJsonSpans } from '../../src/receive/decode-json.ts'
import { foldSession, foldWithParts } from '../../src/rollup/rollup.ts'
import { factAt, spanRowWriter } from '../../src/store/span-row.ts'
import type { RecordedRequest } from './recordings.ts'

export type Rows = {
  readonly sessions: readonly (SessionRow & { readonly aliases: readonly string[] })[]
  readonly traces: readonly TraceRow[]
  readonly spans: readonly SpanRow[]
}

/** The spans of these requests, and what their log records say of spans. */
export function spansOfRequests(requests: readonly RecordedRequest[]): readonly RawSpan[] {
  return requests.flatMap(({ signal, body }) => {
    const bytes = Buffer.from(JSON.stringify(body))
    const batch = signal === 'traces' ? decodeJsonSpans(bytes) : decodeJsonLogs(bytes)
    if (batch.rejected.size > 0) throw new Error(`the recording has unreadable records: ${[...batch.rejected.keys()].join(', ')}`)
    return batch.items.flatMap((item) => ('endTimeUnixNano' in item ? item : (spanOfLog(item) ?? [])))
  })
}

const HOUR_NANO = 3_600_000_000_000n

export type StoredSpan = { readonly fact: SpanFact; readonly raw: RawSpan }

/** What is stored of these spans, sent in this order: one of each, the most complete. */
export function storedSpans(spans: readonly RawSpan[]): readonly StoredSpan[] {
  const write = spanRowWriter(isPayloadKey)
  const best = new Map<string, StoredSpan>()
  spans.forEach((sent, index) => {
    const raw = placeSpan(sent)
    const row = write({ projectId: 'p', raw, reading: readSpan(raw), completeness: measureCompleteness(raw), receivedMs: 0 })
    const fact = factAt(row, BigInt(index + 1))
    const other = best.get(row.identity)
    if (!other || fact.rank > other.fact.rank) best.set(row.identity, { fact, raw })
  })
  return [...best.values()]
}

/** What the API answers an hour after the last of these spans, sent in this order. The order must not matter. */
export function rowsOf(spans: readonly RawSpan[]): Rows {
  const facts = storedSpans(spans).map(({ fact }) => fact)
  const asOf = spans.reduce((end, span) => (span.endTimeUnixNano > end ? span.endTimeUnixNano : end), 0n) + HOUR_NANO
  const factsByTrace = groups(facts, (fact) => fact.traceId)
  const folds = factsByTrace.map(foldWithParts).sort((a, b) => (a.trace.startUnixNano < b.trace.startUnixNano ? -1 : 1))
  const traces = folds.map(({ trace }) => trace)
  const members = [...traces, ...folds.flatMap(({ parts }) => parts)]
  const sessions = groups(members, (trace) => trace.sessionId).flatMap((members) => {
    const session = members[0]?.sessionId === '' ? undefined : foldSession(members)
    return session === undefined ? [] : [session]
  })
  const waiting = new Set(sessions.flatMap((session) => session.unansweredTraceIds))
  return {
    sessions: sessions.map((session) => {
      const preview = (traceId: string) => members.find((trace) => trace.traceId === traceId && trace.sessionId === session.sessionId)
      const previews = { first: preview(session.firstTraceId), last: preview(session.lastTraceId) }
      return { ...assembleSessionRow(session, previews, asOf), aliases: session.aliases }
    }),
    traces: traces.map((trace) =>
      assembleTraceRow(
        {
          trace,
          isWaiting: trace.outcome === 'interrupted' && ((trace.sessionId === '' && trace.partCount === 0) || waiting.has(trace.traceId)),
        },
        asOf,
      ),
    ),
    spans: factsByTrace.flatMap((facts) => assembleSpanRows(facts).items),
  }
}

export function groups<T>(things: readonly T[], read: (thing: T) => string): T[][] {
  const found = new Map<string, T[]>()
  for (const thing of things) found.set(read(thing), [...(found.get(read(thing)) ?? []), thing])
  return [...found.values()]
}
