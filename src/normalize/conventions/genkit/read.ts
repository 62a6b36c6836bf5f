import type { Convention } from '../../convention.ts'
import { decodeContent } from '../../json.ts'
import { said } from '../../messages/said.ts'

const KINDS = {
  model: 'llm',
  flow: 'workflow',
  tool: 'tool',
  retriever: 'retriever',
  embedder: 'embedding',
  evaluator: 'evaluator',
  reranker: 'reranker',
  indexer: 'chain',
  prompt: 'prompt',
  flowstep: 'chain',
  util: 'chain',
  userengagement: 'event',
} as const

/** Firebase Genkit. */
export const genkit: Convention = {
  name: 'genkit',
  kinds: { 'genkit:metadata:subtype': KINDS, 'genkit:type': KINDS },
  encodings: {
    genkit: ({ raw: { attributes }, kind }, side) =>
      said(decodeContent(attributes.get(side === 'input' ? 'genkit:input' : 'genkit:output')), side, kind),
  },
  payloadKeys: ['genkit:input', 'genkit:output'],
}
