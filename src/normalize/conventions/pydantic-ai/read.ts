import type { Convention, Said, Side, SpanView } from '../../convention.ts'
import { decodeContent } from '../../json.ts'
import { messagesIn } from '../../messages/messages-in.ts'
import { said } from '../../messages/said.ts'

/** Pydantic AI and Logfire: the agent span holds the whole exchange; chat spans are OTel GenAI. */
export const pydanticAi: Convention = {
  name: 'pydantic-ai',
  encodings: { 'pydantic-ai': readRun },
  payloadKeys: [
    'pydantic_ai.all_messages',
    'all_messages_events',
    'events',
    'final_result',
    'tool_arguments',
    'tool_response',
    'request_data',
    'response_data',
    'model_request_parameters',
  ],
}

/** Trailing assistant messages are the output, everything before them is the input. */
function readRun({ raw: { attributes }, kind }: SpanView, side: Side): Said | undefined {
  const final = side === 'output' ? said(decodeContent(attributes.get('final_result')), side, kind) : undefined
  if (final !== undefined) return final
  const value = attributes.get('pydantic_ai.all_messages') ?? attributes.get('all_messages_events') ?? attributes.get('events')
  if (typeof value !== 'string' && !Array.isArray(value))
    return said(decodeContent(attributes.get(`${side === 'input' ? 'request' : 'response'}_data`)), side, kind)
  const all = messagesIn(decodeContent(value), side)?.messages ?? []
  let split = all.length
  while (split > 0 && all[split - 1]?.role === 'assistant') split--
  const messages = side === 'input' ? all.slice(0, split) : all.slice(split)
  return messages.length === 0 ? undefined : { messages, value: undefined }
}
