import type { Convention } from '../../convention.ts'
import { decodeContent } from '../../json.ts'
import { said } from '../../messages/said.ts'

/** OpenLIT: OTel GenAI with its own workflow input and output. */
export const openlit: Convention = {
  name: 'openlit',
  // Spans that failed carry no operation.
  namedKinds: {
    scope: 'openlit.',
    names: {
      invoke_workflow: 'workflow',
      invoke_agent: 'agent',
      create_agent: 'agent',
      execute_tool: 'tool',
      chat: 'llm',
      text_completion: 'llm',
      embeddings: 'embedding',
    },
  },
  encodings: {
    openlit: ({ raw: { attributes }, kind }, side) =>
      said(decodeContent(attributes.get(side === 'input' ? 'gen_ai.workflow.input' : 'gen_ai.workflow.output')), side, kind),
  },
  payloadKeys: ['gen_ai.workflow.input', 'gen_ai.workflow.output'],
}
