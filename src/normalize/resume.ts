import type { Attributes } from '../model/any-value.ts'
import type { Message, MessagePart } from '../model/message.ts'
import type { Said } from './convention.ts'
import { isRecord, type JsonRecord, briefJson } from './json.ts'
import { readPythonKeyword } from './python-literal.ts'
import { isTrue } from './scalar.ts'

/** The answer to a pause that a span's input brings, as a line and as it was given, and the interrupts it names, if any. */
export type Answer = { readonly text: string; readonly ids: readonly string[]; readonly value: unknown }

/** `undefined` when the input is no answer. */
export function readResume(input: Said, attributes: Attributes): Answer | undefined {
  if (isTrue(attributes.get('mastra.metadata.resumed'))) return mastraAnswer(input.value, attributes)
  return commandAnswer(input.value, 0) ?? messageAnswer(input.messages.at(-1))
}

/** Mastra marks all that runs again; the answer is what the run itself was given, beside the call it answers. */
function mastraAnswer(value: unknown, attributes: Attributes): Answer | undefined {
  const type = attributes.get('mastra.span.type')
  if ((type !== 'agent_run' && type !== 'workflow_run') || !isRecord(value)) return undefined
  if (isGiven(value['resumeData'])) return answerOf(value['resumeData'])
  const { toolName: _toolName, toolCallId: _toolCallId, ...answer } = value
  return answerOf(answer)
}

/** `Command(resume=…)` in the wordings of Python and JS, `{"resumeData": …}`, also inside `{"input": …}`. */
function commandAnswer(value: unknown, depth: number): Answer | undefined {
  if (typeof value === 'string') return printedAnswer(value)
  if (!isRecord(value)) return undefined
  if (isGiven(value['resume']) && isCommand(value)) return answerOf(value['resume'])
  const answers = genkitAnswers(value['resume'])
  if (answers.length > 0) return { text: answers.join(', '), ids: [], value: value['resume'] }
  if (isGiven(value['resumeData'])) return answerOf(value['resumeData'])
  const inner = value['input'] ?? value['inputs']
  return depth < 2 && inner !== undefined && Object.keys(value).length <= 3 ? commandAnswer(inner, depth + 1) : undefined
}

/** A Command as Python prints it: `Command(update={…}, resume='yes')`. What is false or empty is not printed. */
function printedAnswer(text: string): Answer | undefined {
  if (!text.startsWith('Command(')) return undefined
  const answer = readPythonKeyword(text.slice(0, LONGEST_REPR), 'Command('.length, 'resume')
  return isGiven(answer) ? answerOf(answer) : undefined
}
const LONGEST_REPR = 64 * 1024

/** Genkit answers the tools that interrupted, or runs them again: `{respond: [{toolResponse: {output}}], restart: [{toolRequest, metadata: {resumed}}]}`. */
function genkitAnswers(resume: unknown): string[] {
  if (!isRecord(resume)) return []
  const list = (key: string): readonly unknown[] => (Array.isArray(resume[key]) ? resume[key] : [])
  const given = list('respond').map((each) =>
    isRecord(each) && isRecord(each['toolResponse']) ? each['toolResponse']['output'] : undefined,
  )
  const again = list('restart').map((each) => (isRecord(each) && isRecord(each['metadata']) ? each['metadata']['resumed'] : undefined))
  return [...given, ...again].slice(0, MOST_ANSWERS).map((answer) => (isGiven(answer) ? answerText(answer) : 'answered'))
}
const MOST_ANSWERS = 100

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

function isCommand(value: JsonRecord): boolean {
  return value['lg_name'] === 'Command' || 'goto' in value || ('graph' in value && 'update' in value)
}

function messageAnswer(message: Message | undefined): Answer | undefined {
  if (message === undefined || message.role === 'assistant' || message.role === 'system') return undefined
  const answers = message.parts.flatMap((part) => partAnswer(part) ?? [])
  return answers.length === 0 ? undefined : { text: answers.join(', '), ids: [], value: answers.length === 1 ? answers[0] : answers }
}

function partAnswer(part: MessagePart): string | undefined {
  if (part.type === 'approval_response') {
    const word = part.approved === undefined ? '' : part.approved ? 'approved' : 'denied'
    return [word, part.reason ?? ''].filter((each) => each !== '').join(': ') || 'answered'
  }
  return part.type === 'tool_result' && part.name?.startsWith('adk_request_') === true ? answerText(part.result) : undefined
}

function decisionText({ message }: JsonRecord, type: string): string {
  return typeof message === 'string' && message !== '' ? `${type}: ${message}` : type
}

const INTERRUPT_ID = /^[\da-f]{32}$/

function answerOf(given: unknown): Answer {
  return { text: answerText(given), ids: answeredIds(given).slice(0, MOST_ANSWERS), value: given }
}

/** LangGraph takes one answer for all, or one for each interrupt by its id. */
function answeredIds(given: unknown): string[] {
  const ids = isRecord(given) ? Object.keys(given) : []
  return ids.every((id) => INTERRUPT_ID.test(id)) ? ids : []
}

/** A scalar as it is, the decisions of LangChain's approval middleware as their words, answers by interrupt id one after the other, anything else as JSON. */
function answerText(value: unknown): string {
  const decisions = isRecord(value) && Array.isArray(value['decisions']) ? (value['decisions'] as readonly unknown[]) : []
  const words = decisions.flatMap((each) => (isRecord(each) && typeof each['type'] === 'string' ? [decisionText(each, each['type'])] : []))
  if (words.length > 0) return words.join(', ')
  const isById = isRecord(value) && answeredIds(value).length > 0
  return isById ? Object.values(value).map(answerText).join(', ') : briefJson(value)
}
