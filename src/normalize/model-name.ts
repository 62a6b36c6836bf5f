import type { SpanKind } from '../model/outcome.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { decodeContent, isRecord } from './json.ts'
import { clipText, textOf } from './scalar.ts'
import { bestText, type Survey } from './survey.ts'

const LONGEST_NAME = 256
const MODEL_KINDS: ReadonlySet<SpanKind> = new Set<SpanKind>(['llm', 'embedding', 'reranker', 'agent'])
/** JSON values that may hold the model when no attribute names it. */
const MODEL_BLOBS = ['llm.invocation_parameters', 'gcp.vertex.agent.llm_request']

const PROVIDER_ALIASES: ReadonlyMap<string, string> = new Map([
  ['az.ai.openai', 'azure.ai.openai'],
  ['az.ai.inference', 'azure.ai.inference'],
  ['vertex_ai', 'gcp.vertex_ai'],
  ['gemini', 'gcp.gemini'],
  ['googleai', 'gcp.gemini'],
  ['vertexai', 'gcp.vertex_ai'],
  ['xai', 'x_ai'],
])
/** Frameworks that put their own name where the vendor belongs. */
const FRAMEWORKS: ReadonlySet<string> = new Set([
  'langchain',
  'langgraph',
  'gcp.vertex.agent',
  'strands-agents',
  'crewai',
  'autogen',
  'microsoft.agent_framework',
  'unknown',
])
const VENDOR_HOSTS: readonly (readonly [string, string])[] = [
  ['api.openai.com', 'openai'],
  ['api.anthropic.com', 'anthropic'],
  ['openai.azure.com', 'azure.ai.openai'],
  ['generativelanguage.googleapis.com', 'gcp.gemini'],
  ['aiplatform.googleapis.com', 'gcp.vertex_ai'],
  ['api.mistral.ai', 'mistral_ai'],
  ['api.cohere.com', 'cohere'],
  ['api.groq.com', 'groq'],
  ['api.x.ai', 'x_ai'],
  ['api.deepseek.com', 'deepseek'],
  ['openrouter.ai', 'openrouter'],
]

/** The Vercel AI SDK writes vendor and endpoint in one: `openai.chat`, `anthropic.messages`. */
const VERCEL_ENDPOINT = /\.(?:chat|responses|messages|completions?|embeddings?|image|speech|transcription|generative-ai)$/
const VENDORS: ReadonlySet<string> = new Set([
  'openai',
  'anthropic',
  'gemini',
  'vertex_ai',
  'azure',
  'groq',
  'cohere',
  'deepseek',
  'xai',
  'googleai',
  'vertexai',
])

export type ModelNames = { readonly requestModel: string; readonly responseModel: string; readonly provider: string }

export function readModelNames(raw: RawSpan, survey: Survey, kind: SpanKind): ModelNames {
  const isModelKind = MODEL_KINDS.has(kind)
  const requestModel =
    clipText(bestText(survey, 'requestModel', requestModelText(kind)), LONGEST_NAME) || (isModelKind ? modelInBlob(raw) : '')
  const provider = clipText(bestText(survey, 'provider', providerText), LONGEST_NAME)
  const responseModel = clipText(bestText(survey, 'responseModel', modelText), LONGEST_NAME)
  return withoutVendor({ requestModel, responseModel, provider })
}

/** LangWatch and LiteLLM name vendor and model in one: `openai/gpt-4o-mini`. What a router is asked for keeps its whole name. */
function withoutVendor(names: ModelNames): ModelNames {
  const { requestModel, responseModel, provider } = names
  const name = requestModel || responseModel
  const prefix = name.slice(0, Math.max(name.indexOf('/'), 0))
  if (!VENDORS.has(prefix)) return names
  const vendor = PROVIDER_ALIASES.get(prefix) ?? prefix
  if (provider !== '' && provider !== vendor) return names
  const bare = (model: string): string => (model.startsWith(`${prefix}/`) ? model.slice(prefix.length + 1) : model)
  return { requestModel: bare(requestModel), responseModel: bare(responseModel), provider: vendor }
}

/** How the words for the model asked for are read on a span of this kind. */
export function requestModelText(kind: SpanKind): typeof modelText | typeof qualifiedModelText {
  return MODEL_KINDS.has(kind) ? modelText : qualifiedModelText
}

/** Claude Code marks a larger window: `claude-opus-4-8[1m]`. */
const WINDOW_MARK = /\[\d+[km]\]$/

/** Traceloop's LangChain instrumentation writes the word `unknown`: that is no model. */
export function modelText(value: Parameters<typeof textOf>[0]): string {
  const text = textOf(value)
  if (text === 'unknown') return ''
  return text.endsWith(']') ? text.replace(WINDOW_MARK, '') : text
}

/** On other spans a bare `model` may be anything, and the name of a Genkit action is no model. */
function qualifiedModelText(value: Parameters<typeof textOf>[0], key: string): string {
  return key === 'model' || key === 'genkit:name' ? '' : modelText(value)
}

function modelInBlob({ attributes }: RawSpan): string {
  for (const key of MODEL_BLOBS) {
    const value = attributes.get(key)
    const blob = value === undefined ? undefined : decodeContent(value)
    const model = isRecord(blob) ? (blob['model'] ?? blob['model_name']) : undefined
    if (typeof model === 'string' && model !== '') return clipText(modelText(model), LONGEST_NAME)
  }
  return ''
}

export function providerText(value: Parameters<typeof textOf>[0], key: string): string {
  const text = textOf(value).toLowerCase()
  if (key === 'server.address') return VENDOR_HOSTS.find(([host]) => text.endsWith(host))?.[1] ?? ''
  const name = key.endsWith('.model.provider') ? (text.split('.', 1)[0] ?? '') : text.replace(VERCEL_ENDPOINT, '')
  return FRAMEWORKS.has(name) ? '' : (PROVIDER_ALIASES.get(name) ?? name)
}
