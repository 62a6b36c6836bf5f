import type { Attributes } from '../../../model/any-value.ts'
import type { AgentEvents, Convention, EventRole, Said, Side, SpanView } from '../../convention.ts'
import { decodeContent, isRecord } from '../../json.ts'
import { said } from '../../messages/said.ts'
import { textOf } from '../../scalar.ts'

/** Gemini CLI's log events. Those of a streamed answer lose the ids of their trace, those of its request keep them. */
const events: AgentEvents = {
  prefix: 'gemini_cli.',
  scope: 'gemini-cli',
  sessionKey: 'session.id',
  promptKey: 'prompt_id',
  roleOf(name, attributes) {
    if (name === 'user_prompt') return { as: 'prompt', kind: 'agent' }
    if (name === 'api_request') return { as: 'note', kind: 'llm' }
    if (name === 'api_response') return { as: 'step', kind: 'llm' }
    if (name === 'api_error') return failedRole(attributes)
    if (name === 'tool_call') return { as: 'step', kind: 'tool' }
    return undefined
  },
}

/** Gemini CLI: OTel GenAI words of its own on its spans, log events beside them. */
export const geminiCli: Convention = {
  name: 'gemini-cli',
  namedKinds: {
    scope: 'gemini-cli',
    names: {
      llm_call: 'llm',
      tool_call: 'tool',
      agent_call: 'agent',
      schedule_tool_calls: 'chain',
      user_prompt: 'agent',
      system_prompt: 'chain',
    },
  },
  agentEvents: events,
  encodings: { 'gemini-cli': readOwn },
  payloadKeys: ['request_text', 'response_text', 'function_args'],
}

function failedRole(attributes: Attributes): EventRole {
  return { as: 'step', kind: 'llm', failure: textOf(attributes.get('error')) || textOf(attributes.get('error.message')) }
}

function readOwn({ raw, kind }: SpanView, side: Side): Said | undefined {
  if (!raw.name.startsWith(events.prefix)) return undefined
  const { attributes } = raw
  if (kind === 'tool') return side === 'input' ? said(decodeContent(attributes.get('function_args')), side, kind) : undefined
  if (side === 'output') return said(replyIn(decodeContent(attributes.get('response_text'))), side, 'llm')
  return said(decodeContent(attributes.get('prompt')) ?? decodeContent(attributes.get('request_text')), side, 'llm')
}

/** One response, or the pieces of a streamed one. */
function replyIn(value: unknown): unknown {
  const pieces = (Array.isArray(value) ? value : [value]) as readonly unknown[]
  const parts = pieces.flatMap((piece): unknown[] => {
    const [first] = isRecord(piece) && Array.isArray(piece['candidates']) ? (piece['candidates'] as unknown[]) : []
    const content = isRecord(first) ? first['content'] : undefined
    return isRecord(content) && Array.isArray(content['parts']) ? (content['parts'] as unknown[]) : []
  })
  return parts.length === 0 ? value : [{ role: 'model', parts }]
}
