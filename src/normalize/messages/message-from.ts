import type { Message, MessagePart } from '../../model/message.ts'
import type { Side } from '../convention.ts'
import { decodeText, isRecord, type JsonRecord } from '../json.ts'
import { recordField, textField } from './fields.ts'
import { partsFrom } from './parts-from.ts'

type Role = Message['role']
const ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['human', 'user'],
  ['assistant', 'assistant'],
  ['ai', 'assistant'],
  ['model', 'assistant'],
  ['bot', 'assistant'],
  ['tool', 'tool'],
  ['function', 'tool'],
  ['systemmessage', 'system'],
  ['humanmessage', 'user'],
  ['aimessage', 'assistant'],
  ['toolmessage', 'tool'],
  ['functionmessage', 'tool'],
  ['systemmessagechunk', 'system'],
  ['humanmessagechunk', 'user'],
  ['aimessagechunk', 'assistant'],
  ['toolmessagechunk', 'tool'],
])
/** Items of a flat list of steps (OpenAI Responses) that are messages of their own. */
const STEP_ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['function_call', 'assistant'],
  ['reasoning', 'assistant'],
  ['function_call_output', 'tool'],
])

export function roleOf(value: unknown): Role | undefined {
  return typeof value === 'string' ? ROLES.get(value.toLowerCase()) : undefined
}

/** One message in any provider's or framework's wording; `undefined` when it is none, or says nothing. */
export function messageFrom(value: unknown, direction: Side): Message | undefined {
  if (Array.isArray(value)) return pairMessage(value, direction)
  if (!isRecord(value)) return undefined
  const outer = recordField(value, 'message')
  if (outer !== undefined) {
    const inner = messageFrom(outer, direction)
    const finishReason = textField(value, 'finish_reason', 'finishReason')
    return inner === undefined || finishReason === undefined ? inner : { ...inner, finishReason }
  }
  const type = typeof value['type'] === 'string' ? value['type'] : ''
  const langchain = langchainMessage(value, type)
  if (langchain !== undefined) return build(langchain.fields, langchain.role, direction)
  const role = roleOf(value['role']) ?? (type === 'message' ? 'assistant' : undefined)
  if (role !== undefined) return build(value, role, direction)
  if (typeof value['role'] === 'string' && isNamedToolMessage(value)) return build({ ...value, name: value['role'] }, 'tool', direction)
  const stepRole = STEP_ROLES.get(type)
  return stepRole === undefined ? undefined : { role: stepRole, direction, parts: partsFrom(value) }
}

/** Langfuse JS gives LangChain's tool messages the name of their tool as a role. */
function isNamedToolMessage(value: JsonRecord): boolean {
  return typeof value['content'] === 'string' && isRecord(value['additional_kwargs']) && value['role'] !== ''
}

/** `["user", "text"]`, LangChain's short form. */
function pairMessage(value: readonly unknown[], direction: Side): Message | undefined {
  const role = value.length === 2 ? roleOf(value[0]) : undefined
  return role === undefined || typeof value[1] !== 'string' ? undefined : build({ content: value[1] }, role, direction)
}

/** `{lc, id: […, "HumanMessage"], kwargs}`, `{type: "human", data}` and `{type: "human", content}`. */
function langchainMessage(value: JsonRecord, type: string): { readonly role: Role; readonly fields: JsonRecord } | undefined {
  const kwargs = recordField(value, 'kwargs')
  if (type === 'constructor' && kwargs !== undefined) {
    const path = value['id']
    const role = roleOf(Array.isArray(path) ? path.at(-1) : undefined) ?? roleOf(kwargs['type'])
    return role === undefined ? undefined : { role, fields: kwargs }
  }
  if (value['role'] !== undefined) return undefined
  const role = roleOf(type)
  const fields = recordField(value, 'data') ?? value
  return role === undefined || !('content' in fields || 'tool_calls' in fields) ? undefined : { role, fields }
}

function build(fields: JsonRecord, role: Role, direction: Side): Message {
  const toolCallId = textField(fields, 'tool_call_id', 'toolCallId', ...(fields['event.name'] === 'gen_ai.tool.message' ? ['id'] : []))
  const name = textField(fields, 'name')
  const parts = role === 'tool' ? toolParts(fields, toolCallId, name) : spokenParts(fields)
  const extra = recordField(fields, 'additional_kwargs')
  const calls = listOf(fields['tool_calls'], fields['toolCalls'], extra?.['tool_calls'])
  const isRepeated = parts.some((part) => part.type === 'tool_call')
  const finishReason = textField(fields, 'finish_reason', 'finishReason', 'stop_reason')
  const all = isRepeated ? parts.filter((part) => !isPrintedCall(part)) : [...parts, ...calls.flatMap(callParts)]
  return {
    role,
    direction,
    ...(role !== 'tool' && name !== undefined ? { name } : {}),
    ...(finishReason === undefined ? {} : { finishReason }),
    parts: all,
  }
}

/** OpenLLMetry says a tool call of Anthropic twice: as a call, and as the text of its block. */
function isPrintedCall(part: MessagePart): boolean {
  if (part.type !== 'text' || !part.text.startsWith('{') || !part.text.includes('"tool_use"')) return false
  const block = decodeText(part.text)
  return isRecord(block) && block['type'] === 'tool_use'
}

function spokenParts(fields: JsonRecord): MessagePart[] {
  const reasoning = textField(fields, 'reasoning_content', 'reasoning')
  const call = recordField(fields, 'function_call')
  return [
    ...(reasoning === undefined ? [] : [{ type: 'reasoning', text: reasoning } as const]),
    ...contentParts(fields),
    ...partsFrom(fields['parts']),
    ...partsFrom(fields['refusal']),
    ...(call === undefined ? [] : partsFrom({ type: 'function_call', ...call })),
  ]
}

/** OpenInference for OpenAI Agents says a text twice, as `content` and in `contents`. */
function contentParts(fields: JsonRecord): MessagePart[] {
  const { content } = fields
  const contents = partsFrom(fields['contents'])
  const isRepeated = typeof content === 'string' && contents.some((part) => part.type === 'text' && part.text === content)
  return isRepeated ? contents : [...partsFrom(content), ...contents]
}

/** A tool message: structured results as they are, plain content as the result of the call it answers. */
function toolParts(fields: JsonRecord, id: string | undefined, name: string | undefined): MessagePart[] {
  const parts = [...partsFrom(fields['content']), ...partsFrom(fields['contents']), ...partsFrom(fields['parts'])]
  if (parts.some((part) => part.type === 'tool_result' || part.type === 'approval_response')) return parts
  const texts = parts.map((part) => (part.type === 'text' ? part.text : undefined))
  const result = texts.every((text) => text !== undefined) ? texts.join('\n') : fields['content']
  return [{ type: 'tool_result', id, name, result }]
}

function callParts(call: unknown): MessagePart[] {
  if (!isRecord(call)) return []
  const inner = recordField(call, 'tool_call') ?? call
  return partsFrom({ ...inner, type: 'tool_call' })
}

function listOf(...candidates: readonly unknown[]): readonly unknown[] {
  for (const each of candidates) if (Array.isArray(each) && each.length > 0) return each
  return []
}
