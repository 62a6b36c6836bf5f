import type { Message } from '../../model/message.ts'
import { isUserTurn, lastMessages, partOfText, wordsIn, type SpanContent } from '../../normalize/normalize.ts'
import { lineOfPart, linesOf, type Line } from './lines.ts'

/**
 * What a step above model calls was asked and what came of it. Its input may end with what was said in the meantime, its output begin with
 * the history: `repeated`.
 */
export function exchangeOf(content: SpanContent, spanId: string): Record<'asked' | 'answered' | 'repeated', readonly Line[]> {
  const input = indexed(content, 'input')
  const output = indexed(content, 'output')
  const asked = input.slice(0, input.findLastIndex(({ message }) => isUserTurn(message)) + 1)
  const latest = output.slice(output.length - lastMessages(output.map(({ message }) => message)).length)
  const answered = [...input.slice(asked.length), ...latest].filter(isSpoken)
  return {
    asked: input.some(isSpoken) ? lines(asked, spanId) : [...lines(input, spanId), ...wordsOf(content, 'input', spanId)],
    repeated: lines(output.slice(0, output.length - latest.length), spanId),
    answered: output.some(isSpoken) ? lines(answered, spanId) : [...lines(answered, spanId), ...wordsOf(content, 'output', spanId)],
  }
}

const isSpoken = ({ message }: Indexed): boolean => message.role !== 'system'

type Indexed = { readonly message: Message; readonly index: number }

function indexed({ messages }: SpanContent, side: 'input' | 'output'): readonly Indexed[] {
  return messages.flatMap((message, index) => (message.direction === side ? [{ message, index }] : []))
}

function lines(list: readonly Indexed[], spanId: string): Line[] {
  return linesOf(
    list.map(({ message }) => message),
    spanId,
    list.map(({ index }) => index),
  )
}

/** What a model was asked. */
export function askedOfModel(content: SpanContent, spanId: string): Line[] {
  const input = indexed(content, 'input')
  return input.length > 0 ? lines(input, spanId) : wordsOf(content, 'input', spanId)
}

/** What a model answered; an object that it was to make as its JSON. */
export function answeredByModel(content: SpanContent, spanId: string): Line[] {
  const output = indexed(content, 'output')
  if (output.length > 0 || content.output === undefined) return lines(output, spanId)
  const words = wordsOf(content, 'output', spanId)
  if (words.length > 0 || isChat(content.output)) return words
  return [lineOfPart('assistant', partOfText(JSON.stringify(content.output) ?? ''), spanId, '/output')]
}

/** Messages in a form that nobody reads are no answer. */
function isChat(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'messages' in value
}

export function wordsOf(content: SpanContent, side: 'input' | 'output', spanId: string): Line[] {
  const text = wordsIn(content[side], side)
  return text === undefined || text.trim() === ''
    ? []
    : [lineOfPart(side === 'input' ? 'user' : 'assistant', partOfText(text), spanId, `/${side}`)]
}
