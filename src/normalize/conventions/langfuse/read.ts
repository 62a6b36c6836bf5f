import type { Convention } from '../../convention.ts'
import { decodeContent } from '../../json.ts'
import { said } from '../../messages/said.ts'

/** Langfuse SDKs (Python and JS): `langfuse.*`. Observation type `span` is no kind of its own: it only says "a step". */
export const langfuse: Convention = {
  name: 'langfuse',
  kinds: {
    'langfuse.observation.type': {
      generation: 'llm',
      event: 'event',
      embedding: 'embedding',
      agent: 'agent',
      tool: 'tool',
      chain: 'chain',
      retriever: 'retriever',
      guardrail: 'guardrail',
      evaluator: 'evaluator',
    },
  },
  encodings: {
    langfuse: ({ raw: { attributes }, kind }, side) =>
      said(decodeContent(attributes.get(`langfuse.observation.${side}`)), side, kind) ??
      said(decodeContent(attributes.get(`langfuse.trace.${side}`)), side, kind),
  },
  payloadKeys: ['langfuse.observation.input', 'langfuse.observation.output', 'langfuse.trace.input', 'langfuse.trace.output'],
}
