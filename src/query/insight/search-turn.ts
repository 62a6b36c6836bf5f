import type { FindHit } from '../../api/contract/insight.ts'
import type { Turn, TurnMessage } from '../../api/contract/turn.ts'
import { placesOf } from '../../base/fold-case.ts'
import type { MessagePart } from '../../model/message.ts'
import { wordsOfPart, wordsOfValue } from '../../normalize/normalize.ts'
import { excerptAt } from './excerpt.ts'

const MOST_IN_TEXT = 100
/** UTF-16 units of texts that others are compared with. */
const MOST_COMPARED = 200_000

type Where = Pick<FindHit, 'spanId' | 'where' | 'message' | 'role'>

/**
 * Where in a turn something was said: its messages, then names and values of its steps, its errors and what its pauses ask. What a step or a
 * pause only repeats of what was found before is not found again. `folded`: what is looked for, see `foldCase`.
 */
export function searchTurn(turn: Turn, folded: string): FindHit[] {
  const hits: FindHit[] = []
  const told = createTold()
  const look = (where: Where, text: string | undefined, mayRepeat: boolean): boolean => {
    const places = text === undefined ? [] : placesOf(text, folded, MOST_IN_TEXT)
    if (text === undefined || places.length === 0 || (mayRepeat && told.has(text))) return false
    told.add(text)
    for (const place of places) hits.push({ traceId: turn.traceId, turn: turn.index, ...where, ...excerptAt(text, place) })
    return true
  }
  turn.messages.forEach((message, index) => {
    const where: Where = { spanId: message.spanId, where: 'message', message: index, role: message.role }
    if (isLine(message)) look(where, message.text, false)
    for (const part of message.parts) {
      const found = wordsOfPart(part).filter((words) => look(where, words, isLine(message)))
      if (found.length > 0) told.add(jsonOf(part))
    }
  })
  for (const { spanId, name, input, output } of turn.steps) {
    look({ spanId, where: 'step' }, name, false)
    for (const text of [input, output]) look({ spanId, where: 'step' }, text, true)
  }
  for (const { spanId, type, message } of turn.errors) for (const text of [type, message]) look({ spanId, where: 'error' }, text, false)
  for (const { spanId, payload } of turn.pauses) {
    for (const words of wordsOfValue(payload)) look({ spanId, where: 'pause' }, words, true)
  }
  return hits
}

/** Questions and answers stand in the text as a line, in the parts as they were given. */
function isLine({ role }: TurnMessage): boolean {
  return role === 'interrupt' || role === 'human'
}

/** As the preview of a step shows what a message holds as a value. */
function jsonOf(part: MessagePart): string {
  if (part.type === 'tool_call' || part.type === 'approval_request') return JSON.stringify(part.arguments) ?? ''
  return part.type === 'tool_result' ? (JSON.stringify(part.result) ?? '') : ''
}

/** Texts by their letters alone: previews are cut and on one line. */
function createTold() {
  const texts: string[] = []
  let length = 0
  return {
    add(text: string): void {
      const own = lettersOf(text)
      if (own === '' || length + own.length > MOST_COMPARED) return
      length += own.length
      texts.push(own)
    },
    has(text: string): boolean {
      const own = lettersOf(text)
      return texts.some((other) => other.includes(own))
    },
  }
}

function lettersOf(text: string): string {
  return text
    .replace(/…$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
