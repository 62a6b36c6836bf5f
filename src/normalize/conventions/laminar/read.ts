import type { Convention } from '../../convention.ts'
import { decodeContent } from '../../json.ts'
import { said } from '../../messages/said.ts'

/** Laminar (lmnr). */
export const laminar: Convention = {
  name: 'laminar',
  kinds: {
    'lmnr.span.type': {
      llm: 'llm',
      tool: 'tool',
      executor: 'chain',
      evaluator: 'evaluator',
      human_evaluator: 'evaluator',
      evaluation: 'evaluator',
      pipeline: 'workflow',
      cached: 'chain',
    },
  },
  encodings: {
    laminar: ({ raw: { attributes }, kind }, side) =>
      said(decodeContent(attributes.get(side === 'input' ? 'lmnr.span.input' : 'lmnr.span.output')), side, kind),
  },
  payloadKeys: ['lmnr.span.input', 'lmnr.span.output'],
}
