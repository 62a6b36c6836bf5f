import type { MessagePart } from '../model/message.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { type Content, lastMessages } from './content.ts'
import { finishReasons } from './finish-reasons.ts'
import { decodeContent, isRecord } from './json.ts'
import { readPythonLiteral } from './python-literal.ts'
import { textOf } from './scalar.ts'

/** A pause told by what a span carries rather than by an exception (rule 10). */
export type Pause = { readonly ids: readonly string[]; readonly payload: unknown }

const PAUSED_FINISHES: ReadonlySet<string> = new Set(['interrupt', 'suspended'])
const LONGEST_PRINT = 64 * 1024
const ADK_REQUEST = /^adk_request_(confirmation|input|credential)$/

export function readPause(raw: RawSpan, { input, output }: Content): Pause | undefined {
  const { attributes } = raw
  if (textOf(attributes.get('pydantic_ai.tool.deferral.name')) !== '') {
    return {
      ids: [textOf(attributes.get('gen_ai.tool.call.id'))],
      payload: decodeContent(attributes.get('pydantic_ai.tool.deferral.metadata')),
    }
  }
  const asked = lastMessages(output.messages).flatMap((message) => message.parts)
  const requests = openRequests(asked)
  if (requests.length > 0) return { ids: requests.map((part) => part.id ?? ''), payload: requests[0] }
  const call = asked.filter((part) => part.type === 'tool_call' && ADK_REQUEST.test(part.name)) as readonly ToolCall[]
  if (call.length > 0) return { ids: call.map((part) => part.id ?? ''), payload: call[0]?.arguments }
  if (isUnconfirmed(output.value)) {
    const [id, toolName] = [textOf(attributes.get('gen_ai.tool.call.id')), textOf(attributes.get('gen_ai.tool.name'))]
    return { ids: [id], payload: { type: 'approval_request', toolName, arguments: input.value } }
  }
  if (isSuspended(output.value)) return { ids: [suspendedId(output.value)], payload: output.value }
  if (finishReasons(raw, output.messages).some((reason) => PAUSED_FINISHES.has(reason)))
    return printedInterrupts(spokenText(asked)) ?? { ids: [''], payload: output.value ?? spokenText(asked) }
  return textOf(attributes.get('interrupt.status')) === 'pending' ? { ids: [''], payload: undefined } : undefined
}

type ToolCall = Extract<MessagePart, { type: 'tool_call' }>
type Request = Extract<MessagePart, { type: 'approval_request' }>

/** Approval requests nothing in the same output answers. */
function openRequests(parts: readonly MessagePart[]): readonly Request[] {
  const answered = new Set(parts.flatMap((part) => (part.type === 'approval_response' ? [part.id ?? ''] : [])))
  return parts.filter((part): part is Request => part.type === 'approval_request' && !answered.has(part.id ?? ''))
}

/** Google ADK runs a tool that needs a confirmation as far as this answer; the real one comes with another span of the same call. */
function isUnconfirmed(value: unknown): boolean {
  return isRecord(value) && typeof value['error'] === 'string' && value['error'].startsWith('This tool call requires confirmation')
}

/** Strands prints the interrupts of its agent as a Python list: `[{'id': …, 'name': …, 'reason': …, 'response': None}]`. */
function printedInterrupts(text: string | undefined): Pause | undefined {
  if (text?.startsWith("[{'id'") !== true) return undefined
  const list = readPythonLiteral(text.slice(0, LONGEST_PRINT), 0).value
  const items = Array.isArray(list) ? list.filter(isRecord) : []
  if (items.length === 0) return undefined
  const { name, reason } = items[0] ?? {}
  const ids = items.map(({ id }) => (typeof id === 'string' ? id : ''))
  return { ids, payload: typeof reason === 'string' ? reason : { name, reason: reason ?? undefined } }
}

function isSuspended(value: unknown): boolean {
  return isRecord(value) && value['status'] === 'suspended'
}

function suspendedId(value: unknown): string {
  const id = isRecord(value) ? value['toolCallId'] : undefined
  return typeof id === 'string' ? id : ''
}

function spokenText(parts: readonly MessagePart[]): string | undefined {
  return parts.find((part) => part.type === 'text')?.text
}
