import type { Attributes } from '../../../model/any-value.ts'
import type { AgentEvents, EventRole } from '../../convention.ts'
import { textOf } from '../../scalar.ts'

/** Claude Code's log events: `user_prompt` begins a turn, everything else names it by `prompt.id`. */
export const claudeCodeEvents: AgentEvents = {
  prefix: 'claude_code.',
  scope: 'com.anthropic.claude_code',
  sessionKey: 'session.id',
  promptKey: 'prompt.id',
  roleOf(name, attributes) {
    if (name === 'tool_decision') return decisionRole(attributes)
    if (name === 'api_error' || name === 'api_refusal') return { ...ROLES.get('api_request')!, failure: textOf(attributes.get('error')) }
    return ROLES.get(name)
  },
}

const ROLES: ReadonlyMap<string, EventRole> = new Map<string, EventRole>([
  ['user_prompt', { as: 'prompt', kind: 'agent' }],
  ['api_request', { as: 'step', kind: 'llm' }],
  ['tool_result', { as: 'step', kind: 'tool' }],
  ['hook_execution_complete', { as: 'step', kind: 'chain' }],
  ['compaction', { as: 'step', kind: 'chain' }],
  // The reply of the turn; it does not say which request brought it.
  ['assistant_response', { as: 'note', kind: 'agent' }],
])

/** A tool that was turned down has no result: its decision is all there is of it. */
export function decisionRole(attributes: Attributes): EventRole {
  const decision = textOf(attributes.get('decision')).toLowerCase()
  return { as: 'step', kind: /^(reject|denied|abort)/.test(decision) ? 'tool' : 'event' }
}
