import type { Message } from '../model/message.ts'
import type { Said, Side, SpanView } from './convention.ts'
import { ENCODINGS } from './conventions.ts'
import { ENCODING_ORDER, type EncodingName } from './precedence.ts'

/** Both sides of what a span said. */
export type Content = { readonly input: Said; readonly output: Said }

const NOTHING: Said = { messages: [], value: undefined }

/** The first encoding with an answer wins, per side. Instructions alone are no answer: they stand before what another encoding holds. */
export function readSides(span: SpanView): Content {
  return { input: readSide(span, 'input'), output: readSide(span, 'output') }
}

function readSide(span: SpanView, side: Side): Said {
  let instructions: Said | undefined
  for (const encoding of ENCODINGS) {
    const said = encoding(span, side)
    if (said === undefined) continue
    if (isInstructions(said)) instructions ??= said
    else return instructions === undefined ? said : withInstructions(said, instructions)
  }
  return instructions ?? NOTHING
}

/** The encodings that answer for a side, best first; those with instructions only stand behind. */
export function answeringEncodings(span: SpanView, side: Side): readonly { readonly encoding: EncodingName; readonly said: Said }[] {
  const answers = ENCODINGS.flatMap((encoding, at) => {
    const said = encoding(span, side)
    return said === undefined ? [] : [{ encoding: ENCODING_ORDER[at]!, said }]
  })
  const isLess = ({ said }: { said: Said }): boolean => isInstructions(said)
  return [...answers.filter((each) => !isLess(each)), ...answers.filter(isLess)]
}

function isInstructions({ messages, value }: Said): boolean {
  return value === undefined && messages.length > 0 && messages.every(({ role }) => role === 'system')
}

function withInstructions(said: Said, instructions: Said): Said {
  if (said.messages.some(({ role }) => role === 'system')) return said
  return { messages: [...instructions.messages, ...said.messages], value: said.value }
}

/** What was said after the last user turn. */
export function lastMessages(messages: readonly Message[]): readonly Message[] {
  return messages.slice(messages.findLastIndex(isUserTurn) + 1)
}

/**
 * Which messages say something new: of an input those behind the last answer, of an output, which may repeat its input, those behind the
 * last user turn; instructions never do.
 */
export function newsOf(messages: readonly Message[], side: Side): ReadonlySet<Message> {
  const start = messages.findLastIndex(side === 'input' ? ({ role }) => role === 'assistant' : isUserTurn) + 1
  return new Set(messages.slice(start).filter(({ role }) => role !== 'system'))
}

/** A "user" message that only hands back results or answers of tools is no turn: several providers have no other role for them. */
export function isUserTurn({ role, parts }: Message): boolean {
  return role === 'user' && !(parts.length > 0 && parts.every(({ type }) => type === 'tool_result' || type === 'approval_response'))
}
