import type { Convention } from '../../convention.ts'
import { decodeContent } from '../../json.ts'
import { said } from '../../messages/said.ts'

/** Claude Code's own spans: bare attribute names, kinds told by the span name. */
export const claudeCode: Convention = {
  name: 'claude-code',
  kinds: {
    'span.type': {
      interaction: 'agent',
      llm_request: 'llm',
      tool: 'tool',
      'tool.execution': 'tool',
      'tool.blocked_on_user': 'event',
      hook: 'chain',
    },
  },
  namedKinds: {
    scope: 'com.anthropic.claude_code',
    names: {
      'claude_code.interaction': 'agent',
      'claude_code.llm_request': 'llm',
      'claude_code.tool': 'tool',
      'claude_code.tool.execution': 'tool',
      'claude_code.tool.blocked_on_user': 'event',
      'claude_code.hook': 'chain',
    },
  },
  humanWaits: ['claude_code.tool.blocked_on_user'],
  encodings: {
    'claude-code': ({ raw: { attributes } }, side) =>
      side === 'input' ? said(decodeContent(attributes.get('user_prompt')), side, 'llm') : undefined,
  },
  payloadKeys: ['user_prompt'],
}
