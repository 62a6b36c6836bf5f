import type { Attributes } from '../../../model/any-value.ts'
import type { Message } from '../../../model/message.ts'
import type { RawSpan } from '../../../model/raw-span.ts'
import type { Convention, Said, Side, SpanView } from '../../convention.ts'
import { decodeContent } from '../../json.ts'
import { messageFrom } from '../../messages/message-from.ts'
import { partsFrom } from '../../messages/parts-from.ts'
import { said } from '../../messages/said.ts'
import { unwrapEntity } from '../openllmetry/read.ts'

/** OpenTelemetry GenAI semantic conventions: `gen_ai.*`, messages as one JSON value or as span events. */
export const otelGenai: Convention = {
  name: 'otel-genai',
  kinds: {
    'gen_ai.operation.name': {
      chat: 'llm',
      text_completion: 'llm',
      generate_content: 'llm',
      completion: 'llm',
      generate: 'llm',
      llm_request: 'llm',
      embeddings: 'embedding',
      embedding: 'embedding',
      rerank: 'reranker',
      retrieval: 'retriever',
      vector_db_retrieve: 'retriever',
      create_agent: 'agent',
      invoke_agent: 'agent',
      agent: 'agent',
      invoke_workflow: 'workflow',
      workflow: 'workflow',
      execute_tool: 'tool',
      tool: 'tool',
      plan: 'chain',
      execute_task: 'chain',
      agent_step: 'chain',
      invoke_node: 'chain',
      chain: 'chain',
      goto: 'chain',
      'guardrail.run': 'guardrail',
      guard: 'guardrail',
      'tool.execute': 'tool',
      'agent.run': 'agent',
      'workflow.run': 'workflow',
    },
  },
  encodings: { 'otel-messages': readMessages, 'tool-call': readToolCall, 'otel-events': readEvents },
  payloadKeys: [
    'gen_ai.input.messages',
    'gen_ai.output.messages',
    'gen_ai.system_instructions',
    'gen_ai.tool.definitions',
    'gen_ai.tool.call.arguments',
    'gen_ai.tool.call.result',
    'gen_ai.tool.input',
    'gen_ai.tool.output',
    'gen_ai.retrieval.documents',
    'gen_ai.retrieval.query.text',
  ],
}

function readMessages(span: SpanView, side: Side): Said | undefined {
  return messagesIn(span.raw.attributes, side)
}

function messagesIn(attributes: Attributes, side: Side): Said | undefined {
  const value = decodeContent(attributes.get(`gen_ai.${side}.messages`))
  const spoken = spokenOf(said(value, side, 'llm'))
  if (side === 'output') return spoken
  const system = partsFrom(decodeContent(attributes.get('gen_ai.system_instructions')))
  if (system.length === 0 || spoken?.messages[0]?.role === 'system') return spoken
  const first: Message = { role: 'system', direction: 'input', parts: system }
  return { messages: [first, ...(spoken?.messages ?? [])], value: spoken?.value }
}

/** LiteLLM leaves messages without parts where a model only calls tools: what it called is written down elsewhere. */
function spokenOf(spoken: Said | undefined): Said | undefined {
  return spoken !== undefined && spoken.messages.length > 0 && spoken.messages.every(({ parts }) => parts.length === 0) ? undefined : spoken
}

/** Arguments and result of a tool span. OpenLLMetry puts the whole callback envelope here; OpenLIT repeats on a model call what the model asked for. */
function readToolCall({ raw, kind }: SpanView, side: Side): Said | undefined {
  if (kind === 'llm') return undefined
  for (const key of side === 'input' ? ARGUMENT_KEYS : RESULT_KEYS) {
    const spoken = said(unwrapEntity(decodeContent(raw.attributes.get(key)), side), side, kind)
    if (spoken !== undefined) return spoken
  }
  return undefined
}
const ARGUMENT_KEYS = [
  'gen_ai.tool.call.arguments',
  'ai.toolCall.args',
  'tool_arguments',
  'gen_ai.tool.input',
  'gcp.vertex.agent.tool_call_args',
]
const RESULT_KEYS = [
  'gen_ai.tool.call.result',
  'ai.toolCall.result',
  'tool_response',
  'gen_ai.tool.output',
  'gcp.vertex.agent.tool_response',
]

const EVENT_ROLES: ReadonlyMap<string, { readonly role: string; readonly side: Side }> = new Map([
  ['gen_ai.system.message', { role: 'system', side: 'input' }],
  ['gen_ai.user.message', { role: 'user', side: 'input' }],
  ['gen_ai.assistant.message', { role: 'assistant', side: 'input' }],
  ['gen_ai.tool.message', { role: 'tool', side: 'input' }],
  ['gen_ai.choice', { role: 'assistant', side: 'output' }],
])

/** The older forms that put messages into span events. */
function readEvents({ raw, kind }: SpanView, side: Side): Said | undefined {
  if (kind === 'tool') return readToolEvent(raw, side)
  const messages: Message[] = []
  for (const { name, attributes } of raw.events) {
    if (!name.startsWith('gen_ai.')) continue
    const spoken = EVENT_ROLES.get(name)
    if (spoken?.side === side) {
      const message = messageFrom(eventMessage(attributes, spoken.role), side)
      if (message !== undefined) messages.push(message)
    } else if (name === 'gen_ai.client.inference.operation.details') messages.push(...(messagesIn(attributes, side)?.messages ?? []))
    else if (name === (side === 'input' ? 'gen_ai.content.prompt' : 'gen_ai.content.completion')) {
      return said(decodeContent(attributes.get(side === 'input' ? 'gen_ai.prompt' : 'gen_ai.completion')), side, kind)
    }
  }
  return messages.length === 0 ? undefined : { messages, value: undefined }
}

/** Strands: what a tool was given is a tool message, what it gave back a choice. */
function readToolEvent({ events }: RawSpan, side: Side): Said | undefined {
  const event = events.find(({ name }) => name === (side === 'input' ? 'gen_ai.tool.message' : 'gen_ai.choice'))
  const value = decodeContent(event?.attributes.get(side === 'input' ? 'content' : 'message'))
  const texts = side === 'output' && Array.isArray(value) ? partsFrom(value) : []
  const isText = texts.length > 0 && texts.every(({ type }) => type === 'text')
  return said(isText ? texts.map((part) => (part.type === 'text' ? part.text : '')).join('\n') : value, side, 'tool')
}

function eventMessage(attributes: Attributes, role: string): unknown {
  const inner = decodeContent(attributes.get('message'))
  const content = decodeContent(attributes.get('content')) ?? inner
  return {
    role: decodeContent(attributes.get('role')) ?? role,
    content,
    tool_calls: decodeContent(attributes.get('tool_calls')),
    tool_call_id: decodeContent(attributes.get('id')),
    finish_reason: decodeContent(attributes.get('finish_reason')),
  }
}
