/**
 * Who beats whom, per field, as data: every known spelling, best first. The position inside a list is the precedence;
 * which convention a key belongs to never matters. (Facts: the instrumentations' own sources.)
 */
const under = (prefixes: readonly string[], ...names: readonly string[]): string[] =>
  prefixes.flatMap((prefix) => names.map((name) => `${prefix}.${name}`))

const TRACELOOP = 'traceloop.association.properties'
const AI_METADATA = ['ai.telemetry.metadata', 'ai.settings.context']
const LANGFUSE_METADATA = ['langfuse.trace.metadata', 'langfuse.observation.metadata']

/** Prefixes under which applications hang their own metadata, one attribute per key. */
export const METADATA = [
  TRACELOOP,
  'lmnr.association.properties',
  ...AI_METADATA,
  ...LANGFUSE_METADATA,
  'langsmith.metadata',
  'metadata',
  'langwatch.metadata',
  'langfuse.metadata',
  'lmnr.association.properties.metadata',
  'mastra.metadata',
]

/** Attributes that hold a whole metadata object; its entries read as `<attribute>.<key>`. */
export const METADATA_OBJECTS: ReadonlySet<string> = new Set(['metadata', 'langwatch.metadata', 'langfuse.metadata', ...LANGFUSE_METADATA])

/** Session ids by tier: explicit, conversation, thread, weak. `langsmith.trace.session_id` is a project and is absent on purpose. */
export const SESSION_TIERS: readonly (readonly string[])[] = [
  [
    ...under([TRACELOOP], 'session_uuid', 'session_id', 'sessionId'),
    'langfuse.session.id',
    'session.id',
    'lmnr.association.properties.session_id',
    ...under(AI_METADATA, 'sessionId', 'session_id'),
    ...under(LANGFUSE_METADATA, 'langfuse_session_id', 'langfuseSessionId', 'session_id'),
    'langsmith.metadata.session_id',
    'mlflow.trace.session',
    'metadata.session_id',
    'langwatch.metadata.session_id',
    'langwatch.session.id',
    ...under(METADATA, 'langfuse_session_id', 'session_uuid', 'session_id', 'sessionId'),
    'graph.session.id',
    'checkpoint.session_id',
    'interrupt.session_id',
    'resume.session_id',
  ],
  [
    'gen_ai.conversation.id',
    'gcp.vertex.agent.session_id',
    'langwatch.thread.id',
    'langwatch.thread_id',
    ...under(METADATA, 'conversation_id', 'conversationId'),
    'conversation.id',
    'gen_ai.openai.conversation.id',
  ],
  [
    `${TRACELOOP}.thread_id`,
    'langsmith.metadata.thread_id',
    'langwatch.langgraph.thread_id',
    'mastra.metadata.threadId',
    ...under(METADATA, 'threadId', 'chatId', 'thread_id', 'chat_id'),
    'thread_id',
    'threadId',
    'group_id',
    'session_id',
    'sessionId',
  ],
  ['traceloop.correlation.id', 'langfuse_session_id'],
]

/** Single-valued fields. */
export const PRECEDENCE = {
  userId: [
    'langfuse.user.id',
    'user.id',
    ...under([TRACELOOP], 'user_id', 'userId', 'customer_id'),
    'lmnr.association.properties.user_id',
    'langwatch.user.id',
    'langwatch.user_id',
    ...under(AI_METADATA, 'userId', 'user_id'),
    ...under(LANGFUSE_METADATA, 'langfuse_user_id', 'langfuseUserId'),
    'langsmith.metadata.user_id',
    'langsmith.metadata.langfuse_user_id',
    'mlflow.trace.user',
    ...under(['metadata', 'langwatch.metadata', 'mastra.metadata', ...LANGFUSE_METADATA], 'user_id', 'userId'),
    'mastra.metadata.resourceId',
    'enduser.id',
    'enduser.pseudo.id',
    'gen_ai.user',
    'llm.user',
    'gen_ai.request.user',
    'user.account_uuid',
    'user.account_id',
    'user.email',
    'organization.id',
    'langwatch.customer.id',
  ],
  tags: [
    'langfuse.trace.tags',
    'langfuse.tags',
    ...under(LANGFUSE_METADATA, 'langfuse_tags'),
    'tag.tags',
    ...under(AI_METADATA, 'tags'),
    `${TRACELOOP}.tags`,
    'langsmith.span.tags',
    'lmnr.association.properties.tags',
    'lmnr.association.properties.labels',
    'langwatch.labels',
    'langwatch.tags',
    ...under(['metadata', 'langwatch.metadata'], 'labels', 'tags'),
    'logfire.tags',
  ],
  environment: ['langfuse.environment', 'deployment.environment.name', 'deployment.environment', 'gen_ai.environment'],
  traceName: ['langfuse.trace.name', 'traceloop.workflow.name', 'ai.telemetry.functionId'],
  requestModel: [
    'gen_ai.request.model',
    'llm.request.model_name',
    'llm.request.model',
    'llm.model_name',
    'embedding.model_name',
    'reranker.model_name',
    'ai.model.id',
    'aisdk.model.id',
    'langfuse.observation.model.name',
    'langfuse.model',
    'mlflow.llm.model',
    `${TRACELOOP}.ls_model_name`,
    'langsmith.metadata.ls_model_name',
    'genkit:name',
    ...under(LANGFUSE_METADATA, 'ls_model_name'),
    'model',
  ],
  responseModel: ['gen_ai.response.model', 'llm.response.model_name', 'ai.response.model', 'llm.model_name'],
  provider: [
    'gen_ai.provider.name',
    'gen_ai.system',
    'llm.provider',
    'llm.system',
    'ai.model.provider',
    'aisdk.model.provider',
    `${TRACELOOP}.ls_provider`,
    'langsmith.metadata.ls_provider',
    ...under(LANGFUSE_METADATA, 'ls_provider'),
    'mlflow.llm.provider',
    'server.address',
  ],
  responseId: ['gen_ai.response.id', 'ai.response.id'],
  toolName: ['gen_ai.tool.name', 'ai.toolCall.name', 'tool.name', 'tool_name', 'function_name', 'mcp.tool.name', 'traceloop.entity.name'],
  checkpointNs: [...under(METADATA, 'langgraph_checkpoint_ns'), 'langgraph_checkpoint_ns'],
} as const satisfies Record<string, readonly string[]>

/** What a span is. The words behind each key are in the conventions. */
export const KIND_KEYS = [
  'langfuse.observation.type',
  'openinference.span.kind',
  'langsmith.span.kind',
  'traceloop.span.kind',
  'mastra.span.type',
  'mlflow.spanType',
  'lmnr.span.type',
  'langwatch.span.type',
  'genkit:metadata:subtype',
  'genkit:type',
  'span.type',
  'gen_ai.operation.name',
  'llm.request.type',
  'ai.operationId',
  'operation.name',
] as const

/** Who is asked first what a span said; the first with an answer wins, separately for input and output. */
export const ENCODING_ORDER = [
  'langfuse',
  'tool-call',
  'otel-messages',
  'openinference-messages',
  'indexed-messages',
  'otel-events',
  'vercel-ai',
  'google-adk',
  'pydantic-ai',
  'openinference-lists',
  'generic-io',
  'traceloop-entity',
  'mlflow',
  'mastra',
  'laminar',
  'genkit',
  'langwatch',
  'claude-code',
  'codex',
  'gemini-cli',
  'openlit',
  'logfire',
  'bare-blob',
] as const
export type EncodingName = (typeof ENCODING_ORDER)[number]
