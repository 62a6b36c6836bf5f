import type { MessagePart } from '../../model/message.ts'

export type ToolCall = Extract<MessagePart, { type: 'tool_call' }>
export type ToolResult = Extract<MessagePart, { type: 'tool_result' }>

type WithParts = { readonly parts: readonly MessagePart[] }

export type PairedMessages<M extends WithParts> = {
  /** Without the results that are shown under their call, and without messages that held nothing else. */
  readonly messages: readonly M[]
  readonly resultOf: ReadonlyMap<MessagePart, ToolResult>
}

/** Puts each tool result under its call, by id. An id used again (a step that ran twice) pairs in order. */
export function pairTools<M extends WithParts>(messages: readonly M[]): PairedMessages<M> {
  const open = new Map<string, ToolCall[]>()
  const resultOf = new Map<MessagePart, ToolResult>()
  const paired = new Set<MessagePart>()
  for (const part of messages.flatMap((message) => message.parts)) {
    if (part.type === 'tool_call' && part.id !== undefined) open.set(part.id, [...(open.get(part.id) ?? []), part])
    if (part.type !== 'tool_result' || part.id === undefined) continue
    const call = open.get(part.id)?.shift()
    if (!call) continue
    resultOf.set(call, part)
    paired.add(part)
  }
  const kept = messages
    .map((message) =>
      message.parts.some((part) => paired.has(part)) ? { ...message, parts: message.parts.filter((part) => !paired.has(part)) } : message,
    )
    .filter((message, at) => message.parts.length > 0 || messages[at]?.parts.length === 0)
  return { messages: kept, resultOf }
}

/** A single string argument that is code or text reads better as itself than as JSON. */
export function readSoleText(value: unknown): { label: string; text: string } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const [only, ...rest] = Object.entries(value)
  return only && rest.length === 0 && typeof only[1] === 'string' ? { label: only[0], text: only[1] } : undefined
}
