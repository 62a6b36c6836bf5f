import type { Convention, Said, Side, SpanView } from '../../convention.ts'
import { decodeContent, isRecord } from '../../json.ts'
import { said, saidMessages } from '../../messages/said.ts'
import { listItems } from '../../messages/unflatten.ts'

/** Arize OpenInference: `llm.*`, `input.value`, `output.value`, flattened messages and documents. */
export const openinference: Convention = {
  name: 'openinference',
  kinds: {
    'openinference.span.kind': {
      llm: 'llm',
      embedding: 'embedding',
      chain: 'chain',
      retriever: 'retriever',
      reranker: 'reranker',
      tool: 'tool',
      agent: 'agent',
      guardrail: 'guardrail',
      evaluator: 'evaluator',
      prompt: 'prompt',
    },
  },
  encodings: { 'openinference-messages': readMessages, 'openinference-lists': readLists, 'generic-io': readValue },
  payloadKeys: [
    'input.value',
    'output.value',
    'raw_input',
    'tool.parameters',
    'llm.prompt_template.template',
    'llm.prompt_template.variables',
  ],
  payloadPrefixes: [
    'llm.input_messages.',
    'llm.output_messages.',
    'llm.prompts.',
    'llm.choices.',
    'llm.tools.',
    'retrieval.documents.',
    'reranker.input_documents.',
    'reranker.output_documents.',
    'embedding.embeddings.',
  ],
}

function readMessages(span: SpanView, side: Side): Said | undefined {
  const prefix = side === 'input' ? 'llm.input_messages.' : 'llm.output_messages.'
  if (!span.lists.has(prefix)) return undefined
  const flat = saidMessages(listItems(span.raw.attributes, prefix), side)
  return span.kind === 'llm' ? flat : fuller(flat, readValue(span, side))
}

/** On a graph and its nodes only the first message of the state is flattened, or no more than its role: the value has them all. */
function fuller(flat: Said | undefined, value: Said | undefined): Said | undefined {
  if (value === undefined || value.messages.length > 0) return value ?? flat
  return flat?.messages.some(({ parts }) => parts.length > 0) === true ? flat : value
}

/** Flattened lists that are no chat: prompts, documents, texts to embed. */
function readLists(span: SpanView, side: Side): Said | undefined {
  const prefixes = side === 'input' ? INPUT_LISTS : OUTPUT_LISTS
  const prefix = prefixes.find((each) => span.lists.has(each))
  if (prefix === undefined) return undefined
  const items = listItems(span.raw.attributes, prefix)
  if (prefix === 'llm.prompts.' || prefix === 'llm.choices.') return saidMessages(items, side)
  return items.length === 0 ? undefined : { messages: [], value: items.map(unwrapItem) }
}
const INPUT_LISTS = ['llm.prompts.', 'embedding.embeddings.', 'reranker.input_documents.']
const OUTPUT_LISTS = ['llm.choices.', 'retrieval.documents.', 'reranker.output_documents.']

function readValue(span: SpanView, side: Side): Said | undefined {
  const { attributes } = span.raw
  const value = attributes.get(`${side}.value`) ?? (side === 'input' ? attributes.get('raw_input') : undefined)
  return said(
    attributes.get(`${side}.mime_type`) === 'text/plain' && typeof value === 'string' ? value : decodeContent(value),
    side,
    span.kind,
  )
}

/** `{document: {…}}` is the document; of a text that was embedded, the text and not its thousand numbers. */
function unwrapItem(item: unknown): unknown {
  const inner = isRecord(item) ? Object.values(item) : []
  if (inner.length !== 1 || !isRecord(inner[0])) return item
  return 'vector' in inner[0] && 'text' in inner[0] ? inner[0]['text'] : inner[0]
}
