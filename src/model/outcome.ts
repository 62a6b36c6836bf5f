export const OUTCOMES = ['ok', 'error', 'interrupted', 'control_flow', 'cancelled', 'rejected'] as const
/** What became of a span. Only `error` is an error; `interrupted` waits for a human. */
export type Outcome = (typeof OUTCOMES)[number]

export const STATUSES = ['ok', 'error', 'waiting', 'running'] as const
/** What a trace or a session is doing now, as people see it. */
export type Status = (typeof STATUSES)[number]

export const SPAN_KINDS = [
  'llm',
  'agent',
  'workflow',
  'chain',
  'tool',
  'retriever',
  'embedding',
  'reranker',
  'guardrail',
  'evaluator',
  'prompt',
  'event',
  'other',
] as const
export type SpanKind = (typeof SPAN_KINDS)[number]
