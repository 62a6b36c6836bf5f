import type { Convention } from '../../convention.ts'
import { decodeContent, isRecord } from '../../json.ts'
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
      return said(isRecord(value) && 'value' in value && 'type' in value ? value['value'] : value, side, kind)
    },
  },
  payloadKeys: ['langwatch.input', 'langwatch.output', 'langwatch.contexts'],
}
