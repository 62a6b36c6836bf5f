import { createHash } from 'node:crypto'
import type { Message } from '../model/message.ts'
import type { SpanKind } from '../model/outcome.ts'
import { NO_HISTORY } from '../model/reading.ts'
import { isUserTurn, type Content } from './content.ts'

/** What a model call was told of the conversation before its turn, and what its turn adds up to, as hashes; empty: it does not tell. */
export type History = { readonly historyKey: string; readonly threadKey: string }

export const UNTOLD: History = { historyKey: '', threadKey: '' }

/**
 * A thread is what the user said so far and what was answered last. Calls of tools and words beside them are left out, because apps
 * differ in whether they hand those on to the next turn. The key of an empty history is `NO_HISTORY`.
 */
export function readHistory(kind: SpanKind, { input, output }: Content): History {
  if (kind !== 'llm') return UNTOLD
  const lastTurn = input.messages.findLastIndex(isUserTurn)
  if (lastTurn === -1) return UNTOLD
  const firstTurn = startOfTurn(input.messages, lastTurn)
  const before = input.messages.slice(0, firstTurn)
  const reply = output.messages.findLast(isSpokenReply)
  return {
    historyKey: before.some(isUserTurn) ? threadOf(before, before.findLast(isSpokenReply)) : NO_HISTORY,
    threadKey: reply === undefined ? '' : threadOf(input.messages, reply),
  }
}

/** Several user messages in a row are one turn. */
function startOfTurn(messages: readonly Message[], last: number): number {
  let start = last
  while (start > 0 && messages[start - 1]?.role === 'user') start--
  return start
}

const isSpokenReply = ({ role, parts }: Message): boolean =>
  role === 'assistant' && parts.some(({ type }) => type === 'text') && !parts.some(({ type }) => type === 'tool_call')

function threadOf(messages: readonly Message[], reply: Message | undefined): string {
  const hash = createHash('md5')
  for (const message of messages) if (isUserTurn(message)) hash.update(`u${wordsOf(message)}\0`)
  if (reply !== undefined) hash.update(`a${wordsOf(reply)}\0`)
  return hash.digest('base64url')
}

function wordsOf({ parts }: Message): string {
  return parts
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join('\n')
    .trim()
}
