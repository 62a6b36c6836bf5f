import type { AnyValue } from '../../../model/any-value.ts'
import type { SpanKind } from '../../../model/outcome.ts'
import type { Convention, Said, Side } from '../../convention.ts'
import { decodeContent, isRecord } from '../../json.ts'
import { said } from '../../messages/said.ts'
import { unwrapEntity } from '../openllmetry/read.ts'

/** Langfuse SDKs (Python and JS): `langfuse.*`. Observation type `span` is no kind of its own: it only says "a step". */
export const langfuse: Convention = {
  name: 'langfuse',
  kinds: {
    'langfuse.observation.type': {
      generation: 'llm',
      event: 'event',
      embedding: 'embedding',
      agent: 'agent',
      tool: 'tool',
      chain: 'chain',
      retriever: 'retriever',
      guardrail: 'guardrail',
      evaluator: 'evaluator',
    },
  },
  encodings: {
    langfuse: ({ raw: { attributes }, kind }, side) =>
      readValue(attributes.get(`langfuse.observation.${side}`), side, kind) ??
      readValue(attributes.get(`langfuse.trace.${side}`), side, kind),
  },
  payloadKeys: ['langfuse.observation.input', 'langfuse.observation.output', 'langfuse.trace.input', 'langfuse.trace.output'],
}

/** `@observe` writes a call as `{"args":[…],"kwargs":{…}}`. */
function readValue(value: AnyValue, side: Side, kind: SpanKind): Said | undefined {
  const decoded = decodeContent(value)
  return said(side === 'input' ? unwrapEntity(withoutTools(decoded), side) : decoded, side, kind)
}

/** The LangChain handler appends the tools a model may call to its messages, as if a tool had said them. */
function withoutTools(value: unknown): unknown {
  return Array.isArray(value) && value.some(isToolDefinition) ? value.filter((each) => !isToolDefinition(each)) : value
}

function isToolDefinition(message: unknown): boolean {
  if (!isRecord(message) || message['role'] !== 'tool' || 'tool_call_id' in message) return false
  const { content } = message
  return isRecord(content) && content['type'] === 'function' && isRecord(content['function'])
}
