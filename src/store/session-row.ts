import type { Session } from '../model/session.ts'
import { readCount } from './json-text.ts'

type Whole = string
type Count = string | null

export type SessionRow = {
  readonly project_id: string
  readonly session_id: string
  readonly aliases: readonly string[]
  readonly trace_count: number
  readonly error_count: number
  readonly error_span_count: Whole
  readonly span_count: Whole
  readonly created_ns: Whole
  readonly last_trace_ns: Whole
  readonly last_activity_ns: Whole
  readonly active_ns: Whole
  readonly waiting_ns: Whole
  readonly waiting_since_ns: Whole
  readonly unanswered_trace_ids: readonly string[]
  readonly unfinished_until_ns: Whole
  readonly prompt_tokens: Count
  readonly completion_tokens: Count
  readonly total_tokens: Count
  readonly cached_prompt_tokens: Count
  readonly reasoning_tokens: Count
  readonly cost_nano_usd: Count
  readonly p50_ns: Whole
  readonly p95_ns: Whole
  readonly user_id: string
  readonly users: readonly string[]
  readonly models: readonly string[]
  readonly requested_models: readonly string[]
  readonly providers: readonly string[]
  readonly tools: readonly string[]
  readonly tags: readonly string[]
  readonly environment: string
  readonly environments: readonly string[]
  readonly services: readonly string[]
  readonly is_approximate: number
  readonly first_trace_id: string
  readonly last_trace_id: string
  readonly origin: Session['origin']
  readonly recovered_count: number
  readonly rejected_count: Whole
  readonly is_cost_estimated: number
  readonly unpriced_models: readonly string[]
}

/** What to select for `readSession`. */
export const SESSION_COLUMNS = `project_id, session_id, aliases, trace_count, error_count, error_span_count, span_count, created_ns,
  last_trace_ns, last_activity_ns, active_ns, waiting_ns, waiting_since_ns, unanswered_trace_ids, unfinished_until_ns, prompt_tokens,
  completion_tokens, total_tokens, cached_prompt_tokens, reasoning_tokens, cost_nano_usd, user_id, users, models, tools, tags,
  environment, is_approximate, first_trace_id, last_trace_id, origin, recovered_count, rejected_count, is_cost_estimated,
  unpriced_models, p50_ns, p95_ns, requested_models, providers, environments, services`

export function readSession(row: SessionRow): Session {
  return {
    projectId: row.project_id,
    sessionId: row.session_id,
    aliases: row.aliases,
    traceCount: row.trace_count,
    errorCount: row.error_count,
    errorSpanCount: Number(row.error_span_count),
    spanCount: Number(row.span_count),
    createdUnixNano: BigInt(row.created_ns),
    lastTraceUnixNano: BigInt(row.last_trace_ns),
    lastActivityUnixNano: BigInt(row.last_activity_ns),
    activeNano: BigInt(row.active_ns),
    waitingNano: BigInt(row.waiting_ns),
    waitingSinceUnixNano: BigInt(row.waiting_since_ns),
    unansweredTraceIds: row.unanswered_trace_ids,
    unfinishedUntilUnixNano: BigInt(row.unfinished_until_ns),
    promptTokens: readCount(row.prompt_tokens),
    completionTokens: readCount(row.completion_tokens),
    totalTokens: readCount(row.total_tokens),
    cachedPromptTokens: readCount(row.cached_prompt_tokens),
    reasoningTokens: readCount(row.reasoning_tokens),
    costNanoUsd: readCount(row.cost_nano_usd),
    p50Nano: BigInt(row.p50_ns),
    p95Nano: BigInt(row.p95_ns),
    userId: row.user_id,
    users: row.users,
    models: row.models,
    requestedModels: row.requested_models,
    providers: row.providers,
    tools: row.tools,
    tags: row.tags,
    environment: row.environment,
    environments: row.environments,
    services: row.services,
    isApproximate: row.is_approximate === 1,
    firstTraceId: row.first_trace_id,
    lastTraceId: row.last_trace_id,
    origin: row.origin,
    recoveredCount: row.recovered_count,
    rejectedCount: Number(row.rejected_count),
    isCostEstimated: row.is_cost_estimated === 1,
    unpricedModels: row.unpriced_models,
  }
}

/** `writer`: the process that writes it. */
export function writeSession(session: Session, version: bigint, writer: string): string {
  const row: { readonly [column in keyof SessionRow]: unknown } = {
    project_id: session.projectId,
    session_id: session.sessionId,
    aliases: session.aliases,
    trace_count: session.traceCount,
    error_count: session.errorCount,
    error_span_count: session.errorSpanCount,
    span_count: session.spanCount,
    created_ns: session.createdUnixNano.toString(),
    last_trace_ns: session.lastTraceUnixNano.toString(),
    last_activity_ns: session.lastActivityUnixNano.toString(),
    active_ns: session.activeNano.toString(),
    waiting_ns: session.waitingNano.toString(),
    waiting_since_ns: session.waitingSinceUnixNano.toString(),
    unanswered_trace_ids: session.unansweredTraceIds,
    unfinished_until_ns: session.unfinishedUntilUnixNano.toString(),
    prompt_tokens: session.promptTokens,
    completion_tokens: session.completionTokens,
    total_tokens: session.totalTokens,
    cached_prompt_tokens: session.cachedPromptTokens,
    reasoning_tokens: session.reasoningTokens,
    cost_nano_usd: session.costNanoUsd,
    p50_ns: session.p50Nano.toString(),
    p95_ns: session.p95Nano.toString(),
    user_id: session.userId,
    users: session.users,
    models: session.models,
    requested_models: session.requestedModels,
    providers: session.providers,
    tools: session.tools,
    tags: session.tags,
    environment: session.environment,
    environments: session.environments,
    services: session.services,
    is_approximate: session.isApproximate,
    first_trace_id: session.firstTraceId,
    last_trace_id: session.lastTraceId,
    origin: session.origin,
    recovered_count: session.recoveredCount,
    rejected_count: session.rejectedCount,
    is_cost_estimated: session.isCostEstimated,
    unpriced_models: session.unpricedModels,
  }
  return `${JSON.stringify({ ...row, version: version.toString(), is_deleted: 0, writer })}\n`
}

/** The row that takes the place of a session whose last trace has left it. */
export function writeSessionTombstone(projectId: string, sessionId: string, version: bigint, writer: string): string {
  return `${JSON.stringify({ project_id: projectId, session_id: sessionId, version: version.toString(), is_deleted: 1, writer })}\n`
}
