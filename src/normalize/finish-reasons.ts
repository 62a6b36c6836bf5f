import type { AnyValue } from '../model/any-value.ts'
import type { Message } from '../model/message.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { decodeContent } from './json.ts'
import { clipText, textOf } from './scalar.ts'

const KEYS = [
  'gen_ai.response.finish_reasons',
  'ai.response.finishReason',
  'llm.response.finish_reason',
  'llm.response.stop_reason',
] as const
/** Of the reply alone, also where the tools that it asks for run before the call ends: they do not say that the work is done. */
const REPLY_KEYS = [
  'llm.finish_reason',
  'anthropic.message.stop_reason',
  'stop_reason',
  'langfuse.observation.metadata.finish_reason',
] as const

const MOST_REASONS = 8
const LONGEST_REASON = 40

/** What providers call the reasons of OpenTelemetry's conventions. */
const STANDARD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    stop: ['end_turn', 'stop_sequence', 'eos', 'eos_token', 'complete'],
    length: ['max_tokens', 'max_output_tokens', 'model_length', 'model_context_window_exceeded'],
    tool_calls: ['tool_call', 'tool_use', 'function_call'],
    content_filter: ['content_filtered', 'safety', 'guardrail_intervened', 'refusal'],
  }).flatMap(([standard, words]) => words.map((word) => [word, standard] as const)),
)

/** Why a model call or a run ended, in all places where it is said. `messages`: its output. */
export function finishReasons(raw: RawSpan, messages: readonly Message[]): readonly string[] {
  const { attributes } = raw
  const reasons = messages.flatMap((message) => message.finishReason ?? [])
  for (const key of KEYS) reasons.push(...texts(attributes.get(key)))
  for (const { name, attributes: said } of raw.events) if (name === 'gen_ai.choice') reasons.push(...texts(said.get('finish_reason')))
  return reasons
}

/** The same in the words of OpenTelemetry, each once; a word it does not know stays, in lower case. */
export function readFinishReasons(raw: RawSpan, messages: readonly Message[]): readonly string[] {
  const replies = REPLY_KEYS.flatMap((key) => texts(raw.attributes.get(key)))
  const reasons = new Set([...finishReasons(raw, messages), ...replies].map(standardWord))
  reasons.delete('')
  return [...reasons].slice(0, MOST_REASONS)
}

function standardWord(reason: string): string {
  const word = clipText(textOf(reason), LONGEST_REASON).toLowerCase().replaceAll('-', '_')
  return STANDARD.get(word) ?? word
}

function texts(value: AnyValue): string[] {
  if (value === undefined) return []
  const list = decodeContent(value)
  return (Array.isArray(list) ? list : [list]).map((each) => (typeof each === 'string' ? each : ''))
}
