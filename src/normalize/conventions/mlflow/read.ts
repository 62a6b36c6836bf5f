import type { Convention } from '../../convention.ts'
import { decodeContent } from '../../json.ts'
import { said } from '../../messages/said.ts'

/** MLflow tracing: values are JSON-quoted. */
export const mlflow: Convention = {
  name: 'mlflow',
  kinds: {
    'mlflow.spanType': {
      llm: 'llm',
      chat_model: 'llm',
      agent: 'agent',
      chain: 'chain',
      tool: 'tool',
      retriever: 'retriever',
      reranker: 'reranker',
      embedding: 'embedding',
      parser: 'chain',
      memory: 'other',
      workflow: 'workflow',
      task: 'chain',
      guardrail: 'guardrail',
      evaluator: 'evaluator',
    },
  },
  encodings: {
    mlflow: ({ raw: { attributes }, kind }, side) =>
      said(decodeContent(attributes.get(side === 'input' ? 'mlflow.spanInputs' : 'mlflow.spanOutputs')), side, kind),
  },
  payloadKeys: ['mlflow.spanInputs', 'mlflow.spanOutputs'],
}
