import type { Outcome, SpanKind } from '../model/outcome.ts'
import type { RawSpan } from '../model/raw-span.ts'
import type { SessionCandidate, SpanReading } from '../model/reading.ts'
import type { SpanFact } from '../model/span-fact.ts'
import type { Usage } from '../model/usage.ts'
import { amount, count, jsonNumber, jsonText, jsonTexts, readCount } from './json-text.ts'
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
  } = reading
  return {
    kind, outcome, outcomeRule, isBareError, errorType, errorMessage, sessionCandidates, userId, tags, environment, service,
    requestModel, responseModel, provider, responseId, traceName, toolName, interruptIds, checkpointNs,
    isResume, isPending, inputPreview, inputRank, outputPreview, outputRank,
    usage: usage && storedUsage(usage),
    costNanoUsd: amount(costNanoUsd),
    projectId,
    traceId: raw.traceId,
    spanId: raw.spanId,
    parentSpanId: raw.parentSpanId,
    name: raw.name.toWellFormed(),
    startUnixNano: times.startUnixNano,
    endUnixNano: times.endUnixNano,
  }
}

/** The columns that `spans` and `facts` have in common, as the open beginning of a JSON row. */
export function factColumnsText(projectId: string, raw: RawSpan, times: SpanTimes, reading: SpanReading): string {
  return (
    `{"project_id":${jsonText(projectId)},"trace_id":${jsonText(raw.traceId)},"span_id":${jsonText(raw.spanId)}` +
    `,"parent_span_id":${jsonText(raw.parentSpanId)},"name":${jsonText(raw.name)}` +
    `,"start_ns":${times.startUnixNano},"end_ns":${times.endUnixNano}` +
    `,"kind":"${reading.kind}","outcome":"${reading.outcome}","outcome_rule":${reading.outcomeRule}` +
    textColumns(reading) +
    (reading.isBareError ? ',"is_bare_error":1' : '') +
    (reading.isResume ? ',"is_resume":1' : '') +
    (reading.isPending ? ',"is_pending":1' : '') +
    (reading.sessionCandidates.length === 0 ? '' : `,"session_candidates":[${reading.sessionCandidates.map(candidateText).join(',')}]`) +
    (reading.tags.length === 0 ? '' : `,"tags":${jsonTexts(reading.tags)}`) +
    (reading.interruptIds.length === 0 ? '' : `,"interrupt_ids":${jsonTexts(reading.interruptIds)}`) +
    (reading.usage === undefined ? '' : usageText(reading.usage)) +
    (reading.costNanoUsd === undefined ? '' : `,"cost_nano_usd":${jsonNumber(amount(reading.costNanoUsd))}`) +
    `,"input_rank":${reading.inputRank},"output_rank":${reading.outputRank}`
  )
}

const TEXT_COLUMNS = [
  ['errorType', 'error_type'],
  ['errorMessage', 'error_message'],
  ['userId', 'user_id'],
  ['environment', 'environment'],
  ['service', 'service'],
  ['requestModel', 'request_model'],
  ['responseModel', 'response_model'],
  ['provider', 'provider'],
  ['responseId', 'response_id'],
  ['traceName', 'trace_name'],
  ['toolName', 'tool_name'],
  ['checkpointNs', 'checkpoint_ns'],
  ['inputPreview', 'input_preview'],
  ['outputPreview', 'output_preview'],
] as const

function textColumns(reading: SpanReading): string {
  let text = ''
  for (const [key, column] of TEXT_COLUMNS) if (reading[key] !== '') text += `,"${column}":${JSON.stringify(reading[key])}`
  return text
}

function candidateText({ tier, key, value }: SessionCandidate): string {
  return `{"tier":${tier},"key":${jsonText(key)},"value":${jsonText(value)}}`
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

function usageText(usage: Usage): string {
  return (
    `,"prompt_tokens":${jsonNumber(count(usage.promptTokens))},"completion_tokens":${jsonNumber(count(usage.completionTokens))}` +
    `,"total_tokens":${jsonNumber(count(usage.totalTokens))},"cached_prompt_tokens":${jsonNumber(count(usage.cachedPromptTokens))}` +
    `,"cache_write_tokens":${jsonNumber(count(usage.cacheWriteTokens))},"reasoning_tokens":${jsonNumber(count(usage.reasoningTokens))}` +
    `,"usage_source":${jsonText(usage.source)}`
  )
}

/** What to select, in this order and as lists, for `readFact`. */
export const FACT_COLUMNS = `project_id, trace_id, span_id, parent_span_id, name, start_ns, end_ns, kind, outcome, outcome_rule, is_bare_error,
  error_type, error_message, session_candidates, user_id, tags, environment, service, request_model, response_model, provider,
  prompt_tokens, completion_tokens, total_tokens, cached_prompt_tokens, cache_write_tokens, reasoning_tokens, usage_source,
  response_id, cost_nano_usd, trace_name, tool_name, interrupt_ids, checkpoint_ns, is_resume, is_pending,
  input_preview, input_rank, output_preview, output_rank, batch_seq, rank`

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
  inputPreview: string, inputRank: 0 | 1 | 2, outputPreview: string, outputRank: 0 | 1 | 2, batchSeq: string, rank: string,
]

// prettier-ignore
export function readFact(row: FactRow): SpanFact {
  const [
    projectId, traceId, spanId, parentSpanId, name, startNs, endNs, kind, outcome, outcomeRule, isBareError, errorType, errorMessage,
    sessionCandidates, userId, tags, environment, service, requestModel, responseModel, provider,
    promptTokens, completionTokens, totalTokens, cachedPromptTokens, cacheWriteTokens, reasoningTokens, source,
    responseId, costNanoUsd, traceName, toolName, interruptIds, checkpointNs, isResume, isPending,
    inputPreview, inputRank, outputPreview, outputRank, batchSeq, rank,
  ] = row
  return {
    kind, outcome, outcomeRule, errorType, errorMessage, sessionCandidates, userId, tags, environment, service,
    requestModel, responseModel, provider, responseId, traceName, toolName, interruptIds, checkpointNs,
    inputPreview, inputRank, outputPreview, outputRank, projectId, traceId, spanId, parentSpanId, name,
    isBareError: isBareError === 1,
    isResume: isResume === 1,
    isPending: isPending === 1,
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
    batchSeq: BigInt(batchSeq),
    rank: BigInt(rank),
  }
}
