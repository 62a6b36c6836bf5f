import type { Turn, TurnMessage } from '../../api/contract/turn.ts'
import type { Status } from '../../model/outcome.ts'
import { fixFor } from '../../normalize/normalize.ts'
import type { HeardTrace } from './heard-trace.ts'

/** Why there is nothing, or not everything, to read in a turn. */
export function whyNotRecorded(
  { tree: { facts }, speakers, contents }: HeardTrace,
  messages: readonly TurnMessage[],
  status: Status,
): Turn['notRecorded'] {
  const has = (role: TurnMessage['role']) => messages.some((message) => message.role === role)
  const calls = facts.filter(({ kind }) => kind === 'llm')
  if (messages.length === 0 && status === 'running')
    return { reason: 'running', detail: 'Nothing has been said yet: the turn is still running.' }
  if (messages.some(({ parts }) => parts.some(({ type }) => type === 'redacted'))) {
    return { reason: 'redacted', detail: 'The sender put a marker in the place of some of what was said.' }
  }
  const silent = calls.filter(({ spanId, outcome }) => outcome === 'ok' && contents.get(spanId)?.messages.length === 0)
  const isRead = speakers.calls.every((index) => contents.has(facts[index]!.spanId))
  if (calls.length > 0 && isRead && silent.length > 0 && !(has('user') && has('assistant'))) {
    if (has('user')) return { reason: 'not_captured', detail: 'What was answered is not recorded.' }
    if (has('assistant')) return { reason: 'not_captured', detail: 'What was asked is not recorded.' }
    const { text, code } = fixFor('no_content', silent[0]!.scope)
    return { reason: 'not_captured', detail: code === undefined ? text : `${text} ${code}` }
  }
  const isTold = [...contents.values()].some((content) => content.messages.length > 0)
  if (messages.length > 0 || isTold) return undefined
  if (calls.length === 0)
    return { reason: 'no_model_work', detail: 'No model was called in this turn, and no step tells what it was asked.' }
  const detail = isRead
    ? 'The calls of the model tell neither what was asked nor what was answered.'
    : 'What was said is too large to be read here; open the spans.'
  return { reason: 'not_captured', detail }
}
