import type { ModelUsage, Trace } from '../model/trace.ts'
import { readCount, uint64 } from './json-text.ts'

type Whole = string
type Count = string | null

type ModelUsageRow = {
  readonly model: string
  readonly calls: number
  readonly prompt: Count
  readonly completion: Count
  readonly total: Count
  readonly cached: Count
  readonly reasoning: Count
  readonly cost: Count
  readonly is_estimated: number
}

export type TraceRow = {
  readonly project_id: string
  readonly trace_id: string
  readonly session_id: string
  readonly aliases: readonly string[]
  readonly has_session_conflict: number
  readonly user_id: string
  readonly name: string
  readonly start_ns: Whole
  readonly end_ns: Whole
  readonly span_count: number
  readonly error_count: number
  readonly interrupt_count: number
  readonly outcome: Trace['outcome']
  readonly is_recovered: number
  readonly is_unfinished: number
  readonly is_approximate: number
  readonly prompt_tokens: Count
  readonly completion_tokens: Count
  readonly total_tokens: Count
  readonly cached_prompt_tokens: Count
  readonly reasoning_tokens: Count
  readonly cost_nano_usd: Count
  readonly kinds: Trace['kinds']
  readonly models: readonly string[]
  readonly requested_models: readonly string[]
  readonly providers: readonly string[]
  readonly finish_reasons: readonly string[]
  readonly ttft_ns: Count
  readonly error_types: readonly string[]
  readonly error_messages: readonly string[]
  readonly span_ids: readonly string[]
  readonly settled: readonly { readonly span_id: string; readonly outcome: Trace['settled'][number]['outcome'] }[]
  readonly model_usage: readonly ModelUsageRow[]
  readonly errors: readonly { readonly type: string; readonly message: string; readonly spans: number }[]
  readonly tools: readonly string[]
  readonly tags: readonly string[]
  readonly environment: string
  readonly service: string
  readonly input: string
  readonly output: string
  readonly interrupted_at_ns: Whole
  readonly checkpoint_namespaces: readonly string[]
  readonly is_resume: number
  readonly part: string
  readonly part_count: number
  readonly session_origin: Trace['sessionOrigin']
  readonly rejected_count: number
  readonly interrupt_ids: readonly string[]
  readonly open_pauses: readonly { readonly checkpoint_ns: string; readonly ids: readonly string[] }[]
  readonly answered_call_ids: readonly string[]
  readonly waits: readonly { readonly start: Whole; readonly end: Whole }[]
  readonly history_key: string
  readonly thread_key: string
  readonly is_cost_estimated: number
  readonly is_from_logs: number
  readonly unpriced_models: readonly string[]
  readonly version: Whole
}

/** What to select for `readTrace`. */
export const TRACE_COLUMNS = `project_id, trace_id, session_id, aliases, has_session_conflict, user_id, name, start_ns, end_ns, span_count,
  error_count, interrupt_count, outcome, is_recovered, is_unfinished, is_approximate, prompt_tokens, completion_tokens, total_tokens,
  cached_prompt_tokens, reasoning_tokens, cost_nano_usd, models, tools, tags, environment, service, input, output, interrupted_at_ns,
  checkpoint_namespaces, is_resume, part, part_count, session_origin, rejected_count, interrupt_ids, open_pauses,
  answered_call_ids, waits, history_key, thread_key, is_cost_estimated, unpriced_models,
  is_from_logs, kinds, requested_models, providers, finish_reasons, ttft_ns, error_types, error_messages, span_ids, settled, model_usage,
  errors, version`

export function readTrace(row: TraceRow): Trace {
  return {
    projectId: row.project_id,
    traceId: row.trace_id,
    sessionId: row.session_id,
    aliases: row.aliases,
    hasSessionConflict: row.has_session_conflict === 1,
    userId: row.user_id,
    name: row.name,
    startUnixNano: BigInt(row.start_ns),
    endUnixNano: BigInt(row.end_ns),
    spanCount: row.span_count,
    errorCount: row.error_count,
    interruptCount: row.interrupt_count,
    outcome: row.outcome,
    isRecovered: row.is_recovered === 1,
    isUnfinished: row.is_unfinished === 1,
    isApproximate: row.is_approximate === 1,
    promptTokens: readCount(row.prompt_tokens),
    completionTokens: readCount(row.completion_tokens),
    totalTokens: readCount(row.total_tokens),
    cachedPromptTokens: readCount(row.cached_prompt_tokens),
    reasoningTokens: readCount(row.reasoning_tokens),
    costNanoUsd: readCount(row.cost_nano_usd),
    kinds: row.kinds,
    models: row.models,
    requestedModels: row.requested_models,
    providers: row.providers,
    finishReasons: row.finish_reasons,
    ttftNano: readCount(row.ttft_ns),
    errorTypes: row.error_types,
    errorMessages: row.error_messages,
    spanIds: row.span_ids,
    settled: row.settled.map(({ span_id: spanId, outcome }) => ({ spanId, outcome })),
    modelUsage: row.model_usage.map(readModelUsage),
    errors: row.errors.map(({ type, message, spans }) => ({ type, message, spanCount: spans })),
    tools: row.tools,
    tags: row.tags,
    environment: row.environment,
    service: row.service,
    input: row.input,
    output: row.output,
    interruptedAtUnixNano: BigInt(row.interrupted_at_ns),
    checkpointNamespaces: row.checkpoint_namespaces,
    isResume: row.is_resume === 1,
    part: row.part,
    partCount: row.part_count,
    sessionOrigin: row.session_origin,
    rejectedCount: row.rejected_count,
    interruptIds: row.interrupt_ids,
    openPauses: row.open_pauses.map(({ checkpoint_ns: checkpointNs, ids }) => ({ checkpointNs, ids })),
    answeredCallIds: row.answered_call_ids,
    waits: row.waits.map(({ start, end }) => ({ start: BigInt(start), end: BigInt(end) })),
    historyKey: row.history_key,
    threadKey: row.thread_key,
    isCostEstimated: row.is_cost_estimated === 1,
    isFromLogs: row.is_from_logs === 1,
    unpricedModels: row.unpriced_models,
    version: BigInt(row.version),
  }
}

