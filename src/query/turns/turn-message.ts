import type { TurnMessage } from '../../api/contract/turn.ts'
import { isoFromUnixNano } from '../../base/time.ts'
import type { MessagePart } from '../../model/message.ts'
import { withBlobIds } from '../message-blobs.ts'
import type { Entry } from './conversation.ts'
import type { LinePart } from './lines.ts'

/** Longer texts, arguments and results are cut, in UTF-16 units. */
export const LONGEST_PART = 8_000

type Cut = NonNullable<TurnMessage['cuts']>[number]

export function assembleMessage({ line, at }: Entry): TurnMessage {
  const cut = line.parts.map(({ part, pointer }, index) => cutPart(part, index, pointer))
  const parts = cut.map(({ part }) => part)
  const cuts = cut.flatMap((each) => each.cut ?? [])
  const [message] = withBlobIds([{ role: 'user', direction: 'input', parts }])
  return {
    role: line.role,
    text: textOfParts(parts),
    parts: withoutRepeat(line.role, message!.parts),
    spanId: line.spanId,
    index: line.index,
    at: isoFromUnixNano(at),
    name: line.name,
    finishReason: line.finishReason,
    cuts: cuts.length === 0 ? undefined : cuts,
  }
}

/** A question or an answer as a line stands in `text`; its parts are what it was given as. */
function withoutRepeat(role: string, parts: readonly MessagePart[]): MessagePart[] {
  if (role !== 'interrupt' && role !== 'human') return [...parts]
  return parts.filter((part, at) => !(part.type === 'text' && (part.text === '' || (at === 0 && parts.length > 1))))
}

function textOfParts(parts: readonly MessagePart[]): string {
  return parts.flatMap((part) => (part.type === 'text' ? part.text : [])).join('\n')
}

function cutPart(part: MessagePart, index: number, pointer: LinePart['pointer']): { readonly part: MessagePart; readonly cut?: Cut } {
  switch (part.type) {
    case 'text':
    case 'reasoning': {
      if (part.text.length <= LONGEST_PART) return { part }
      const whole = pointer.startsWith('/messages/') ? `${pointer}/text` : pointer
      return { part: { ...part, text: clip(part.text) }, cut: { part: index, chars: part.text.length, pointer: whole } }
    }
    case 'tool_call': {
      const { value, chars } = cutValue(part.arguments)
      return chars === undefined
        ? { part }
        : { part: { ...part, arguments: value }, cut: { part: index, chars, pointer: `${pointer}/arguments` } }
    }
    case 'tool_result': {
      const { value, chars } = cutValue(part.result)
      const whole = pointer.startsWith('/messages/') ? `${pointer}/result` : pointer
      return chars === undefined ? { part } : { part: { ...part, result: value }, cut: { part: index, chars, pointer: whole } }
    }
    case 'other': {
      const { value, chars } = cutValue(part.value)
      const whole = pointer.startsWith('/messages/') ? `${pointer}/value` : pointer
      return chars === undefined ? { part } : { part: { ...part, value }, cut: { part: index, chars, pointer: whole } }
    }
    default:
      return { part }
  }
}

/** `chars` is there when the value is too long: then its beginning as text stands for it. */
function cutValue(value: unknown): { readonly value: unknown; readonly chars?: number } {
  const text = typeof value === 'string' ? value : value === undefined ? '' : (JSON.stringify(value) ?? '')
  return text.length <= LONGEST_PART ? { value } : { value: clip(text), chars: text.length }
}

function clip(text: string): string {
  const last = text.charCodeAt(LONGEST_PART - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? LONGEST_PART - 1 : LONGEST_PART)
}
