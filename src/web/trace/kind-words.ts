import type { SpanKind } from '../../model/outcome.ts'

export const KIND_WORDS: Readonly<Record<SpanKind, string>> = {
  llm: 'LLM call',
  agent: 'Agent',
  workflow: 'Workflow',
  chain: 'Step',
  tool: 'Tool',
  retriever: 'Retrieval',
  embedding: 'Embedding',
  reranker: 'Rerank',
  guardrail: 'Guardrail',
  evaluator: 'Evaluator',
  prompt: 'Prompt',
  event: 'Event',
  other: 'Other',
}
