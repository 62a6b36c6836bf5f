import type { Message, MessagePart } from '../model/message.ts'
import type { Said } from './convention.ts'
import { isRecord, type JsonRecord, briefJson } from './json.ts'

/** The answer to a pause that a span's input brings; `undefined` when its input is no answer. */
export function readResume(input: Said): string | undefined {
  return commandAnswer(input.value, 0) ?? messageAnswer(input.messages.at(-1))
}

/** `Command(resume=…)` in the wordings of Python and JS, `{"resumeData": …}`, also inside `{"input": …}`. */
function commandAnswer(value: unknown, depth: number): string | undefined {
  if (!isRecord(value)) return undefined
  if (isGiven(value['resume']) && isCommand(value)) return answerText(value['resume'])
  if (isGiven(value['resumeData'])) return answerText(value['resumeData'])
  const inner = value['input'] ?? value['inputs']
  return depth < 2 && inner !== undefined && Object.keys(value).length <= 3 ? commandAnswer(inner, depth + 1) : undefined
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

function isCommand(value: JsonRecord): boolean {
  return value['lg_name'] === 'Command' || 'goto' in value || ('graph' in value && 'update' in value)
}

function messageAnswer(message: Message | undefined): string | undefined {
  if (message === undefined || message.role === 'assistant' || message.role === 'system') return undefined
  const answers = message.parts.flatMap((part) => partAnswer(part) ?? [])
  return answers.length === 0 ? undefined : answers.join(', ')
}

function partAnswer(part: MessagePart): string | undefined {
  if (part.type === 'approval_response') {
    const word = part.approved === undefined ? '' : part.approved ? 'approved' : 'denied'
    return [word, part.reason ?? ''].filter((each) => each !== '').join(': ') || 'answered'
  }
  return part.type === 'tool_result' && part.name?.startsWith('adk_request_') === true ? answerText(part.result) : undefined
}

/** A scalar as it is, the decisions of LangChain's approval middleware as their words, anything else as JSON. */
function answerText(value: unknown): string {
  const decisions = isRecord(value) && Array.isArray(value['decisions']) ? (value['decisions'] as readonly unknown[]) : []
  const words = decisions.flatMap((each) => (isRecord(each) && typeof each['type'] === 'string' ? [each['type']] : []))
  return words.length > 0 ? words.join(', ') : briefJson(value)
}
