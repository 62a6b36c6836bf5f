import type { Outcome, SpanKind } from '../model/outcome.ts'
import type { RawSpan } from '../model/raw-span.ts'
import type { SessionCandidate, SpanReading } from '../model/reading.ts'
import type { SpanFact } from '../model/span-fact.ts'
import type { Usage } from '../model/usage.ts'
import { amount, count, readCount } from './json-text.ts'
import type { RowBinaryWriter } from './row-binary.ts'
import type { SpanTimes } from './span-times.ts'

/** completeness << 48 | batchSeq: the more complete version of a span wins, of equals the one received last. */
export function rankOf(completeness: number, batchSeq: bigint): bigint {
  return (BigInt(completeness) << 48n) | batchSeq
}

/** A fact before its batch has a number. */
export type FactDraft = Omit<SpanFact, 'batchSeq' | 'rank'>

/** The fact of a span, with exactly the texts and numbers that the store gives back. Readings hold well-formed text only. */
// prettier-ignore
export function draftFact(projectId: string, raw: RawSpan, times: SpanTimes, reading: SpanReading): FactDraft {
  const {
    kind, outcome, outcomeRule, isBareError, errorType, errorMessage, sessionCandidates, userId, tags, environment, service,
    requestModel, responseModel, provider, usage, responseId, costNanoUsd, traceName, toolName, interruptIds, checkpointNs,
    isResume, isPending, inputPreview, inputRank, outputPreview, outputRank,
    costSource, askedCallIds, answeredCallIds, isHumanWait, historyKey, threadKey, scope, marks, finishReasons, ttftNano,
  } = reading
  return {
    kind, outcome, outcomeRule, isBareError, errorType, errorMessage, sessionCandidates, userId, tags, environment, service,
    requestModel, responseModel, provider, responseId, traceName, toolName, interruptIds, checkpointNs,
    isResume, isPending, inputPreview, inputRank, outputPreview, outputRank,
    costSource, askedCallIds, answeredCallIds, isHumanWait, historyKey, threadKey, scope, marks, finishReasons,
    ttftNano: count(ttftNano),
    usage: usage && storedUsage(usage),
    costNanoUsd: amount(costNanoUsd),
    projectId,
    traceId: raw.traceId,
    spanId: raw.spanId,
    parentSpanId: raw.parentSpanId,
    name: raw.name.toWellFormed(),
    origin: raw.origin ?? 'span',
    startUnixNano: times.startUnixNano,
    endUnixNano: times.endUnixNano,
  }
}

/** Writes FACT_BEGINNING. */
export function writeFactBeginning(row: RowBinaryWriter, projectId: string, raw: RawSpan, times: SpanTimes, reading: SpanReading): void {
  for (const text of [projectId, raw.traceId, raw.spanId, raw.parentSpanId, raw.name]) row.text(text)
  row.uint64(times.startUnixNano)
  row.uint64(times.endUnixNano)
  row.text(reading.kind)
  row.text(reading.outcome)
  row.uint8(reading.outcomeRule)
  row.uint8(Number(reading.isBareError))
  row.text(reading.errorType)
  row.text(reading.errorMessage)
  row.count(reading.sessionCandidates.length)
  for (const { tier, key, value } of reading.sessionCandidates) {
    row.uint8(tier)
    row.text(key)
    row.text(value)
  }
  row.text(reading.userId)
  row.texts(reading.tags)
  row.text(reading.environment)
  row.text(reading.service)
  row.text(reading.requestModel)
  row.text(reading.responseModel)
  row.text(reading.provider)
  writeUsage(row, reading.usage)
  row.text(reading.responseId)
  row.nullableInt64(amount(reading.costNanoUsd))
  row.text(reading.traceName)
  row.text(reading.toolName)
  row.texts(reading.interruptIds)
  row.text(reading.checkpointNs)
  row.uint8(Number(reading.isResume))
  row.uint8(Number(reading.isPending))
  row.text(reading.inputPreview)
  row.uint8(reading.inputRank)
  row.text(reading.outputPreview)
  row.uint8(reading.outputRank)
  row.text(raw.origin ?? 'span')
  row.text(reading.costSource)
  row.texts(reading.askedCallIds)
  row.texts(reading.answeredCallIds)
  row.uint8(Number(reading.isHumanWait))
  row.text(reading.historyKey)
  row.text(reading.threadKey)
  row.text(reading.scope)
  row.texts(reading.marks)
  row.texts(reading.finishReasons)
  row.nullableInt64(count(reading.ttftNano))
}

function writeUsage(row: RowBinaryWriter, usage: Usage | undefined): void {
  row.nullableInt64(count(usage?.promptTokens))
  row.nullableInt64(count(usage?.completionTokens))
  row.nullableInt64(count(usage?.totalTokens))
  row.nullableInt64(count(usage?.cachedPromptTokens))
  row.nullableInt64(count(usage?.cacheWriteTokens))
  row.nullableInt64(count(usage?.reasoningTokens))
  row.text(usage?.source ?? '')
}

