import type { SessionDetail, SessionPage, SessionRow } from '../api/contract/session.ts'
import type { SpanRow } from '../api/contract/span.ts'
import type { TraceRow } from '../api/contract/trace.ts'
import type { Turn, TurnMessage } from '../api/contract/turn.ts'

const AT = '2026-11-22T08:58:12.123Z'

export function exampleRow(fields: Partial<SessionRow> = {}): SessionRow {
  return {
    id: '90199272-398d-4167-b45a-552500664890',
    traceCount: 2,
    errorCount: 0,
    errorSpanCount: 0,
    recoveredErrorCount: 0,
    finalErrorCount: 0,
    rejectedSpanCount: 0,
    promptTokens: 8318,
    completionTokens: 302,
    totalTokens: 8620,
    costUsd: 0.0213,
    isCostEstimated: true,
    createdAt: AT,
    lastTraceAt: AT,
    lastActivityAt: AT,
    status: 'ok',
    durationMs: 61_000,
    activeMs: 12_000,
    waitingMs: 0,
    firstMessage: 'show tables',
    p50Ms: 3820,
    p95Ms: 4310,
    models: ['gpt-4o'],
    tools: ['execute_sql'],
    services: [],
    tags: [],
    ...fields,
  }
}

export function examplePage(items: readonly SessionRow[], fields: Partial<SessionPage> = {}): SessionPage {
  const sums = {
    traceCount: 2,
    errorCount: 0,
    errorSpanCount: 0,
    promptTokens: 8318,
    completionTokens: 302,
    totalTokens: 8620,
    cachedPromptTokens: 0,
    reasoningTokens: 0,
  }
  return { items: [...items], total: items.length, totalIsExact: true, sums, tracesWithoutSession: 0, ...fields }
}

export function exampleSession(fields: Partial<SessionDetail> = {}): SessionDetail {
  return {
    ...exampleRow(),
    aliases: [],
    users: [],
    spanCount: 12,
    segments: [],
    ...fields,
  }
}

export function exampleMessage(role: TurnMessage['role'], text: string, fields: Partial<TurnMessage> = {}): TurnMessage {
  return { role, text, parts: [{ type: 'text', text }], spanId: 'b'.repeat(16), at: AT, ...fields }
}

export function exampleTurn(fields: Partial<Turn> = {}): Turn {
  return {
    traceId: 'a'.repeat(32),
    index: 0,
    name: 'AgentExecutor.workflow',
    startedAt: AT,
    durationMs: 3630,
    status: 'ok',
    totalTokens: 2853,
    spanCount: 12,
    errorCount: 0,
    rejectedSpanCount: 0,
    models: [],
    messages: [],
    earlierMessages: 0,
    steps: [],
    stepCount: 0,
    errors: [],
    pauses: [],
    resumes: [],
    ...fields,
  }
}

export function exampleTrace(fields: Partial<TraceRow> = {}): TraceRow {
  return {
    id: 'a'.repeat(32),
    name: 'AgentExecutor.workflow',
    startedAt: AT,
    updatedAt: AT,
    durationMs: 3630,
    spanCount: 2,
    errorCount: 0,
    interruptCount: 0,
    status: 'ok',
    models: [],
    tags: [],
    rejectedSpanCount: 0,
    ...fields,
  }
}

export function exampleSpan(id: string, fields: Partial<SpanRow> = {}): SpanRow {
  return {
    id,
    traceId: 'a'.repeat(32),
    name: `span ${id}`,
    kind: 'chain',
    startedAt: AT,
    startUnixNano: '0',
    durationMs: 12.4,
    outcome: 'ok',
    outcomeRule: 14,
    counted: false,
    ...fields,
  }
}
