import type { Attributes } from '../../../model/any-value.ts'
import type { AgentEvents, Convention, EventRole, Said, Side, SpanView } from '../../convention.ts'
import { decodeContent } from '../../json.ts'
import { said } from '../../messages/said.ts'
import { numberOf, textOf } from '../../scalar.ts'
import { decisionRole } from '../claude-code/events.ts'

/**
 * Codex. Its events name the conversation and no prompt. A request is logged when its headers are there and says nothing of tokens; its
 * stream is logged piece by piece, and the last piece has the counts: that one stands for the call.
 */
const events: AgentEvents = {
  prefix: 'codex.',
  scope: 'codex_otel',
  sessionKey: 'conversation.id',
  promptKey: 'prompt.id',
  roleOf(name, attributes) {
    if (name === 'user_prompt') return { as: 'prompt', kind: 'agent' }
    if (name === 'tool_result') return { as: 'step', kind: 'tool' }
    if (name === 'tool_decision') return decisionRole(attributes)
    if (name === 'api_request' || name === 'websocket_request') return requestRole(attributes)
    if (name === 'sse_event' || name === 'websocket_event') return streamRole(attributes)
    return undefined
  },
}

/** Conventions of its spans, which are mostly of its own machinery. */
export const codex: Convention = {
  name: 'codex',
  namedKinds: {
    scope: 'codex_',
    names: { 'session_task.turn': 'agent', run_turn: 'chain', run_sampling_request: 'chain', try_run_sampling_request: 'chain' },
  },
  agentEvents: events,
  encodings: { codex: readOwn },
  payloadKeys: ['arguments', 'output'],
}

function requestRole(attributes: Attributes): EventRole | undefined {
  const failure = failureOf(attributes)
  const status = numberOf(attributes.get('http.response.status_code')) ?? 0
  if (failure === '' && status < 400) return undefined
  return { as: 'step', kind: 'llm', failure: failure || `HTTP ${status}` }
}

function streamRole(attributes: Attributes): EventRole | undefined {
  const failure = failureOf(attributes)
  if (failure !== '') return { as: 'step', kind: 'llm', failure }
  return numberOf(attributes.get('input_token_count')) === undefined ? undefined : { as: 'step', kind: 'llm' }
}

function failureOf(attributes: Attributes): string {
  return textOf(attributes.get('error.message')) || textOf(attributes.get('error'))
}

function readOwn({ raw, kind }: SpanView, side: Side): Said | undefined {
  if (!raw.name.startsWith(events.prefix)) return undefined
  const { attributes } = raw
  if (kind === 'tool') return said(decodeContent(attributes.get(side === 'input' ? 'arguments' : 'output')), side, kind)
  return side === 'input' ? said(decodeContent(attributes.get('prompt')), side, 'llm') : undefined
}
