import type { SpanKind } from '../model/outcome.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { AGENT_EVENTS, KIND_WORDS, NAMED_KINDS } from './conventions.ts'
import { textOf } from './scalar.ts'
import { bestText, type Survey } from './survey.ts'

/** What a span is: an explicit word first, then its name, then what it carries. */
export function readKind(raw: RawSpan, survey: Survey): SpanKind {
  const event = raw.origin === undefined ? undefined : eventKind(raw)
  if (event !== undefined) return event
  const word = bestText(survey, 'kind', (value, key) => KIND_WORDS.get(key)?.get(wordOf(textOf(value), key)) ?? '')
  if (word === 'chain' && isToolTask(raw)) return 'tool'
  return (word || namedKind(raw) || carriedKind(raw, survey)) as SpanKind
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
function eventKind({ name, attributes }: RawSpan): SpanKind | undefined {
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
