import type { Contract } from '../api/contract/contract.ts'
import type { QueryOf } from '../api/contract/route.ts'
import type { SpanDetail, SpanList } from '../api/contract/span.ts'
import type { TracePage, TraceRow } from '../api/contract/trace.ts'
import { isoFromUnixNano, unixNanoFromMs } from '../base/time.ts'
import type { ProjectSettings } from '../model/project-settings.ts'
import { explainSpan } from '../normalize/normalize.ts'
import { explainCount } from '../rollup/rollup.ts'
import type { Reads, TraceSort } from '../store/store.ts'
import { assembleReadings } from './assemble-readings.ts'
import { assembleSpanDetail } from './assemble-span-detail.ts'
import {
  assembleSpanColumns,
  assembleSpanRow,
  assembleSpanRows,
  isSharedSense,
  senseOf,
  spansAmong,
  speakingNotes,
} from './assemble-spans.ts'
import { assembleSums } from './assemble-totals.ts'
import { assembleTraceRow } from './assemble-trace.ts'
import { contentWithNotes } from './content-with-notes.ts'
import { cutDetail } from './cut-detail.ts'
import { followPointer, readPointer } from './json-pointer.ts'
import { findBlob, type Blob } from './message-blobs.ts'
import { notFound } from './not-found.ts'
import { readListQuery } from './read-list-query.ts'
import { resolveAliases } from './resolve-aliases.ts'
import { withMatches } from './search/tell-hits.ts'

export async function listTraces(
  reads: Reads,
  projectId: string,
  query: QueryOf<Contract['listTraces']>,
  nowMs: number,
): Promise<TracePage> {
  const request = readListQuery<TraceSort>(projectId, query, 'traces', nowMs)
  const filter = await resolveAliases(reads, request.filter)
  const [found, sums, latest] = await Promise.all([
    reads.findTraces(filter, request.page),
    reads.sumTraces(filter),
    reads.latestTraceActivity(projectId),
  ])
  return {
    items: await withMatches(
      reads,
      filter,
      'traces',
      found.traces.map((listed) => assembleTraceRow(listed, filter.asOfUnixNano)),
    ),
    nextCursor: request.writeNext(found.next),
    total: sums.count,
    totalIsExact: true,
    sums: { spanCount: sums.spanCount, errorCount: sums.errorCount, ...assembleSums(sums) },
    latestActivityAt: latest === undefined ? undefined : isoFromUnixNano(latest),
  }
}

export async function getTrace(reads: Reads, projectId: string, traceId: string, nowMs: number): Promise<TraceRow> {
  const listed = await reads.getTrace(projectId, traceId.toLowerCase())
  if (listed === undefined) throw notFound('trace')
  return assembleTraceRow(listed, unixNanoFromMs(nowMs))
}

export async function listSpans(reads: Reads, projectId: string, traceId: string, form: 'rows' | 'columns'): Promise<SpanList> {
  const facts = await reads.outlineOfTrace(projectId, traceId.toLowerCase())
  if (facts.length === 0) throw notFound('trace')
  return form === 'columns' ? assembleSpanColumns(facts) : assembleSpanRows(facts)
}

type SpanAddress = { readonly traceId: string; readonly spanId: string }

/** `settings`: what the project decided about reading, for telling how this span was read. `cut`: characters of a text, absent for all. */
export async function getSpan(
  reads: Reads,
  projectId: string,
  address: SpanAddress,
  settings: ProjectSettings,
  cut?: number,
): Promise<SpanDetail> {
  const { fact, raw, noteRaws, facts } = await readWhole(reads, projectId, address)
  const spans = spansAmong(facts)
  const { counted, outcomes } = senseOf(spans)
  const joined = spans.find((span) => span.spanId === fact.spanId) ?? fact
  const row = assembleSpanRow(joined, counted.has(fact.spanId), outcomes.get(fact.spanId))
  const detail = assembleSpanDetail(row, joined.origin === 'span' ? fact : { ...fact, endUnixNano: joined.endUnixNano }, raw, noteRaws)
  const readings = assembleReadings(explainSpan(raw, settings), row, explainCount(spans, fact.spanId))
  return cut === undefined ? { ...detail, readings } : cutDetail({ ...detail, readings }, cut)
}

/** What `pointer` leads to in the detail of a span; any JSON. */
export async function getSpanValue(
  reads: Reads,
  projectId: string,
  address: SpanAddress,
  settings: ProjectSettings,
  pointer: string,
): Promise<unknown> {
  const path = readPointer(pointer)
  const value = followPointer(await getSpan(reads, projectId, address, settings), path)
  if (value === undefined) throw notFound('value')
  return value
}

export async function getBlob(reads: Reads, projectId: string, address: SpanAddress & { readonly blobId: string }): Promise<Blob> {
  const { fact, raw, noteRaws } = await readWhole(reads, projectId, address)
  const blob = findBlob(contentWithNotes(raw, noteRaws, fact.outcome).messages, address.blobId)
  if (blob === undefined) throw notFound('blob')
  return blob
}

/** A span as it was sent, with what log records say of it, and as much of its trace as its sense depends on. */
async function readWhole(reads: Reads, projectId: string, { traceId, spanId }: SpanAddress) {
  const fact = await reads.factOf(projectId, traceId.toLowerCase(), spanId.toLowerCase())
  if (fact === undefined) throw notFound('span')
  const [raw, notes, rest] = await Promise.all([
    reads.rawSpanOf(fact),
    reads.notesOf(projectId, fact.traceId, fact.spanId),
    isSharedSense(fact) ? reads.outlineOfTrace(projectId, fact.traceId) : [],
  ])
  if (raw === undefined) throw notFound('span')
  const facts = rest.length > 0 ? rest : [fact, ...notes]
  return { fact, raw, facts, noteRaws: await reads.rawSpansOf(speakingNotes(notes, facts)) }
}
