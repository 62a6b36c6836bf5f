import type { Message } from '../../model/message.ts'
import type { Side } from '../convention.ts'
import { isRecord, type JsonRecord } from '../json.ts'
import { messageFrom, roleOf } from './message-from.ts'
import { partsFrom } from './parts-from.ts'

export type Chat = { readonly messages: readonly Message[]; readonly rest: unknown }
const MOST_MESSAGES = 10_000

/** The chat inside a decoded value (also inside the update of a LangGraph Command), and what is left beside it; `undefined` when there is no chat in it. */
export function messagesIn(value: unknown, side: Side): Chat | undefined {
  if (Array.isArray(value)) return listChat(value, side)
  if (!isRecord(value)) return undefined
  if (isRecord(value['update']) && 'goto' in value) return commandChat(value, value['update'], side)
  return (
    keyedChat(value, 'messages', side) ??
    keyedChat(value, 'contents', side) ??
    keyedChat(value, 'choices', side) ??
    keyedChat(value, 'candidates', side) ??
    generationsChat(value, side) ??
    loneMessage(value, side)
  )
}

/** The messages of a Command's update; an answer to a pause it also brings stays beside them. */
function commandChat(command: JsonRecord, update: JsonRecord, side: Side): Chat | undefined {
  const chat = messagesIn(update, side)
  const isAnswer = command['resume'] !== undefined && command['resume'] !== null
  return chat !== undefined && isAnswer ? { messages: chat.messages, rest: command } : chat
}

function listChat(list: readonly unknown[], side: Side): Chat | undefined {
  const first: unknown = list[0]
  if (Array.isArray(first) && !isPair(first)) return list.length === 1 ? listChat(first, side) : undefined
  if (list.length === 1 && isRecord(first) && 'update' in first) return messagesIn(first, side)
  const messages: Message[] = []
  for (const each of list.slice(0, MOST_MESSAGES)) {
    const message = messageFrom(each, side)
    if (message === undefined) return undefined
    messages.push(message)
  }
  return messages.length === 0 ? undefined : { messages, rest: undefined }
}

const isPair = (value: readonly unknown[]): boolean => value.length === 2 && roleOf(value[0]) !== undefined && typeof value[1] === 'string'

/** `{messages: […], …}`: the other keys are kept as the rest. */
function keyedChat(value: JsonRecord, key: string, side: Side): Chat | undefined {
  const inner = value[key]
  const list = Array.isArray(inner) ? inner : key === 'messages' && isRecord(inner) ? [inner] : undefined
  const chat = list === undefined ? undefined : listChat(list.map(candidate), side)
  if (chat === undefined) return undefined
  const system = partsFrom(value['system'] ?? value['system_instruction'])
  const messages: readonly Message[] =
    system.length === 0 ? chat.messages : [{ role: 'system', direction: side, parts: system }, ...chat.messages]
  const rest = Object.entries(value).filter(([name]) => name !== key && name !== 'system' && name !== 'system_instruction')
  return { messages, rest: key === 'messages' && rest.length > 0 ? Object.fromEntries(rest) : undefined }
}

/** Gemini wraps an answer as `{content: {role, parts}}`, and leaves the role of a lone user turn out. */
function candidate(each: unknown): unknown {
  if (!isRecord(each)) return each
  const content = each['content']
  if (isRecord(content) && Array.isArray(content['parts']))
    return { role: 'model', ...content, finish_reason: each['finishReason'] ?? each['finish_reason'] }
  return Array.isArray(each['parts']) && each['role'] === undefined ? { role: 'user', ...each } : each
}

/** LangChain's model output: `{generations: [[{text, message}]]}`. */
function generationsChat(value: JsonRecord, side: Side): Chat | undefined {
  if (!Array.isArray(value['generations'])) return undefined
  const messages = (value['generations'] as readonly unknown[]).flat().flatMap((each) => {
    const message = messageFrom(each, side)
    if (message !== undefined) return [message]
    const text = isRecord(each) ? each['text'] : undefined
    return typeof text === 'string' ? [{ role: 'assistant', direction: side, parts: partsFrom(text) } as const] : []
  })
  return messages.length === 0 ? undefined : { messages, rest: undefined }
}

function loneMessage(value: JsonRecord, side: Side): Chat | undefined {
  const message = messageFrom(candidate(value), side)
  return message === undefined ? undefined : { messages: [message], rest: undefined }
}
