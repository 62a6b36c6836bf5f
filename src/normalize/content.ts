import type { Message } from '../model/message.ts'
import type { Said, Side, SpanView } from './convention.ts'
import { ENCODINGS } from './conventions.ts'

/** Both sides of what a span said. */
export type Content = { readonly input: Said; readonly output: Said }

const NOTHING: Said = { messages: [], value: undefined }

/** The first encoding with an answer wins, per side. */
export function readSides(span: SpanView): Content {
  return { input: readSide(span, 'input'), output: readSide(span, 'output') }
}

function readSide(span: SpanView, side: Side): Said {
  for (const encoding of ENCODINGS) {
    const said = encoding(span, side)
    if (said !== undefined) return said
  }
  return NOTHING
}

export function lastMessages(messages: readonly Message[]): readonly Message[] {
  let start = messages.length
  while (start > 0 && messages[start - 1]?.role !== 'user') start--
  return messages.slice(start)
}
