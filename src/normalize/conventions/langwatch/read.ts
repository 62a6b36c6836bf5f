import type { Convention } from '../../convention.ts'
import { decodeContent, isRecord, type JsonRecord } from '../../json.ts'
import { said } from '../../messages/said.ts'

/** LangWatch: values are `{"type":…,"value":…}`. */
export const langwatch: Convention = {
  name: 'langwatch',
  kinds: {
    'langwatch.span.type': {
      span: 'chain',
      llm: 'llm',
      chain: 'chain',
      tool: 'tool',
      agent: 'agent',
      rag: 'retriever',
      guardrail: 'guardrail',
      evaluation: 'evaluator',
      workflow: 'workflow',
      component: 'chain',
      module: 'chain',
      task: 'chain',
    },
  },
  encodings: {
    langwatch: ({ raw: { attributes }, kind }, side) => {
      const value = decodeContent(attributes.get(`langwatch.${side}`))
      return said(withToolRole(isRecord(value) && 'value' in value && 'type' in value ? value['value'] : value), side, kind)
    },
  },
  payloadKeys: ['langwatch.input', 'langwatch.output', 'langwatch.contexts'],
}

/** The LangChain callback knows no tool messages: their role is `unknown`. A lone one is what a tool answered. */
function withToolRole(value: unknown): unknown {
  if (!Array.isArray(value) || !value.some(isUnknown)) return value
  const messages = value.map((each: unknown) => (isUnknown(each) ? { ...each, role: 'tool' } : each))
  return messages.length === 1 ? messages[0] : messages
}

const isUnknown = (message: unknown): message is JsonRecord => isRecord(message) && message['role'] === 'unknown' && 'content' in message
