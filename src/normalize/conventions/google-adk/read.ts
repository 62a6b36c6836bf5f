import type { Convention, Said, Side, SpanView } from '../../convention.ts'
import { decodeContent, isRecord } from '../../json.ts'
import { said } from '../../messages/said.ts'

/** Google ADK: Gemini request and response as JSON on `call_llm`; other spans are told by name. */
export const googleAdk: Convention = {
  name: 'google-adk',
  namedKinds: {
    scope: 'gcp.vertex.agent',
    names: {
      invocation: 'workflow',
      invoke_workflow: 'workflow',
      invoke_agent: 'agent',
      agent_run: 'agent',
      call_llm: 'llm',
      generate_content: 'llm',
      execute_tool: 'tool',
      invoke_node: 'chain',
    },
  },
  encodings: { 'google-adk': readExchange },
  payloadKeys: [
    'gcp.vertex.agent.llm_request',
    'gcp.vertex.agent.llm_response',
    'gcp.vertex.agent.tool_call_args',
    'gcp.vertex.agent.tool_response',
    'gcp.vertex.agent.data',
  ],
}

function readExchange({ raw: { attributes }, kind }: SpanView, side: Side): Said | undefined {
  const value = decodeContent(attributes.get(side === 'input' ? 'gcp.vertex.agent.llm_request' : 'gcp.vertex.agent.llm_response'))
  if (value === undefined || value === 'N/A') return undefined
  if (side === 'output' || !isRecord(value)) return said(value, side, kind)
  const config = value['config']
  const system = isRecord(config) ? config['system_instruction'] : undefined
  const contents = Array.isArray(value['contents']) ? (value['contents'] as unknown[]) : []
  return said({ messages: [...(system === undefined ? [] : [{ role: 'system', content: system }]), ...contents] }, side, kind)
}
