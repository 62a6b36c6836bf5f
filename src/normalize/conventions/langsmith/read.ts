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
  const isWrapped = isRecord(value) && side in value && Object.keys(value).length === 1
  return said(isWrapped ? value[side] : value, side, kind)
}
