import type { Convention, Said, Side, SpanView } from '../../convention.ts'
import { decodeContent } from '../../json.ts'
import { said } from '../../messages/said.ts'

/** Logfire's integration for the OpenAI Agents SDK: spans told by the template of their message, a tool's words under bare names. */
export const logfire: Convention = {
  name: 'logfire',
  namedKinds: {
    scope: 'logfire.openai_agents',
    names: {
      OpenAI: 'workflow',
      'Task:': 'workflow',
      Agent: 'agent',
      Turn: 'chain',
      'Function:': 'tool',
      'Handoff:': 'chain',
      Guardrail: 'guardrail',
      Responses: 'llm',
      Chat: 'llm',
      'MCP:': 'other',
    },
  },
  encodings: { logfire: readFunction },
  payloadKeys: ['response', 'gen_ai.usage.raw'],
}

function readFunction({ raw: { attributes, scope }, kind }: SpanView, side: Side): Said | undefined {
  return kind === 'tool' && scope.name.startsWith('logfire.') ? said(decodeContent(attributes.get(side)), side, kind) : undefined
}
