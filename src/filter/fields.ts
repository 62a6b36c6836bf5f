import { OUTCOMES, SPAN_KINDS, STATUSES } from '../model/outcome.ts'
import type { FilterScope } from '../model/filter.ts'

/**
 * How the values of a field are written and compared.
 *   id        exact, case and all              name   whatever the case
 *   words     occurs somewhere in the text, whatever the case
 *   choice    one of a few words               count  1200, 1.2k, 3m
 *   duration  2.5s, 300ms, 1h30m; a bare number is milliseconds
 *   money     0.10 or $0.10, US dollars        time   ISO 8601 (UTC), epoch milliseconds, now-2h
 */
export type FieldType = 'id' | 'name' | 'words' | 'choice' | 'count' | 'duration' | 'money' | 'time'

export type Field = {
  readonly name: string
  /** Other ways to write the name. */
  readonly aliases?: readonly string[]
  readonly type: FieldType
  readonly scopes: readonly FilterScope[]
  /** For `choice`; a span may have others than a trace. */
  readonly choices?: Partial<Readonly<Record<FilterScope, readonly string[]>>>
  /** A key follows the name: `attr.deployment.region`. */
  readonly isOpen?: true
  /** One line, for those who choose a field. */
  readonly about: string
}

const ALL = ['session', 'trace', 'span'] as const
const WHOLE = ['session', 'trace'] as const
const INNER = ['trace', 'span'] as const

/** Every field there is; nothing else is a field. */
export const FIELDS: readonly Field[] = [
  { name: 'id', type: 'id', scopes: ALL, about: 'Id of the session, trace or span itself' },
  { name: 'session', aliases: ['sessionId'], type: 'id', scopes: ALL, about: 'Id or alias of the session' },
  { name: 'trace', aliases: ['traceId'], type: 'id', scopes: INNER, about: 'Id of the trace' },
  { name: 'user', aliases: ['userId'], type: 'id', scopes: ALL, about: 'User id as sent' },
  {
    name: 'status',
    type: 'choice',
    scopes: ALL,
    choices: { session: STATUSES, trace: STATUSES, span: OUTCOMES },
    about: 'What became of it',
  },
  { name: 'name', type: 'name', scopes: INNER, about: 'Name of the trace or span' },
  {
    name: 'kind',
    type: 'choice',
    scopes: INNER,
    choices: { trace: SPAN_KINDS, span: SPAN_KINDS },
    about: 'Kind of a span, of a trace: of any of its spans',
  },
  { name: 'traces', type: 'count', scopes: ['session'], about: 'Number of traces' },
  { name: 'spans', type: 'count', scopes: WHOLE, about: 'Number of spans' },
  { name: 'errors', type: 'count', scopes: WHOLE, about: 'Of a session: traces with errors; of a trace: error spans' },
  { name: 'waiting', type: 'duration', scopes: WHOLE, about: 'How long it has been waiting for a human by now' },
  { name: 'prompt', type: 'count', scopes: ALL, about: 'Prompt tokens' },
  { name: 'completion', type: 'count', scopes: ALL, about: 'Completion tokens' },
  { name: 'tokens', type: 'count', scopes: ALL, about: 'Total tokens' },
  { name: 'cached', type: 'count', scopes: ALL, about: 'Prompt tokens read from a cache' },
  { name: 'reasoning', type: 'count', scopes: ALL, about: 'Reasoning tokens' },
  { name: 'cost', type: 'money', scopes: ALL, about: 'Cost in US dollars' },
  { name: 'latency', type: 'duration', scopes: ALL, about: 'Duration of a trace or span; of a session: p95 of its traces' },
  { name: 'duration', type: 'duration', scopes: ALL, about: 'From first to last moment' },
  { name: 'active', type: 'duration', scopes: ['session'], about: 'Time in which something ran' },
  { name: 'ttft', type: 'duration', scopes: INNER, about: 'Time to the first token; of a trace: the longest' },
  { name: 'finish', type: 'name', scopes: INNER, about: 'Why a model stopped: stop, length, tool_calls, …' },
  { name: 'model', type: 'name', scopes: ALL, about: 'Model, requested or answered' },
  { name: 'provider', type: 'name', scopes: ALL, about: 'Provider of the model' },
  { name: 'tool', type: 'name', scopes: ALL, about: 'Name of a tool that ran' },
  { name: 'error', type: 'words', scopes: ALL, about: 'Type or message of an error' },
  { name: 'input', type: 'words', scopes: INNER, about: 'What was said first' },
  { name: 'output', type: 'words', scopes: INNER, about: 'What was said last' },
  { name: 'env', aliases: ['environment'], type: 'name', scopes: ALL, about: 'Deployment environment' },
  { name: 'service', type: 'name', scopes: ALL, about: 'Name of the service' },
  { name: 'tag', aliases: ['tags'], type: 'name', scopes: ALL, about: 'Tag' },
  { name: 'created', aliases: ['started'], type: 'time', scopes: ALL, about: 'When it began' },
  { name: 'last', type: 'time', scopes: WHOLE, about: 'Of a session: start of its latest trace; of a trace: end of its last span' },
  { name: 'attr', type: 'name', isOpen: true, scopes: ALL, about: 'An attribute of a span or of its resource, by its key' },
  { name: 'metadata', type: 'name', isOpen: true, scopes: ALL, about: 'Metadata that the app attached, by its key' },
]

const BY_NAME = new Map(
  FIELDS.flatMap((field) => [field.name, ...(field.aliases ?? [])].map((name) => [name.toLowerCase(), field] as const)),
)

/** Field names are written in any case; keys of open fields are not. */
export function fieldNamed(word: string): { readonly field: Field; readonly key?: string } | undefined {
  const whole = BY_NAME.get(word.toLowerCase())
  if (whole !== undefined) return whole.isOpen ? undefined : { field: whole }
  const dot = word.indexOf('.')
  const open = dot < 0 ? undefined : BY_NAME.get(word.slice(0, dot).toLowerCase())
  const key = word.slice(dot + 1)
  return open?.isOpen && key !== '' ? { field: open, key } : undefined
}

export function fieldsOf(scope: FilterScope): readonly Field[] {
  return FIELDS.filter((field) => field.scopes.includes(scope))
}
