/** One way of naming token counts. Lists are aliases, best first; never added up. */
export type UsageFamily = {
  readonly source: string
  readonly input: readonly string[]
  readonly output: readonly string[]
  readonly total: readonly string[]
  /** Output that `output` leaves out. */
  readonly moreOutput?: readonly string[]
  /** Where it names its details; absent: wherever any call names them. */
  readonly details?: UsageDetails
}
export type UsageDetails = {
  readonly cacheRead: readonly string[]
  readonly cacheWrite: readonly string[]
  readonly reasoning: readonly string[]
}

/** Google ADK 1.x: the output count beside it is that of the candidates, without the thoughts. */
const THOUGHTS_KEY = 'gen_ai.usage.experimental.reasoning_tokens'

/** Plain attributes, best family first: new OTel names, old ones, then the frameworks'. */
export const USAGE_FAMILIES: readonly UsageFamily[] = [
  {
    source: 'gen_ai',
    input: ['gen_ai.usage.input_tokens'],
    output: ['gen_ai.usage.output_tokens'],
    moreOutput: [THOUGHTS_KEY],
    total: ['gen_ai.usage.total_tokens', 'llm.usage.total_tokens'],
  },
  {
    source: 'gen_ai.old',
    input: ['gen_ai.usage.prompt_tokens'],
    output: ['gen_ai.usage.completion_tokens'],
    total: ['gen_ai.usage.total_tokens', 'llm.usage.total_tokens'],
  },
  { source: 'openinference', input: ['llm.token_count.prompt'], output: ['llm.token_count.completion'], total: ['llm.token_count.total'] },
  {
    source: 'ai',
    input: ['ai.usage.inputTokens', 'ai.usage.promptTokens', 'ai.usage.tokens'],
    output: ['ai.usage.outputTokens', 'ai.usage.completionTokens'],
    total: ['ai.usage.totalTokens'],
  },
  {
    source: 'codex',
    input: ['codex.turn.token_usage.input_tokens'],
    output: ['codex.turn.token_usage.output_tokens'],
    total: ['codex.turn.token_usage.total_tokens'],
  },
  { source: 'claude_code', input: ['input_tokens'], output: ['output_tokens'], total: [] },
  // Log events of Codex and Gemini CLI. Gemini's output leaves its thoughts out.
  {
    source: 'coding_agent',
    input: ['input_token_count'],
    output: ['output_token_count'],
    total: ['total_token_count'],
    moreOutput: ['thoughts_token_count'],
  },
]

export const AGGREGATED_FAMILY: UsageFamily = {
  source: 'aggregated',
  input: ['gen_ai.aggregated_usage.input_tokens'],
  output: ['gen_ai.aggregated_usage.output_tokens'],
  total: ['gen_ai.aggregated_usage.total_tokens'],
  details: {
    cacheRead: ['gen_ai.aggregated_usage.cache_read.input_tokens', 'gen_ai.aggregated_usage.details.cache_read_tokens'],
    cacheWrite: [
      'gen_ai.aggregated_usage.cache_write.input_tokens',
      'gen_ai.aggregated_usage.cache_creation.input_tokens',
      'gen_ai.aggregated_usage.details.cache_write_tokens',
    ],
    reasoning: ['gen_ai.aggregated_usage.reasoning.output_tokens', 'gen_ai.aggregated_usage.details.reasoning_tokens'],
  },
}

/** Details of a call, whichever family counted it. */
const CACHE_READ_KEYS = [
  'gen_ai.usage.cache_read.input_tokens',
  'gen_ai.usage.cache_read_input_tokens',
  'gen_ai.usage.cached_input_tokens',
  'gen_ai.usage.details.cache_read_tokens',
  'gen_ai.usage.details.cache_read_input_tokens',
  'llm.token_count.prompt_details.cache_read',
  'llm.token_count.prompt_details.cache_input',
  'ai.usage.inputTokenDetails.cacheReadTokens',
  'ai.usage.cachedInputTokens',
  'codex.turn.token_usage.cached_input_tokens',
  'cache_read_tokens',
  'cached_token_count',
  'cached_content_token_count',
] as const
const CACHE_WRITE_KEYS = [
  'gen_ai.usage.cache_write.input_tokens',
  'gen_ai.usage.cache_creation.input_tokens',
  'gen_ai.usage.cache_creation_input_tokens',
  'gen_ai.usage.cache_write_input_tokens',
  'gen_ai.usage.cache_write_tokens',
  'gen_ai.usage.details.cache_write_tokens',
  'gen_ai.usage.details.cache_creation_input_tokens',
  'llm.token_count.prompt_details.cache_write',
  'ai.usage.inputTokenDetails.cacheWriteTokens',
  'cache_creation_tokens',
  'cache_write_token_count',
] as const
const REASONING_KEYS = [
  'gen_ai.usage.reasoning.output_tokens',
  'gen_ai.usage.reasoning_tokens',
  'llm.usage.reasoning_tokens',
  'gen_ai.usage.details.reasoning_tokens',
  'llm.token_count.completion_details.reasoning',
  'ai.usage.outputTokenDetails.reasoningTokens',
  'ai.usage.reasoningTokens',
  'codex.turn.token_usage.reasoning_output_tokens',
  'codex.usage.reasoning_output_tokens',
  'reasoning_token_count',
  'thoughts_token_count',
  'gen_ai.usage.experimental.reasoning_tokens',
] as const