function storedUsage(usage: Usage): Usage {
  return {
    promptTokens: count(usage.promptTokens),
    completionTokens: count(usage.completionTokens),
    totalTokens: count(usage.totalTokens),
    cachedPromptTokens: count(usage.cachedPromptTokens),
    cacheWriteTokens: count(usage.cacheWriteTokens),
    reasoningTokens: count(usage.reasoningTokens),
    source: usage.source,
  }
}

/** The columns that `spans` and `facts` have in common, as far as they are known before a batch has a number. */
export const FACT_BEGINNING = `project_id, trace_id, span_id, parent_span_id, name, start_ns, end_ns, kind, outcome, outcome_rule, is_bare_error,
  error_type, error_message, session_candidates, user_id, tags, environment, service, request_model, response_model, provider,
  prompt_tokens, completion_tokens, total_tokens, cached_prompt_tokens, cache_write_tokens, reasoning_tokens, usage_source,
  response_id, cost_nano_usd, trace_name, tool_name, interrupt_ids, checkpoint_ns, is_resume, is_pending,
  input_preview, input_rank, output_preview, output_rank, origin, cost_source, asked_call_ids, answered_call_ids, is_human_wait,
  history_key, thread_key, scope_name, marks, finish_reasons, ttft_ns`

/** What to select, in this order and as lists, for `readFact`. */
export const FACT_COLUMNS = `${FACT_BEGINNING}, batch_seq, rank`

type Count = string | null
// prettier-ignore
export type FactRow = readonly [
  projectId: string, traceId: string, spanId: string, parentSpanId: string, name: string, startNs: string, endNs: string,
  kind: SpanKind, outcome: Outcome, outcomeRule: number, isBareError: number, errorType: string, errorMessage: string,
  sessionCandidates: SessionCandidate[], userId: string, tags: string[], environment: string, service: string,
  requestModel: string, responseModel: string, provider: string,
  promptTokens: Count, completionTokens: Count, totalTokens: Count, cachedPromptTokens: Count, cacheWriteTokens: Count,
  reasoningTokens: Count, usageSource: string, responseId: string, costNanoUsd: Count, traceName: string, toolName: string,
  interruptIds: string[], checkpointNs: string, isResume: number, isPending: number,
  inputPreview: string, inputRank: 0 | 1 | 2, outputPreview: string, outputRank: 0 | 1 | 2,
  origin: SpanFact['origin'], costSource: SpanFact['costSource'], askedCallIds: string[], answeredCallIds: string[], isHumanWait: number,
  historyKey: string, threadKey: string, scope: string, marks: string[], finishReasons: string[], ttftNs: Count,
  batchSeq: string, rank: string,
]

// prettier-ignore
export function readFact(row: FactRow): SpanFact {
  const [
    projectId, traceId, spanId, parentSpanId, name, startNs, endNs, kind, outcome, outcomeRule, isBareError, errorType, errorMessage,
    sessionCandidates, userId, tags, environment, service, requestModel, responseModel, provider,
    promptTokens, completionTokens, totalTokens, cachedPromptTokens, cacheWriteTokens, reasoningTokens, source,
    responseId, costNanoUsd, traceName, toolName, interruptIds, checkpointNs, isResume, isPending,
    inputPreview, inputRank, outputPreview, outputRank, origin, costSource, askedCallIds, answeredCallIds, isHumanWait,
    historyKey, threadKey, scope, marks, finishReasons, ttftNs, batchSeq, rank,
  ] = row
  return {
    kind, outcome, outcomeRule, errorType, errorMessage, sessionCandidates, userId, tags, environment, service,
    requestModel, responseModel, provider, responseId, traceName, toolName, interruptIds, checkpointNs,
    inputPreview, inputRank, outputPreview, outputRank, origin, costSource, askedCallIds, answeredCallIds, historyKey, threadKey, scope,
    marks, finishReasons, projectId, traceId, spanId, parentSpanId, name,
    isBareError: isBareError === 1,
    isResume: isResume === 1,
    isPending: isPending === 1,
    isHumanWait: isHumanWait === 1,
    startUnixNano: BigInt(startNs),
    endUnixNano: BigInt(endNs),
    usage: source === '' ? undefined : {
      promptTokens: readCount(promptTokens),
      completionTokens: readCount(completionTokens),
      totalTokens: readCount(totalTokens),
      cachedPromptTokens: readCount(cachedPromptTokens),
      cacheWriteTokens: readCount(cacheWriteTokens),
      reasoningTokens: readCount(reasoningTokens),
      source,
    },
    costNanoUsd: readCount(costNanoUsd),
    ttftNano: readCount(ttftNs),
    batchSeq: BigInt(batchSeq),
    rank: BigInt(rank),
  }
}
