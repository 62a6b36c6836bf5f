import type { AnyValue } from '../model/any-value.ts'
import type { Message, MessagePart } from '../model/message.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { type Content, lastMessages } from './content.ts'
import { decodeContent, isRecord } from './json.ts'
import { textOf } from './scalar.ts'

/** A pause told by what a span carries rather than by an exception (rule 10). */
export type Pause = { readonly ids: readonly string[]; readonly payload: unknown }

const PAUSED_FINISHES: ReadonlySet<string> = new Set(['interrupt', 'suspended'])
const ADK_REQUEST = /^adk_request_(confirmation|input|credential)$/

export function readPause(raw: RawSpan, { output }: Content): Pause | undefined {
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
  if (isSuspended(output.value)) return { ids: [suspendedId(output.value)], payload: output.value }
  if (finishReasons(raw, output.messages).some((reason) => PAUSED_FINISHES.has(reason)))
    return { ids: [''], payload: output.value ?? spokenText(asked) }
  return textOf(attributes.get('interrupt.status')) === 'pending' ? { ids: [''], payload: undefined } : undefined
}

type ToolCall = Extract<MessagePart, { type: 'tool_call' }>
type Request = Extract<MessagePart, { type: 'approval_request' }>

/** Approval requests nothing in the same output answers. */
function openRequests(parts: readonly MessagePart[]): readonly Request[] {
  const answered = new Set(parts.flatMap((part) => (part.type === 'approval_response' ? [part.id ?? ''] : [])))
  return parts.filter((part): part is Request => part.type === 'approval_request' && !answered.has(part.id ?? ''))
}

function isSuspended(value: unknown): boolean {
  return isRecord(value) && value['status'] === 'suspended'
}

function suspendedId(value: unknown): string {
  const id = isRecord(value) ? value['toolCallId'] : undefined
  return typeof id === 'string' ? id : ''
}

function finishReasons(raw: RawSpan, messages: readonly Message[]): readonly string[] {
  const { attributes } = raw
  const reasons = messages.flatMap((message) => message.finishReason ?? [])
  for (const key of [
    'gen_ai.response.finish_reasons',
    'ai.response.finishReason',
    'llm.response.finish_reason',
    'llm.response.stop_reason',
  ]) {
    reasons.push(...texts(attributes.get(key)))
  }
  for (const { name, attributes: said } of raw.events) if (name === 'gen_ai.choice') reasons.push(...texts(said.get('finish_reason')))
  return reasons
}

function texts(value: AnyValue): string[] {
  if (value === undefined) return []
  const list = decodeContent(value)
  return (Array.isArray(list) ? list : [list]).map((each) => (typeof each === 'string' ? each : ''))
}

function spokenText(parts: readonly MessagePart[]): string | undefined {
  return parts.find((part) => part.type === 'text')?.text
}