export const CALL_DETAILS: UsageDetails = { cacheRead: CACHE_READ_KEYS, cacheWrite: CACHE_WRITE_KEYS, reasoning: REASONING_KEYS }
/** Cache writes by lifetime (Laminar, Anthropic): parts of one whole, to be added up where nobody states it. */
export const CACHE_WRITE_PARTS = [
  'gen_ai.usage.cache_creation.input_tokens.ephemeral_5m',
  'gen_ai.usage.cache_creation.input_tokens.ephemeral_1h',
] as const

/** Counts inside a JSON value. `path` leads to the object; `addReasoning`: the output count leaves the reasoning out. */
export type UsageBlob = {
  readonly source: string
  readonly key: string
  readonly path: readonly string[]
  readonly input: readonly string[]
  readonly output: readonly string[]
  readonly total: readonly string[]
  readonly cacheRead: readonly string[]
  readonly cacheWrite: readonly string[]
  readonly reasoning: readonly string[]
  readonly addReasoning?: boolean
  /** Names of further counts that may be parts of the whole, beside `input` and `output`. */
  readonly parts?: { readonly input: RegExp; readonly output: RegExp; readonly ownCache: RegExp }
}

const NONE: readonly string[] = []

/** JSON values, asked only when no plain attribute counts. */
export const USAGE_BLOBS: readonly UsageBlob[] = [
  {
    source: 'langfuse',
    key: 'langfuse.observation.usage_details',
    path: NONE,
    input: ['input', 'input_tokens', 'prompt_tokens', 'promptTokens'],
    output: ['output', 'output_tokens', 'completion_tokens', 'completionTokens'],
    total: ['total', 'total_tokens', 'totalTokens'],
    cacheRead: [
      'input_cached_tokens',
      'cache_read_input_tokens',
      'input_cache_read',
      'prompt_tokens_details.cached_tokens',
      'input_tokens_details.cached_tokens',
      'input_token_details.cache_read',
    ],
    cacheWrite: ['cache_creation_input_tokens', 'input_cache_creation', 'input_token_details.cache_creation'],
    reasoning: [
      'output_reasoning_tokens',
      'output_reasoning',
      'completion_tokens_details.reasoning_tokens',
      'output_tokens_details.reasoning_tokens',
      'output_token_details.reasoning',
    ],
    parts: {
      input: /^(input_(?!tokens?($|_details?$))|cache_(read|creation)_input_tokens$)/,
      output: /^output_(?!tokens?($|_details?$))/,
      ownCache: /^cache_(read|creation)_input_tokens$/,
    },
  },
  ...['langsmith.usage_metadata', 'langsmith.metadata.usage_metadata'].map((key) => ({
    source: 'langsmith',
    key,
    path: NONE,
    input: ['input_tokens'],
    output: ['output_tokens'],
    total: ['total_tokens'],
    cacheRead: ['input_token_details.cache_read'],
    cacheWrite: ['input_token_details.cache_creation'],
    reasoning: ['output_token_details.reasoning'],
  })),
  {
    source: 'mlflow',
    key: 'mlflow.chat.tokenUsage',
    path: NONE,
    input: ['input_tokens'],
    output: ['output_tokens'],
    total: ['total_tokens'],
    cacheRead: ['cache_read_input_tokens'],
    cacheWrite: ['cache_creation_input_tokens'],
    reasoning: NONE,
  },
  {
    source: 'langwatch',
    key: 'langwatch.metrics',
    path: NONE,
    input: ['promptTokens', 'prompt_tokens'],
    output: ['completionTokens', 'completion_tokens'],
    total: NONE,
    cacheRead: ['cacheReadInputTokens'],
    cacheWrite: ['cacheCreationInputTokens'],
    reasoning: ['reasoningTokens'],
  },
  {
    source: 'google_adk',
    key: 'gcp.vertex.agent.llm_response',
    path: ['usage_metadata'],
    input: ['prompt_token_count'],
    output: ['candidates_token_count'],
    total: ['total_token_count'],
    cacheRead: ['cached_content_token_count'],
    cacheWrite: NONE,
    reasoning: ['thoughts_token_count'],
    addReasoning: true,
  },
  {
    source: 'genkit',
    key: 'genkit:output',
    path: ['usage'],
    input: ['inputTokens'],
    output: ['outputTokens'],
    total: ['totalTokens'],
    cacheRead: ['cachedContentTokens'],
    cacheWrite: NONE,
    reasoning: ['thoughtsTokens'],
  },
]
