import type { SpanKind } from '../model/outcome.ts'
import { lastMessages, type Content } from './content.ts'
import { clipText, textOf } from './scalar.ts'
import type { RawSpan } from '../model/raw-span.ts'

const MOST_CALLS = 100
const LONGEST_ID = 256
const CALL_ID_KEYS = [
  'gen_ai.tool.call.id',
  'ai.toolCall.id',
  'tool_call.id',
  'gen_ai.tool.call_id',
  'tool_use_id',
  'call_id',
  'tool.id',
] as const

/** Tool calls by id: those a model asks for here (one that its provider runs has its result beside it, and is asked of nobody), and those that ran here or whose result or approval is new in the input. */
export type Calls = { readonly asked: readonly string[]; readonly answered: readonly string[] }

const NONE: Calls = { asked: [], answered: [] }

export function readCalls({ attributes }: RawSpan, kind: SpanKind, { input, output }: Content): Calls {
  if (kind === 'tool') {
    const id = readCallId({ attributes })
    return id === '' ? NONE : { asked: [], answered: distinct([id]) }
  }
  if (kind !== 'llm' || (input.messages.length === 0 && output.messages.length === 0)) return NONE
  const said = output.messages.flatMap(({ parts }) => parts)
  const ranHere = new Set(said.flatMap((part) => (part.type === 'tool_result' ? (part.id ?? []) : [])))
  const asked = said.flatMap((part) => (part.type === 'tool_call' && part.id !== undefined && !ranHere.has(part.id) ? part.id : []))
  const answered = lastMessages(input.messages).flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'tool_result' || part.type === 'approval_response' ? (part.id ?? []) : [])),
  )
  return asked.length === 0 && answered.length === 0 ? NONE : { asked: distinct(asked), answered: distinct(answered) }
}

/** Strands names the call inside the id of an interrupt that was raised before it. */
const CALL_IN_INTERRUPT = /^v1:before_tool_call:(.{1,200}):[0-9a-f-]{36}$/

/** A run that stopped to ask has answered nothing: the calls it is about are still asked for. */
export function reopenCalls({ asked, answered }: Calls, interruptIds: readonly string[]): Calls {
  const named = interruptIds.flatMap((id) => CALL_IN_INTERRUPT.exec(id)?.[1] ?? [])
  return { asked: distinct([...asked, ...answered, ...named]), answered: [] }
}

/** The tool call a span runs. */
export function readCallId({ attributes }: Pick<RawSpan, 'attributes'>): string {
  return CALL_ID_KEYS.map((key) => textOf(attributes.get(key))).find((each) => each !== '') ?? ''
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => clipText(id, LONGEST_ID)))].slice(0, MOST_CALLS)
}
