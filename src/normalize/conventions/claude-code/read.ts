import type { AnyValue } from '../../../model/any-value.ts'
import type { Convention, Said, Side, SpanView } from '../../convention.ts'
import { decodeContent } from '../../json.ts'
import { said } from '../../messages/said.ts'
import { claudeCodeEvents } from './events.ts'

/** Claude Code: spans with bare attribute names, kinds told by the span name; log events, with or without spans beside them. */
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
  agentEvents: claudeCodeEvents,
  encodings: { 'claude-code': readOwn },
  payloadKeys: ['user_prompt', 'prompt', 'response', 'tool_input', 'tool_parameters'],
}

function readOwn({ raw, kind }: SpanView, side: Side): Said | undefined {
  const { attributes } = raw
  const prompt = attributes.get('user_prompt')
  if (prompt !== undefined && side === 'input') return said(decodeContent(prompt), side, 'llm')
  if (!raw.name.startsWith(claudeCodeEvents.prefix)) return undefined
  if (kind === 'tool') return said(decodeContent(side === 'input' ? toolInput(raw) : toolOutput(raw)), side, kind)
  return said(decodeContent(attributes.get(side === 'input' ? 'prompt' : 'response')), side, 'llm')
}

function toolInput({ attributes }: SpanView['raw']): AnyValue {
  return attributes.get('tool_input') ?? attributes.get('tool_parameters') ?? attributes.get('full_command') ?? attributes.get('file_path')
}

/** Of spans only: log events tell no more of a result than its size. */
function toolOutput({ events }: SpanView['raw']): AnyValue {
  return events.find(({ name }) => name === 'tool.output')?.attributes.get('output')
}
