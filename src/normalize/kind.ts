import type { AnyValue } from '../model/any-value.ts'
import type { SpanKind } from '../model/outcome.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { AGENT_EVENTS, KIND_WORDS, NAMED_KINDS } from './conventions.ts'
import { textOf } from './scalar.ts'
import { bestText, type Survey } from './survey.ts'

type Stage = (raw: RawSpan, survey: Survey) => SpanKind | '' | undefined

/** Who says what a span is, best first: what its log record stands for, an explicit word, its name, what it carries. */
export const KIND_STAGES: readonly (readonly [rule: string, read: Stage])[] = [
  ['event', eventKind],
  ['tool-task', (raw, survey) => (isToolTask(raw) && wordKind(raw, survey) === 'chain' ? 'tool' : undefined)],
  ['word', wordKind],
  ['name', namedKind],
  ['carried', carriedKind],
]

export function readKind(raw: RawSpan, survey: Survey): SpanKind {
  for (const [, read] of KIND_STAGES) {
    const kind = read(raw, survey)
    if (kind !== undefined && kind !== '') return kind
  }
  return 'other'
}

function wordKind(_: RawSpan, survey: Survey): SpanKind | '' {
  return bestText(survey, 'kind', kindText) as SpanKind | ''
}

export function kindText(value: AnyValue, key: string): string {
  return KIND_WORDS.get(key)?.get(wordOf(textOf(value), key)) ?? ''
}

/** Traceloop JS calls everything a task, also LangChain's tools; then only the operation tells. */
function isToolTask({ attributes }: RawSpan): boolean {
  return attributes.get('traceloop.span.kind') === 'task' && attributes.get('gen_ai.operation.name') === 'execute_tool'
}

/** `operation.name` may carry a function id after the operation. */
function wordOf(text: string, key: string): string {
  const word = text.toLowerCase()
  return key === 'operation.name' ? (word.split(' ', 1)[0] ?? '') : word
}

/** Of a span made from a coding agent's event. */
function eventKind({ name, attributes, origin }: RawSpan): SpanKind | undefined {
  if (origin === undefined) return undefined
  const agent = AGENT_EVENTS.find(({ prefix }) => name.startsWith(prefix))
  return agent?.roleOf(name.slice(agent.prefix.length), attributes)?.kind
}

function namedKind(raw: RawSpan): SpanKind | undefined {
  const naming = NAMED_KINDS.find(({ scope }) => raw.scope.name.startsWith(scope))
  return naming?.names.get(raw.name.split(' ', 1)[0] ?? '')
}

function carriedKind({ attributes }: RawSpan, survey: Survey): SpanKind {
  if (attributes.has('gen_ai.tool.name') || attributes.has('gen_ai.tool.call.id')) return 'tool'
  const isChat =
    survey.hasUsage || survey.lists.size > 0 || attributes.has('gen_ai.input.messages') || attributes.has('gen_ai.output.messages')
  if (isChat && bestText(survey, 'requestModel') !== '') return 'llm'
  return attributes.has('langfuse.observation.type') ? 'chain' : 'other'
}
