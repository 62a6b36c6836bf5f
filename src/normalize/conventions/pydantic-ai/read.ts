import type { Convention, Said, Side, SpanView } from '../../convention.ts'
import type { Message, MessagePart } from '../../../model/message.ts'
import { decodeContent, decodeText, isRecord } from '../../json.ts'
import { messagesIn } from '../../messages/messages-in.ts'
import { said } from '../../messages/said.ts'

/** Pydantic AI and Logfire: the agent span holds the whole exchange; chat spans are OTel GenAI. */
export const pydanticAi: Convention = {
  name: 'pydantic-ai',
  namedKinds: { scope: 'pydantic-ai', names: { agent: 'agent' } },
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
  const result = side === 'output' ? decodeContent(attributes.get('final_result')) : undefined
  const final = deferred(result) ?? said(result, side, kind)
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

/** A run that ends in `DeferredToolRequests` asks for its calls: to be approved, or to be run somewhere else. */
function deferred(result: unknown): Said | undefined {
  if (!isRecord(result)) return undefined
  const { approvals, calls } = result
  if (!Array.isArray(approvals) || !Array.isArray(calls)) return undefined
  const parts = [...approvals, ...calls].flatMap(requestFrom)
  const message: Message = { role: 'assistant', direction: 'output', parts }
  return parts.length === 0 ? undefined : { messages: [message], value: undefined }
}

function requestFrom(call: unknown): MessagePart[] {
  if (!isRecord(call) || typeof call['tool_name'] !== 'string' || typeof call['tool_call_id'] !== 'string') return []
  const args = typeof call['args'] === 'string' ? decodeText(call['args']) : call['args']
  return [{ type: 'approval_request', id: call['tool_call_id'], toolName: call['tool_name'], arguments: args ?? undefined }]
}
