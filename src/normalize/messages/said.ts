import type { Message } from '../../model/message.ts'
import type { SpanKind } from '../../model/outcome.ts'
import type { Said, Side } from '../convention.ts'
import { isRecord } from '../json.ts'
import { messageFrom } from './message-from.ts'
import { messagesIn } from './messages-in.ts'
import { partsFrom } from './parts-from.ts'

/** What senders write where there is nothing. */
const PLACEHOLDERS: ReadonlySet<unknown> = new Set(['', '<not specified>', '<not serializable>'])

/** Kinds whose values are data, never a chat. */
const CHATLESS: ReadonlySet<SpanKind> = new Set<SpanKind>(['tool', 'retriever', 'embedding', 'reranker'])

/** A decoded value as what was said: a chat when it is one, a lone text of a model as a message, else a value. Empty values say nothing. */
export function said(value: unknown, side: Side, kind: SpanKind): Said | undefined {
  if (isNothing(value)) return undefined
  if (CHATLESS.has(kind)) return { messages: [], value: toolValue(value, side) }
  const chat = messagesIn(value, side)
  if (chat !== undefined) return { messages: chat.messages, value: chat.rest }
  if (kind !== 'llm') return { messages: [], value }
  const text = isRecord(value) ? (value['text'] ?? value['prompt'] ?? value['completion']) : value
  if (typeof text !== 'string') return { messages: [], value }
  return { messages: [{ role: side === 'input' ? 'user' : 'assistant', direction: side, parts: partsFrom(text) }], value: undefined }
}

/** Items that are meant as messages; one that is none is kept as its text. */
export function saidMessages(items: readonly unknown[], side: Side): Said | undefined {
  const messages = items.flatMap((item): Message[] => {
    const message = messageFrom(item, side) ?? loneText(item, side)
    return message === undefined ? [] : [message]
  })
  return messages.length === 0 ? undefined : { messages, value: undefined }
}

function loneText(item: unknown, side: Side): Message | undefined {
  const inner = isRecord(item) ? (item['prompt'] ?? item['completion'] ?? item) : item
  const content = isRecord(inner) ? (inner['content'] ?? inner['text'] ?? inner['tool_calls'] ?? inner['function_call']) : inner
  if (content === undefined) return undefined
  const role = side === 'input' ? 'user' : 'assistant'
  if (isRecord(inner) && (inner['tool_calls'] ?? inner['function_call']) !== undefined) return messageFrom({ ...inner, role }, side)
  return { role, direction: side, parts: partsFrom(content) }
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || PLACEHOLDERS.has(value)) return true
  if (Array.isArray(value)) return value.length === 0
  return isRecord(value) && Object.keys(value).length === 0
}

/** A tool's result that is a LangChain tool message is the content of that message. */
function toolValue(value: unknown, side: Side): unknown {
  if (side === 'input' || !isRecord(value)) return value
  const inner = isRecord(value['output']) && Object.keys(value).length === 1 ? value['output'] : value
  const part = messageFrom(inner, side)?.parts[0]
  return part?.type === 'tool_result' ? part.result : value
}
