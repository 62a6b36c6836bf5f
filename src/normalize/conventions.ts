import type { SpanKind } from '../model/outcome.ts'
import type { AgentEvents, Convention, Encoding } from './convention.ts'
import { claudeCode } from './conventions/claude-code/read.ts'
import { codex } from './conventions/codex/read.ts'
import { geminiCli } from './conventions/gemini-cli/read.ts'
import { genkit } from './conventions/genkit/read.ts'
import { googleAdk } from './conventions/google-adk/read.ts'
import { laminar } from './conventions/laminar/read.ts'
import { langfuse } from './conventions/langfuse/read.ts'
import { langsmith } from './conventions/langsmith/read.ts'
import { langwatch } from './conventions/langwatch/read.ts'
import { logfire } from './conventions/logfire/read.ts'
import { mastra } from './conventions/mastra/read.ts'
import { microsoftAgentFramework } from './conventions/microsoft-agent-framework/read.ts'
import { mlflow } from './conventions/mlflow/read.ts'
import { openaiAgents } from './conventions/openai-agents/read.ts'
import { openinference } from './conventions/openinference/read.ts'
import { openlit } from './conventions/openlit/read.ts'
import { openllmetry } from './conventions/openllmetry/read.ts'
import { otelGenai } from './conventions/otel-genai/read.ts'
import { pydanticAi } from './conventions/pydantic-ai/read.ts'
import { strands } from './conventions/strands/read.ts'
import { vercelAi } from './conventions/vercel-ai/read.ts'
import { ENCODING_ORDER } from './precedence.ts'

/** Every convention we know. Their order here means nothing: `precedence.ts` decides. */
const CONVENTIONS: readonly Convention[] = [
  claudeCode,
  codex,
  geminiCli,
  genkit,
  googleAdk,
  laminar,
  langfuse,
  langsmith,
  langwatch,
  logfire,
  mastra,
  microsoftAgentFramework,
  mlflow,
  openaiAgents,
  openinference,
  openlit,
  openllmetry,
  otelGenai,
  pydanticAi,
  strands,
  vercelAi,
]

/** Kind attribute → word → kind. */
export const KIND_WORDS: ReadonlyMap<string, ReadonlyMap<string, SpanKind>> = new Map(
  CONVENTIONS.flatMap(({ kinds }) => Object.entries(kinds ?? {}).map(([key, words]) => [key, new Map(Object.entries(words))] as const)),
)

export const NAMED_KINDS = CONVENTIONS.flatMap(({ namedKinds }) =>
  namedKinds === undefined ? [] : [{ scope: namedKinds.scope, names: new Map(Object.entries(namedKinds.names)) }],
)

export const AGENT_EVENTS: readonly AgentEvents[] = CONVENTIONS.flatMap(({ agentEvents }) => agentEvents ?? [])

/** Encodings in the order they are asked. */
export const ENCODINGS: readonly Encoding[] = ENCODING_ORDER.map((name) => {
  const encoding = CONVENTIONS.map(({ encodings }) => encodings?.[name]).find((each) => each !== undefined)
  if (encoding === undefined) throw new Error(`no convention reads the encoding ${name}`)
  return encoding
})

/** Names of spans that are nothing but a human deciding. */
export const HUMAN_WAITS: ReadonlySet<string> = new Set(CONVENTIONS.flatMap(({ humanWaits }) => humanWaits ?? []))

/** See Convention. */
export const TOOL_RUNNERS: ReadonlySet<string> = new Set(CONVENTIONS.flatMap(({ toolRunners }) => toolRunners ?? []))

export const PAYLOAD_KEYS: ReadonlySet<string> = new Set(CONVENTIONS.flatMap(({ payloadKeys }) => payloadKeys ?? []))
export const PAYLOAD_PREFIXES: readonly string[] = CONVENTIONS.flatMap(({ payloadPrefixes }) => payloadPrefixes ?? [])
