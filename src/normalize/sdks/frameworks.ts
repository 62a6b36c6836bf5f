import type { Sdk } from './sdk.ts'

const TURN_SPAN = 'with tracer.start_as_current_span("turn", attributes={"session.id": conversation_id}):'
const GENAI_CONTENT = {
  text: 'Content is off. Set this before the process starts.',
  code: 'export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true',
  language: 'shell',
} as const

/** Agent frameworks and coding agents that tell of themselves. */
export const FRAMEWORKS: readonly Sdk[] = [
  {
    name: 'Vercel AI SDK 4 to 6',
    scopes: ['ai'],
    language: 'javascript',
    session: {
      text: 'Give the id with the telemetry metadata of every call.',
      code: 'experimental_telemetry: { isEnabled: true, metadata: { sessionId: conversationId } }',
      language: 'javascript',
    },
    content: {
      text: 'Content is off for these calls. Let it be recorded.',
      code: 'experimental_telemetry: { isEnabled: true, recordInputs: true, recordOutputs: true }',
      language: 'javascript',
    },
  },
  {
    name: 'Vercel AI SDK 7',
    scopes: ['gen_ai'],
    language: 'javascript',
    session: {
      text: 'By default this version names no session. Register telemetry with the runtime context, and give the id in it.',
      code: 'registerTelemetry(new OpenTelemetry({ runtimeContext: true }))\n\nawait generateText({\n  model,\n  messages,\n  runtimeContext: { sessionId: conversationId },\n  telemetry: { includeRuntimeContext: { sessionId: true } },\n})',
      language: 'javascript',
    },
    content: {
      text: 'Content is off for these calls. Let it be recorded.',
      code: 'telemetry: { recordInputs: true, recordOutputs: true }',
      language: 'javascript',
    },
  },
  {
    name: 'Google ADK',
    scopes: ['gcp.vertex.agent*'],
    language: 'python',
    session: {
      text: 'Run the agent with a session: its id is on the spans of the agent and of the model.',
      code: 'runner.run_async(user_id=user_id, session_id=conversation_id, new_message=message)',
      language: 'python',
    },
    content: {
      text: 'Content is off. Set this before the process starts.',
      code: 'export ADK_CAPTURE_MESSAGE_CONTENT_IN_SPANS=true',
      language: 'shell',
    },
  },
  {
    name: 'Strands Agents',
    scopes: ['strands.*'],
    language: 'python',
    session: {
      text: 'Strands names no session by itself. Give the id with the trace attributes of the agent.',
      code: 'Agent(model=model, trace_attributes={"session.id": conversation_id})',
      language: 'python',
    },
  },
  {
    name: 'OpenAI Agents',
    scopes: ['openai_agents*', 'openai-agents*'],
    language: 'python',
    session: {
      text: 'The group id of the SDK does not reach OpenTelemetry. Open a span for each turn and name the session on it.',
      code: `${TURN_SPAN}\n    await Runner.run(agent, question)`,
      language: 'python',
    },
    content: {
      text: 'Content is off. Let the run record it.',
      code: 'RunConfig(trace_include_sensitive_data=True)',
      language: 'python',
    },
  },
  {
    name: 'Microsoft Agent Framework',
    scopes: ['agent_framework*'],
    language: 'python',
    session: {
      text: 'Open a span for each turn and name the session on it.',
      code: `${TURN_SPAN}\n    await agent.run(question, session=session)`,
      language: 'python',
    },
    content: {
      text: 'Content is off. Let the framework record it.',
      code: 'enable_instrumentation(enable_sensitive_data=True)',
      language: 'python',
    },
  },
  {
    name: 'AutoGen',
    scopes: ['autogen*'],
    language: 'python',
    session: {
      text: 'Open a span for each turn and name the session on it.',
      code: `${TURN_SPAN}\n    await team.run(task=question)`,
      language: 'python',
    },
    content: GENAI_CONTENT,
  },
  {
    name: 'CrewAI',
    scopes: ['crewai*'],
    language: 'python',
    session: {
      text: 'CrewAI names no session. Open a span for each kickoff and name the session on it.',
      code: `${TURN_SPAN}\n    crew.kickoff(inputs=inputs)`,
      language: 'python',
    },
  },
  {
    name: 'Mastra',
    scopes: ['@mastra/*'],
    language: 'javascript',
    session: {
      text: 'Give the agent a memory with the thread of the conversation.',
      code: 'await agent.generate(question, { memory: { thread: conversationId, resource: userId } })',
      language: 'javascript',
    },
  },
  {
    name: 'Genkit',
    scopes: ['genkit*'],
    language: 'javascript',
    session: {
      text: 'Genkit names no session. Mark its spans with the id of the conversation as they begin.',
      code: "spanProcessors: [\n  { onStart: (span) => span.setAttribute('session.id', conversationIdOfThisRequest()), onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} },\n]",
      language: 'javascript',
    },
  },
  {
    name: 'Claude Code',
    scopes: ['com.anthropic.claude_code*'],
    session: {
      text: 'Claude Code names its session unless this variable says otherwise.',
      code: 'unset OTEL_METRICS_INCLUDE_SESSION_ID',
      language: 'shell',
    },
    content: {
      text: 'Prompts and tool content are off by default.',
      code: 'export OTEL_LOG_USER_PROMPTS=1 OTEL_LOG_TOOL_DETAILS=1 OTEL_LOG_TOOL_CONTENT=1',
      language: 'shell',
    },
  },
  {
    name: 'Codex',
    scopes: ['codex*'],
    session: {
      text: 'Codex names its conversation in log records only. Send its logs here.',
      code: '[otel]\nexporter = { otlp-http = { endpoint = "ADDRESS_OF_THIS_SERVER/v1/logs", protocol = "binary" } }',
      language: 'toml',
    },
    content: { text: 'Prompts are off by default.', code: '[otel]\nlog_user_prompt = true', language: 'toml' },
  },
  {
    name: 'Gemini CLI',
    scopes: ['gemini-cli*'],
    session: { text: 'Gemini CLI names its session in every log record. Update it when these do not.' },
    content: { text: 'Prompts are off. Let them be logged.', code: 'export GEMINI_TELEMETRY_LOG_PROMPTS=true', language: 'shell' },
  },
]
