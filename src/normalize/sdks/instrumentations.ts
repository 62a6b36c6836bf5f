import type { Sdk } from './sdk.ts'

const GENAI_CONTENT = {
  text: 'OpenTelemetry instrumentations leave content out unless asked. Set this before the process starts.',
  code: 'export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true',
  language: 'shell',
} as const

const STREAM_USAGE = {
  text: 'OpenAI reports the tokens of a stream only when asked for them.',
  code: 'stream_options={"include_usage": True}',
  language: 'python',
} as const

const CONTRIB =
  'aiohttp* asgi asyncio asyncpg botocore celery dbapi django fastapi flask grpc* httpx logging mysql* psycopg* pymongo pymysql redis requests sqlalchemy sqlite3 starlette threading tornado urllib* wsgi'
    .split(' ')
    .map((name) => `opentelemetry.instrumentation.${name}`)

/** Libraries that instrument what others wrote. */
export const INSTRUMENTATIONS: readonly Sdk[] = [
  {
    name: 'OpenTelemetry for Python',
    scopes: CONTRIB,
    language: 'python',
    session: {
      text: 'Name the session on a span of each turn: one span of a trace is enough to place the whole trace.',
      code: 'trace.get_current_span().set_attribute("session.id", conversation_id)',
      language: 'python',
    },
  },
  {
    name: 'OpenTelemetry for JavaScript',
    scopes: ['@opentelemetry/*', 'next.js', '@vercel/otel*'],
    language: 'javascript',
    session: {
      text: 'Name the session on a span of each turn: one span of a trace is enough to place the whole trace.',
      code: "trace.getActiveSpan()?.setAttribute('session.id', conversationId)",
      language: 'javascript',
    },
  },
  {
    name: 'OpenLLMetry (Traceloop) for JavaScript',
    scopes: ['@traceloop/*'],
    language: 'javascript',
    session: {
      text: 'Run each turn with the id of its conversation among the association properties.',
      code: 'await traceloop.withAssociationProperties({ session_id: conversationId }, async () => {\n  await answer(question)\n})',
      language: 'javascript',
    },
    usage: {
      text: 'OpenAI reports the tokens of a stream only when asked for them.',
      code: 'stream_options: { include_usage: true }',
      language: 'javascript',
    },
    content: {
      text: 'Content is off. Let the SDK record it.',
      code: 'traceloop.initialize({ traceContent: true })',
      language: 'javascript',
    },
    root: {
      text: 'Without a workflow around them, the runs of a chain are traces of their own, and the spans of libraries that the SDK does not know are left out.',
      code: "await traceloop.withWorkflow({ name: 'turn' }, async () => {\n  await answer(question)\n})",
      language: 'javascript',
    },
  },
  {
    name: 'OpenTelemetry GenAI',
    scopes: [
      'opentelemetry.instrumentation.openai_v2',
      'opentelemetry.instrumentation.google_genai*',
      'opentelemetry.instrumentation.vertexai*',
      'opentelemetry.util.genai*',
      'com.anthropic.sdk.*',
    ],
    language: 'python',
    session: {
      text: 'These instrumentations know no conversation. Open a span for each turn and name the session on it: one span of a trace is enough.',
      code: 'with tracer.start_as_current_span("turn", attributes={"session.id": conversation_id}):\n    answer(question)',
      language: 'python',
    },
    usage: STREAM_USAGE,
    content: GENAI_CONTENT,
  },
  {
    name: 'OpenLLMetry (Traceloop) for Python',
    scopes: ['traceloop.tracer', 'opentelemetry.instrumentation.*'],
    language: 'python',
    session: {
      text: 'Set the id of the conversation at the start of each request, before the first model call. A second call replaces all properties of the first. Without the Traceloop SDK, put it into the metadata of LangChain or on a span of your own.',
      code: 'Traceloop.set_association_properties({"session_id": conversation_id})\n\n# without the Traceloop SDK\nwith tracer.start_as_current_span("turn", attributes={"session.id": conversation_id}):\n    answer(question)',
      language: 'python',
    },
    usage: STREAM_USAGE,
    content: { text: 'Content is off. Let the SDK record it.', code: 'export TRACELOOP_TRACE_CONTENT=true', language: 'shell' },
  },
  {
    name: 'OpenInference for JavaScript',
    scopes: ['@arizeai/openinference-*'],
    language: 'javascript',
    session: {
      text: 'Run each turn in a context that names the session.',
      code: `import { context } from '@opentelemetry/api'
import { setSession } from '@arizeai/openinference-core'

await context.with(setSession(context.active(), { sessionId: conversationId }), () => answer(question))`,
      language: 'javascript',
    },
    content: {
      text: 'Content is hidden. Remove these variables.',
      code: 'unset OPENINFERENCE_HIDE_INPUTS OPENINFERENCE_HIDE_OUTPUTS OPENINFERENCE_HIDE_INPUT_MESSAGES OPENINFERENCE_HIDE_OUTPUT_MESSAGES',
      language: 'shell',
    },
  },
  {
    name: 'OpenInference for Python',
    scopes: ['openinference.instrumentation.*'],
    language: 'python',
    session: {
      text: 'Run each turn inside using_session. LangChain takes it from the metadata of the run as well.',
      code: 'from openinference.instrumentation import using_session\n\nwith using_session(conversation_id):\n    answer(question)',
      language: 'python',
    },
    usage: STREAM_USAGE,
    content: {
      text: 'Content is hidden. Remove these variables.',
      code: 'unset OPENINFERENCE_HIDE_INPUTS OPENINFERENCE_HIDE_OUTPUTS OPENINFERENCE_HIDE_INPUT_MESSAGES OPENINFERENCE_HIDE_OUTPUT_MESSAGES',
      language: 'shell',
    },
  },
  {
    name: 'OpenLIT',
    scopes: ['openlit*'],
    language: 'python',
    session: {
      text: 'Open a span for each turn and name the session on it, or use the attributes of the SDK.',
      code: 'with openlit.using_attributes({"session.id": conversation_id}):\n    answer(question)',
      language: 'python',
    },
    content: { text: 'Content is off. Let the SDK record it.', code: 'openlit.init(capture_message_content=True)', language: 'python' },
  },
  {
    name: 'LiteLLM',
    scopes: ['litellm*'],
    language: 'python',
    session: {
      text: 'Give the id with the metadata of each call.',
      code: 'litellm.completion(model=model, messages=messages, metadata={"session_id": conversation_id})',
      language: 'python',
    },
    content: {
      text: 'Message logging is off. Turn it on.',
      code: 'litellm.turn_off_message_logging = False',
      language: 'python',
    },
  },
]
