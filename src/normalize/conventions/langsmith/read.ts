import type { Convention, Said, Side, SpanView } from '../../convention.ts'
import { decodeContent, isRecord } from '../../json.ts'
import { said } from '../../messages/said.ts'

/** LangSmith's OTel exporter: `langsmith.*`, whole run input and output as one blob (bytes from Python, text from JS). */
export const langsmith: Convention = {
  name: 'langsmith',
  kinds: {
    'langsmith.span.kind': {
      llm: 'llm',
      chain: 'chain',
      tool: 'tool',
      retriever: 'retriever',
      prompt: 'prompt',
      parser: 'chain',
      embedding: 'embedding',
    },
  },
  encodings: { 'bare-blob': readBlob },
  payloadKeys: ['gen_ai.prompt', 'gen_ai.completion'],
}

function readBlob({ raw: { attributes }, kind }: SpanView, side: Side): Said | undefined {
  const value = decodeContent(attributes.get(side === 'input' ? 'gen_ai.prompt' : 'gen_ai.completion'))
  return said(unwrapRun(value, side), side, kind)
}

/** The one thing a run was given or gave back. JS names it `inputs`, `outputs` and, where a function took several, `args`. */
function unwrapRun(value: unknown, side: Side): unknown {
  if (!isRecord(value)) return value
  const keys = Object.keys(value)
  if (keys.length !== 1) return value
  if (side === 'input' && Array.isArray(value['args'])) return value['args'][0] as unknown
  return side in value ? value[side] : (value[`${side}s`] ?? value)
}
