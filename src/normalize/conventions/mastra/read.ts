import type { Convention } from '../../convention.ts'
import { decodeContent } from '../../json.ts'
import { said } from '../../messages/said.ts'
import { textOf } from '../../scalar.ts'

const TYPES = {
  agent_run: 'agent',
  workflow_run: 'workflow',
  workflow_step: 'chain',
  workflow_conditional: 'chain',
  workflow_conditional_eval: 'chain',
  workflow_parallel: 'chain',
  workflow_loop: 'chain',
  workflow_sleep: 'chain',
  workflow_wait_event: 'chain',
  processor_run: 'chain',
  generic: 'chain',
  model_generation: 'llm',
  model_step: 'chain',
  model_chunk: 'chain',
  model_inference: 'llm',
  tool_call: 'tool',
  mcp_tool_call: 'tool',
  provider_tool_call: 'tool',
  rag_ingestion: 'chain',
  rag_embedding: 'embedding',
  rag_vector_operation: 'retriever',
  rag_action: 'retriever',
  client_tool_call: 'tool',
  memory_operation: 'other',
  scorer_run: 'evaluator',
  scorer_step: 'evaluator',
} as const

/** Mastra: the attribute that holds the content is named after the span type. */
export const mastra: Convention = {
  name: 'mastra',
  kinds: { 'mastra.span.type': TYPES },
  encodings: {
    mastra: ({ raw: { attributes }, kind }, side) => {
      const type = textOf(attributes.get('mastra.span.type'))
      if (type === '') return undefined
      const value = decodeContent(attributes.get(`mastra.${type}.${side}`))
      // What memory loads and keeps was said elsewhere.
      return type === 'memory_operation' && value !== undefined ? { messages: [], value } : said(value, side, kind)
    },
  },
  payloadKeys: Object.keys(TYPES).flatMap((type) => [`mastra.${type}.input`, `mastra.${type}.output`]),
}
