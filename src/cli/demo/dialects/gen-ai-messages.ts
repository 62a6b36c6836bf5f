import type { ChatMessage } from '../operation.ts'

/** `gen_ai.input.messages`: a JSON text of messages made of typed parts. */
export function inputMessages(messages: readonly ChatMessage[]): string {
  return JSON.stringify(messages.map(asMessage))
}

/** `gen_ai.output.messages`. */
export function outputMessages(message: ChatMessage & { role: 'assistant' }): string {
  return JSON.stringify([{ ...asMessage(message), finish_reason: message.toolCalls.length > 0 ? 'tool_call' : 'stop' }])
}

function asMessage(message: ChatMessage): { role: string; parts: object[] } {
  if (message.role === 'tool') {
    return { role: 'tool', parts: [{ type: 'tool_call_response', id: message.callId, response: message.text }] }
  }
  const text = message.text === '' ? [] : [{ type: 'text', content: message.text }]
  const calls = message.role === 'assistant' ? message.toolCalls : []
  return { role: message.role, parts: [...text, ...calls.map(({ id, name, args }) => ({ type: 'tool_call', id, name, arguments: args }))] }
}
