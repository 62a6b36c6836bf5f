import type { MessagePart } from '../model/message.ts'
import type { Said } from './convention.ts'
import type { Content } from './content.ts'
import { isRecord } from './json.ts'
import { cleanText, clipText } from './scalar.ts'

const LONGEST_TEXT = 64 * 1024
const HALF = LONGEST_TEXT / 2
const ESCAPE = /\\[nrt"]/g

/** Lower-cased plain words of everything a span said. Longer text keeps its first and its last half: questions open, answers close. */
export function searchTextOf({ input, output }: Content, extras: readonly string[]): string {
  const words: string[] = []
  gatherSaid(input, words)
  gatherSaid(output, words)
  for (const extra of extras) if (extra !== '') words.push(trimmed(extra))
  const text = words.join('\n')
  return cleanText(text.length <= LONGEST_TEXT ? text : halves(text)).toLowerCase()
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

function halves(text: string): string {
  return `${clipText(text, HALF - 1)}\n${text.slice(text.length - HALF)}`
}

function trimmed(text: string): string {
  return text.length <= LONGEST_TEXT ? text : halves(text)
}

function gatherSaid({ messages, value }: Said, words: string[]): void {
  for (const { parts } of messages) for (const part of parts) gatherPart(part, words)
  gatherValue(value, words)
}

function gatherPart(part: MessagePart, words: string[]): void {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      words.push(trimmed(part.text))
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
    const text = trimmed(value)
    words.push(text.startsWith('{') || text.startsWith('[') ? text.replace(ESCAPE, ' ') : text)
  } else if (typeof value === 'number') words.push(String(value))
  else if (Array.isArray(value)) for (const each of value) gatherValue(each, words)
  else if (isRecord(value)) for (const each of Object.values(value)) gatherValue(each, words)
}
