import type { Convention, Said, Side, SpanView } from '../../convention.ts'
import { decodeContent, isRecord, type JsonRecord } from '../../json.ts'
import { listItems } from '../../messages/unflatten.ts'
import { said, saidMessages } from '../../messages/said.ts'

const WRAPPER_KEYS = new Set(['inputs', 'input_str', 'outputs', 'output', 'tags', 'metadata', 'kwargs'])

/** Traceloop (Python and JS, all ages): `traceloop.*`, flattened `gen_ai.prompt.N`, wrapped entity input and output. */
export const openllmetry: Convention = {
  name: 'openllmetry',
  kinds: {
    'traceloop.span.kind': { workflow: 'workflow', task: 'chain', agent: 'agent', tool: 'tool', session: 'workflow', handoff: 'agent' },
    'llm.request.type': { chat: 'llm', completion: 'llm', embedding: 'embedding', rerank: 'reranker' },
  },
  encodings: { 'indexed-messages': readIndexed, 'traceloop-entity': readEntity },
  payloadKeys: [
    'traceloop.entity.input',
    'traceloop.entity.output',
    'gen_ai.task.input',
    'gen_ai.task.output',
    'llm.prompts',
    'llm.completions',
    'traceloop.prompt.template_variables',
  ],
  payloadPrefixes: ['gen_ai.prompt.', 'gen_ai.completion.', 'llm.request.functions.'],
}

function readIndexed(span: SpanView, side: Side): Said | undefined {
  const prefix = side === 'input' ? 'gen_ai.prompt.' : 'gen_ai.completion.'
  return span.lists.has(prefix) ? saidMessages(listItems(span.raw.attributes, prefix), side) : undefined
}

function readEntity(span: SpanView, side: Side): Said | undefined {
  const { attributes } = span.raw
  const value = decodeContent(attributes.get(`traceloop.entity.${side}`)) ?? decodeContent(attributes.get(`gen_ai.task.${side}`))
  return said(unwrapEntity(value, side), side, span.kind)
}

/** The value inside the envelope LangChain callbacks and the decorators put around it. */
export function unwrapEntity(value: unknown, side: Side): unknown {
  if (!isRecord(value)) return value
  const keys = Object.keys(value)
  if (keys.length > 0 && keys.every((key) => WRAPPER_KEYS.has(key))) return unwrapCallback(value, side)
  return 'args' in value && 'kwargs' in value && keys.length === 2 ? unwrapCall(value) : value
}

function unwrapCallback(value: JsonRecord, side: Side): unknown {
  if (side === 'output') return value['outputs'] ?? value['output'] ?? ('kwargs' in value ? undefined : value)
  const inputs = value['inputs']
  if (inputs !== undefined && inputs !== null && inputs !== '') return inputs
  return value['input_str'] ?? ('metadata' in value || 'kwargs' in value ? undefined : value)
}

/** `{"args":[…],"kwargs":{…}}`: a lone argument is the input, kwargs alone are the input. */
function unwrapCall(value: JsonRecord): unknown {
  const args = Array.isArray(value['args']) ? value['args'] : []
  const kwargs = isRecord(value['kwargs']) ? value['kwargs'] : {}
  const hasKwargs = Object.keys(kwargs).length > 0
  if (args.length === 0) return hasKwargs ? kwargs : undefined
  return args.length === 1 && !hasKwargs ? args[0] : value
}
