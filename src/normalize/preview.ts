import type { Message, MessagePart } from '../model/message.ts'
import type { SpanKind } from '../model/outcome.ts'
import type { Said, Side } from './convention.ts'
import { isRecord, briefJson } from './json.ts'
import { cleanText, clipText } from './scalar.ts'

/** A line for lists. Rank 2: a person's words or an assistant's; 1: some other content; 0: none. */
export type Preview = { readonly text: string; readonly rank: 0 | 1 | 2 }

const LONGEST_PREVIEW = 300
/** Plenty for 300 characters after runs of white space have shrunk. */
const LOOKED_AT = 1000
/** Any run of white space but a lone blank: those are most, and fine as they are. */
const UNEVEN_SPACE = /[^\S ]\s*| \s+/g
const NONE: Preview = { text: '', rank: 0 }
/** A plain string that an agent or workflow is given or gives back is what the user said or heard. */
const SPEAKERS: ReadonlySet<SpanKind> = new Set<SpanKind>(['agent', 'workflow'])
const ASKED_KEYS = ['question', 'query', 'input', 'prompt', 'message', 'user_input', 'text', 'content', 'topic', 'task']
const ANSWERED_KEYS = ['answer', 'output', 'response', 'result', 'text', 'content', 'message', 'final_output', 'reply']

export function previewInput(input: Said, kind: SpanKind): Preview {
  const user = input.messages.findLast((message) => message.role === 'user' && spokenText(message) !== '')
  if (user !== undefined) return preview(spokenText(user), 2)
  const value = previewValue(input.value, kind, ASKED_KEYS)
  return value.rank > 0 ? value : lastOther(input.messages)
}

/** The last thing an assistant said; when it only calls tools, the calls. Older turns of a returned history do not count. */
export function previewOutput(output: Said, kind: SpanKind): Preview {
  const { messages } = output
  const asked = messages.findLastIndex((message) => message.role === 'user')
  const reply = messages.slice(asked + 1).findLast((message) => message.role === 'assistant' && spokenText(message) !== '')
  if (reply !== undefined) return preview(spokenText(reply), 2)
  const value = previewValue(output.value, kind, ANSWERED_KEYS)
  return value.rank === 2 ? value : messages.length > 0 ? lastOther(messages) : value
}

/** The question an interrupt puts to the human. */
export function previewQuestion(payload: unknown): Preview {
  if (payload === undefined) return NONE
  return preview(
    namedText(payload, ['question', 'message', 'prompt', 'description', 'hint', 'reason', 'text']) ??
      actionText(payload) ??
      briefJson(payload),
    2,
  )
}

export function preview(text: string, rank: 1 | 2): Preview {
  const start = cleanText(clipText(text, LOOKED_AT))
  const line = clipText(start.replace(UNEVEN_SPACE, ' ').trim(), LONGEST_PREVIEW)
  return line === '' ? NONE : { text: line, rank }
}

function previewValue(value: unknown, kind: SpanKind, keys: readonly string[]): Preview {
  if (value === undefined || value === null) return NONE
  const text = namedText(value, keys)
  return text === undefined ? preview(briefJson(value), 1) : preview(text, SPEAKERS.has(kind) ? 2 : 1)
}

/** The words in an input or output that is no chat, in full; `undefined` when there are none in it. */
export function wordsIn(value: unknown, side: Side): string | undefined {
  return namedText(value, side === 'input' ? ASKED_KEYS : ANSWERED_KEYS)
}

function namedText(value: unknown, keys: readonly string[]): string | undefined {
  if (typeof value === 'string') return value
  if (!isRecord(value)) return undefined
  const key = keys.find((each) => typeof value[each] === 'string' && value[each] !== '')
  return key === undefined ? undefined : (value[key] as string)
}

/** An approval is asked for a call, LangChain's middleware asks about several: `rm({"p":"x"})`. */
function actionText(payload: unknown): string | undefined {
  if (!isRecord(payload)) return undefined
  if (payload['type'] === 'approval_request') return `${briefJson(payload['toolName'] ?? '')}(${briefJson(payload['arguments'] ?? {})})`
  const actions = payload['action_requests']
  if (!Array.isArray(actions) || actions.length === 0) return undefined
  return actions
    .map((each) => (isRecord(each) ? `${briefJson(each['name'])}(${briefJson(each['args'] ?? each['arguments'] ?? {})})` : ''))
    .join(', ')
}

function lastOther(messages: readonly Message[]): Preview {
  const last = messages.findLast((message) => message.role !== 'system')
  return last === undefined
    ? NONE
    : preview(
        last.parts
          .map(partText)
          .filter((text) => text !== '')
          .join(' '),
        1,
      )
}

function spokenText(message: Message): string {
  let text = ''
  for (const part of message.parts) {
    if (part.type === 'text') text += text === '' ? part.text : `\n${part.text}`
    if (text.length > LOOKED_AT) break
  }
  return text.trim()
}

function partText(part: MessagePart): string {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return part.text
    case 'tool_call':
      return `${part.name}(${part.arguments === undefined ? '' : briefJson(part.arguments)})`
    case 'tool_result':
      return briefJson(part.result)
    case 'media':
      return `[${part.modality}]`
    case 'approval_request':
      return `${part.toolName ?? ''}?`
    case 'approval_response':
      return part.reason ?? ''
    case 'redacted':
      return part.marker
    case 'other':
      return briefJson(part.value)
  }
}
