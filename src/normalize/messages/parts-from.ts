import type { MessagePart } from '../../model/message.ts'
import { decodeText, isRecord, type JsonRecord } from '../json.ts'
import { cleanText } from '../scalar.ts'
import { anyField, recordField, textField } from './fields.ts'
import { isLangfuseMedia, mediaFrom } from './media.ts'

const REDACTIONS: ReadonlySet<string> = new Set(['__REDACTED__', '<REDACTED>', '<replaced>', '<elided>'])
type ReadPart = (part: JsonRecord) => MessagePart

const readText: ReadPart = (part) => {
  const text = part['text'] ?? part['content'] ?? part['value']
  if (isRecord(text)) return readText(text)
  return typeof text === 'string' ? textPart(text) : { type: 'other', value: part }
}
const readReasoning: ReadPart = (part) => {
  const text =
    textField(part, 'content', 'text', 'thinking', 'reasoning') ??
    textField(recordField(part, 'reasoningText', 'reasoning_text') ?? {}, 'text')
  if (text !== undefined) return { type: 'reasoning', text }
  const summary = Array.isArray(part['summary'])
    ? part['summary'].map((each) => (isRecord(each) ? (textField(each, 'text') ?? '') : '')).join('\n')
    : ''
  return summary === '' ? { type: 'redacted', marker: 'reasoning' } : { type: 'reasoning', text: summary }
}
const readToolCall: ReadPart = (part) => {
  const inner = recordField(part, 'function', 'function_call', 'functionCall', 'toolUse', 'tool_call', 'toolRequest') ?? part
  const id = textField(part, 'call_id', 'tool_call_id', 'toolCallId', 'id') ?? textField(inner, 'id', 'toolUseId', 'call_id', 'ref')
  const name = textField(inner, 'name', 'toolName', 'tool_name') ?? textField(recordField(inner, 'function') ?? {}, 'name') ?? ''
  const args = anyField(inner, 'arguments', 'args', 'input', 'parameters') ?? anyField(recordField(inner, 'function') ?? {}, 'arguments')
  return { type: 'tool_call', id, name, arguments: args }
}
const readToolResult: ReadPart = (part) => {
  const inner = recordField(part, 'function_response', 'functionResponse', 'toolResult', 'toolResponse') ?? part
  const id = textField(inner, 'tool_call_id', 'toolCallId', 'tool_use_id', 'toolUseId', 'call_id', 'id', 'ref')
  const name = textField(inner, 'name', 'toolName', 'tool_name')
  return { type: 'tool_result', id, name, result: resultOf(anyField(inner, 'response', 'result', 'output', 'content', 'return_value')) }
}
const readApprovalRequest: ReadPart = (part) => {
  const call = recordField(part, 'function_call', 'functionCall', 'toolCall', 'tool_call') ?? part
  const id = textField(part, 'approvalId', 'approval_id', 'id') ?? textField(call, 'call_id', 'id')
  return {
    type: 'approval_request',
    id,
    toolName: textField(call, 'name', 'toolName', 'tool_name'),
    arguments: anyField(call, 'arguments', 'args', 'input'),
  }
}
const readApprovalResponse: ReadPart = (part) => {
  const approved = part['approved'] ?? part['confirmed']
  return {
    type: 'approval_response',
    id: textField(part, 'approvalId', 'approval_id', 'interruptId', 'interrupt_id', 'id'),
    approved: typeof approved === 'boolean' ? approved : undefined,
    reason: textField(part, 'reason', 'response'),
  }
}
const media =
  (modality: 'image' | 'audio' | 'video' | 'file'): ReadPart =>
  (part) => {
    const found = mediaFrom(part, modality)
    return found.data !== undefined && REDACTIONS.has(found.data) ? { type: 'redacted', marker: found.data } : found
  }

