import type { Message } from '../../../model/message.ts'
import type { Convention, Said, SpanView } from '../../convention.ts'
import { decodeContent, decodeText, isRecord } from '../../json.ts'
import { messageFrom } from '../../messages/message-from.ts'
import { messagesIn } from '../../messages/messages-in.ts'
import { said } from '../../messages/said.ts'

const OPERATIONS = {
  'ai.generatetext': 'agent',
  'ai.streamtext': 'agent',
  'ai.generateobject': 'chain',
  'ai.streamobject': 'chain',
  'ai.generatetext.dogenerate': 'llm',
  'ai.streamtext.dostream': 'llm',
  'ai.generateobject.dogenerate': 'llm',
  'ai.streamobject.dostream': 'llm',
  'ai.embed': 'chain',
  'ai.embedmany': 'chain',
  'ai.embed.doembed': 'embedding',
  'ai.embedmany.doembed': 'embedding',
  'ai.toolcall': 'tool',
  'ai.rerank': 'reranker',
  'ai.rerank.dorerank': 'reranker',
} as const

/** Vercel AI SDK 4–7 with its own attributes (`ai.*`); 7's default output is plain OTel GenAI. */
export const vercelAi: Convention = {
  name: 'vercel-ai',
  kinds: { 'ai.operationId': OPERATIONS, 'operation.name': OPERATIONS },
  toolRunners: ['ai', 'gen_ai'],
  encodings: { 'vercel-ai': (span, side) => (side === 'input' ? readPrompt(span) : readResponse(span)) },
  payloadKeys: [
    'ai.prompt',
    'ai.prompt.messages',
    'ai.prompt.tools',
    'ai.prompt.toolChoice',
    'ai.response.text',
    'ai.response.object',
    'ai.response.toolCalls',
    'ai.response.reasoning',
    'ai.response.files',
    'ai.result.text',
    'ai.result.object',
    'ai.result.toolCalls',
    'ai.toolCall.args',
    'ai.toolCall.result',
    'ai.value',
    'ai.values',
    'ai.embedding',
    'ai.embeddings',
    'ai.schema',
  ],
}

function readPrompt({ raw: { attributes }, kind }: SpanView): Said | undefined {
  const messages = messagesIn(decodeContent(attributes.get('ai.prompt.messages')), 'input')
  if (messages !== undefined) return { messages: messages.messages, value: undefined }
  const prompt = decodeContent(attributes.get('ai.prompt'))
  if (prompt !== undefined) return said(isRecord(prompt) ? promptChat(prompt) : prompt, 'input', kind)
  const values = decodeContent(attributes.get('ai.value')) ?? decodeContent(attributes.get('ai.values'))
  return said(
    Array.isArray(values) ? values.map((value: unknown) => (typeof value === 'string' ? (decodeText(value) ?? value) : value)) : values,
    'input',
    kind,
  )
}

/** `{system, prompt, messages}` as one chat. */
function promptChat(prompt: { readonly [key: string]: unknown }): unknown {
  const { system, messages } = prompt
  const list: unknown[] = Array.isArray(messages) ? [...(messages as unknown[])] : []
  if (typeof prompt['prompt'] === 'string') list.push({ role: 'user', content: prompt['prompt'] })
  else if (Array.isArray(prompt['prompt'])) list.push(...(prompt['prompt'] as unknown[]))
  if (typeof system === 'string') list.unshift({ role: 'system', content: system })
  return list.length === 0 ? prompt : { messages: list }
}

/** Embeddings are left among the attributes: nobody reads vectors. */
function readResponse({ raw: { attributes }, kind }: SpanView): Said | undefined {
  const take = (name: string) => attributes.get(`ai.response.${name}`) ?? attributes.get(`ai.result.${name}`)
  const text = take('text')
  const object = decodeContent(take('object'))
  const calls = decodeContent(take('toolCalls'))
  const reasoning = take('reasoning')
  if (text === undefined && calls === undefined && reasoning === undefined) {
    return said(object, 'output', kind)
  }
  const finish = take('finishReason')
  const message: Message | undefined = messageFrom(
    {
      role: 'assistant',
      reasoning_content: typeof reasoning === 'string' ? reasoning : undefined,
      content: typeof text === 'string' ? [{ type: 'text', text }] : undefined,
      tool_calls: calls,
      finish_reason: finish,
    },
    'output',
  )
  return message === undefined ? undefined : { messages: [message], value: object }
}