/** `writer`: the process that writes it. */
export function writeTrace(trace: Trace, writer: string): string {
  const row: { readonly [column in keyof TraceRow]: unknown } = {
    project_id: trace.projectId,
    trace_id: trace.traceId,
    session_id: trace.sessionId,
    aliases: trace.aliases,
    has_session_conflict: trace.hasSessionConflict,
    user_id: trace.userId,
    name: trace.name,
    start_ns: trace.startUnixNano.toString(),
    end_ns: trace.endUnixNano.toString(),
    span_count: trace.spanCount,
    error_count: trace.errorCount,
    interrupt_count: trace.interruptCount,
    outcome: trace.outcome,
    is_recovered: trace.isRecovered,
    is_unfinished: trace.isUnfinished,
    is_approximate: trace.isApproximate,
    prompt_tokens: trace.promptTokens,
    completion_tokens: trace.completionTokens,
    total_tokens: trace.totalTokens,
    cached_prompt_tokens: trace.cachedPromptTokens,
    reasoning_tokens: trace.reasoningTokens,
    cost_nano_usd: trace.costNanoUsd,
    kinds: trace.kinds,
    models: trace.models,
    requested_models: trace.requestedModels,
    providers: trace.providers,
    finish_reasons: trace.finishReasons,
    ttft_ns: trace.ttftNano,
    error_types: trace.errorTypes,
    error_messages: trace.errorMessages,
    span_ids: trace.spanIds,
    settled: trace.settled.map(({ spanId, outcome }) => ({ span_id: spanId, outcome })),
    model_usage: trace.modelUsage.map(writeModelUsage),
    errors: trace.errors.map(({ type, message, spanCount }) => ({ type, message: message.toWellFormed(), spans: spanCount })),
    tools: trace.tools,
    tags: trace.tags,
    environment: trace.environment,
    service: trace.service,
    input: trace.input.toWellFormed(),
    output: trace.output.toWellFormed(),
    interrupted_at_ns: trace.interruptedAtUnixNano.toString(),
    checkpoint_namespaces: trace.checkpointNamespaces,
    is_resume: trace.isResume,
    part: trace.part,
    part_count: trace.partCount,
    session_origin: trace.sessionOrigin,
    rejected_count: trace.rejectedCount,
    interrupt_ids: trace.interruptIds,
    open_pauses: trace.openPauses.map(({ checkpointNs, ids }) => ({ checkpoint_ns: checkpointNs, ids })),
    answered_call_ids: trace.answeredCallIds,
    waits: trace.waits.map(({ start, end }) => ({ start: start.toString(), end: end.toString() })),
    history_key: trace.historyKey,
    thread_key: trace.threadKey,
    is_cost_estimated: trace.isCostEstimated,
    is_from_logs: trace.isFromLogs,
    unpriced_models: trace.unpricedModels,
    version: uint64(trace.version).toString(),
  }
  return `${JSON.stringify({ ...row, writer })}\n`
}

export type TracePartKey = Pick<Trace, 'projectId' | 'traceId' | 'part' | 'version'>

/** The row that takes the place of a part whose session no longer shares the trace. */
export function writeTraceTombstone({ projectId, traceId, part, version }: TracePartKey, writer: string): string {
  const row = { project_id: projectId, trace_id: traceId, part, version: uint64(version).toString(), is_deleted: 1, writer }
  return `${JSON.stringify(row)}\n`
}

function readModelUsage(row: ModelUsageRow): ModelUsage {
  return {
    model: row.model,
    callCount: row.calls,
    promptTokens: readCount(row.prompt),
    completionTokens: readCount(row.completion),
    totalTokens: readCount(row.total),
    cachedPromptTokens: readCount(row.cached),
    reasoningTokens: readCount(row.reasoning),
    costNanoUsd: readCount(row.cost),
    isCostEstimated: row.is_estimated === 1,
  }
}

function writeModelUsage(usage: ModelUsage): { readonly [column in keyof ModelUsageRow]: unknown } {
  return {
    model: usage.model.toWellFormed(),
    calls: usage.callCount,
    prompt: usage.promptTokens,
    completion: usage.completionTokens,
    total: usage.totalTokens,
    cached: usage.cachedPromptTokens,
    reasoning: usage.reasoningTokens,
    cost: usage.costNanoUsd,
    is_estimated: usage.isCostEstimated,
  }
}