const BY_TYPE: ReadonlyMap<string, ReadPart> = new Map<string, ReadPart>([
  ...['text', 'input_text', 'output_text', 'refusal', 'summary_text'].map((type) => [type, readText] as const),
  ...['reasoning', 'thinking', 'redacted_thinking', 'reasoning_content'].map((type) => [type, readReasoning] as const),
  ...['tool_call', 'tool-call', 'tool_use', 'toolUse', 'function', 'function_call', 'server_tool_call', 'server_tool_use'].map(
    (type) => [type, readToolCall] as const,
  ),
  ...[
    'tool_call_response',
    'tool-result',
    'tool_result',
    'toolResult',
    'function_response',
    'function_call_output',
    'function_result',
    'server_tool_call_response',
  ].map((type) => [type, readToolResult] as const),
  ...['tool-approval-request', 'function_approval_request', 'tool_approval_request'].map((type) => [type, readApprovalRequest] as const),
  ...['tool-approval-response', 'function_approval_response', 'tool_approval_response', 'interrupt_response'].map(
    (type) => [type, readApprovalResponse] as const,
  ),
  ...['image', 'image_url', 'input_image'].map((type) => [type, media('image')] as const),
  ...['audio', 'input_audio'].map((type) => [type, media('audio')] as const),
  ['video', media('video')],
  ...['file', 'input_file', 'document', 'blob', 'uri', 'media', 'data'].map((type) => [type, media('file')] as const),
])

/** Parts without a type are told by the one key they have. */
const BY_KEY: readonly (readonly [string, ReadPart])[] = [
  ['text', readText],
  ['toolUse', readToolCall],
  ['toolResult', readToolResult],
  ['function_call', readToolCall],
  ['functionCall', readToolCall],
  ['function_response', readToolResult],
  ['functionResponse', readToolResult],
  ['toolRequest', readToolCall],
  ['toolResponse', readToolResult],
  ['reasoningContent', (part) => readReasoning(recordField(part, 'reasoningContent') ?? part)],
  ['interruptResponse', (part) => readApprovalResponse(recordField(part, 'interruptResponse') ?? part)],
  ['inline_data', media('file')],
  ['inlineData', media('file')],
  ['file_data', media('file')],
  ['fileData', media('file')],
  ['image_url', media('image')],
  ['image', media('image')],
  ['document', media('file')],
  ['video', media('video')],
  ['audio', media('audio')],
]

/** The parts of any content: a string, one part, or a list of them (also as JSON in a string). */
export function partsFrom(content: unknown, depth = 0): MessagePart[] {
  if (content === undefined || content === null || content === '') return []
  if (typeof content === 'string') return partsOfText(content, depth)
  if (Array.isArray(content)) return content.flatMap((each) => partsFrom(each, depth + 1))
  if (!isRecord(content)) return [{ type: 'text', text: String(content) }]
  const wrapped = recordField(content, 'message_content')
  return wrapped === undefined ? partsOfRecord(content, depth) : partsFrom(wrapped, depth + 1)
}

function partsOfRecord(part: JsonRecord, depth: number): MessagePart[] {
  const type = typeof part['type'] === 'string' ? part['type'] : ''
  const read = BY_TYPE.get(type) ?? BY_KEY.find(([key]) => part[key] !== undefined && part[key] !== null)?.[1]
  if (read !== undefined) return [read(part)]
  if (Array.isArray(part['parts'])) return partsFrom(part['parts'], depth + 1)
  return [{ type: 'other', value: part }]
}

function partsOfText(text: string, depth: number): MessagePart[] {
  if (depth === 0 && text.startsWith('[')) {
    const list = decodeText(text)
    if (Array.isArray(list) && list.length > 0 && list.every(isPartLike)) return partsFrom(list, 1)
  }
  return [textPart(text)]
}

export function isPartLike(value: unknown): boolean {
  return isRecord(value) && (BY_TYPE.has(String(value['type'])) || BY_KEY.some(([key]) => key in value))
}

/** A text as a part: what stands for something else says so. */
export function textPart(text: string): MessagePart {
  if (REDACTIONS.has(text)) return { type: 'redacted', marker: text }
  return isLangfuseMedia(text) ? mediaFrom({ data: text }, 'file') : { type: 'text', text: cleanText(text) }
}

/** What a tool returned: blocks of text become their text, `{type, value}` its value. */
function resultOf(result: unknown): unknown {
  if (isRecord(result) && 'value' in result && typeof result['type'] === 'string') return result['value']
  if (!Array.isArray(result) || result.length === 0) return result
  const texts = result.map((each) => (isRecord(each) && Object.keys(each).length <= 2 ? textField(each, 'text') : undefined))
  return texts.every((text) => text !== undefined) ? texts.join('\n') : result
}
