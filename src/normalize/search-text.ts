import { foldCase } from '../base/fold-case.ts'
import type { MessagePart } from '../model/message.ts'
import { HISTORY_END } from '../model/reading.ts'
import { newsOf, type Content } from './content.ts'
import { isRecord } from './json.ts'
import { cleanText, clipText } from './scalar.ts'

const LONGEST_TEXT = 64 * 1024
const ESCAPE = /\\[nrt"]/g

/**
 * The plain words of a span: first what it was told of what went before, then what is new in it, and `names`. Longer text keeps its
 * first and its last half: questions open, answers close. What is said now comes before what was said.
 */
export function searchTextOf({ input, output }: Content, names: readonly string[]): string {
  const [before, now]: [string[], string[]] = [[], []]
  for (const [side, { messages, value }] of [['input', input] as const, ['output', output] as const]) {
    const news = newsOf(messages, side)
    for (const message of messages) for (const part of message.parts) gatherPart(part, news.has(message) ? now : before)
    gatherValue(value, now)
  }
  now.push(...names.filter((name) => name !== ''))
  const said = foldText(now, LONGEST_TEXT)
  const history = before.length === 0 ? '' : foldText(before, LONGEST_TEXT - said.length - 1)
  return history === '' ? said : `${history}${HISTORY_END}${said}`
}

function foldText(words: readonly string[], longest: number): string {
  const text = clipText(foldCase(cleanText(shortened(words.join('\n'), longest))), longest)
  return text.includes(HISTORY_END) ? text.replaceAll(HISTORY_END, ' ') : text
}

/** The same words of one part of a message, each value by itself. */
export function wordsOfPart(part: MessagePart): string[] {
  const words: string[] = []
  gatherPart(part, words)
  return words.filter((word) => word !== '')
}

/** The words in any value, not the keys. */
export function wordsOfValue(value: unknown): string[] {
  const words: string[] = []
  gatherValue(value, words)
  return words
}

function shortened(text: string, longest = LONGEST_TEXT): string {
  const half = Math.floor(longest / 2)
  return text.length <= longest ? text : half < 2 ? '' : `${clipText(text, half - 1)}\n${text.slice(text.length - half)}`
}

function gatherPart(part: MessagePart, words: string[]): void {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      words.push(shortened(part.text))
      break
    case 'tool_call':
      words.push(part.name)
      gatherValue(part.arguments, words)
      break
    case 'tool_result':
      gatherValue(part.result, words)
      break
    case 'approval_request':
      words.push(part.toolName ?? '')
      gatherValue(part.arguments, words)
      break
    case 'approval_response':
      words.push(part.reason ?? '')
      break
    case 'media':
      words.push(part.name ?? '')
      break
    case 'redacted':
      break
    case 'other':
      gatherValue(part.value, words)
      break
  }
}

/** The values inside, not their keys. Text that looks like broken JSON loses its escapes, so that words do not stick to an `n`. */
function gatherValue(value: unknown, words: string[]): void {
  if (typeof value === 'string') {
    if (value.startsWith('data:')) return
    const text = shortened(value)
    words.push(text.startsWith('{') || text.startsWith('[') ? text.replace(ESCAPE, ' ') : text)
  } else if (typeof value === 'number') words.push(String(value))
  else if (Array.isArray(value)) for (const each of value) gatherValue(each, words)
  else if (isRecord(value)) for (const each of Object.values(value)) gatherValue(each, words)
}
