import type { AnyValue } from '../model/any-value.ts'
import type { Message } from '../model/message.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { decodeContent } from './json.ts'

/** Why a model call or a run ended, in all places where it is said. `messages`: its output. */
export function finishReasons(raw: RawSpan, messages: readonly Message[]): readonly string[] {
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
