import { CLIENT, ERROR, exceptionEvent, INTERNAL, interruptText, UNSET, wordsFor, type Dialect, type Words } from '../dialect.ts'
import type { Operation } from '../operation.ts'
import type { Facts, OtlpEvent } from '../otlp.ts'
import { asText } from '../perform.ts'
import type { Failure, Story } from '../story.ts'
import { inputMessages, outputMessages } from './gen-ai-messages.ts'

const GRAPH_INTERRUPT = 'langgraph.errors.GraphInterrupt'

/** OpenLLMetry's LangChain and LangGraph instrumentation. */
export const openLlmetry: Dialect = {
  scope: 'opentelemetry.instrumentation.langchain',
  word(operation, story) {
    const { deed, failure, endMs } = operation
    const isPaused = deed.kind === 'node' && deed.question !== undefined
    const events: OtlpEvent[] = []
    if (deed.kind === 'llm' && failure === undefined) {
      events.push({ name: 'gen_ai.content.completion.chunk', atMs: operation.startMs + deed.firstChunkMs, facts: {} })
    }
    if (failure !== undefined) events.push(exceptionEvent(endMs, failure.type, failure.message))
    if (isPaused) events.push(exceptionEvent(endMs, GRAPH_INTERRUPT, interruptText(deed.question!, deed.interruptId)))
    const error = isPaused ? { type: 'GraphInterrupt', message: interruptText(deed.question!, deed.interruptId) } : failure
    return {
      ...wordsFor(WORDS, deed, contextOf(operation, story, error === undefined ? 'success' : 'failure')),
      kind: deed.kind === 'llm' || deed.kind === 'embedding' ? CLIENT : INTERNAL,
      events,
      status: error === undefined ? { code: UNSET } : { code: ERROR, message: error.message },
    }
  },
}

type Context = {
  readonly story: Story
  readonly failure: Failure | undefined
  /** On every span of the session. */
  readonly properties: Facts
  readonly errorType: string | undefined
  /** On every span but those of model calls. */
  readonly langgraph: Facts
  readonly status: string
}

function contextOf({ failure }: Operation, story: Story, status: string): Context {
  const properties = associations(story)
  const errorType = failure?.type.split('.').at(-1)
  return {
    story,
    failure,
    properties,
    errorType,
    langgraph: { 'gen_ai.provider.name': 'langgraph', 'error.type': errorType, ...properties },
    status,
  }
}

const WORDS: Words<Context> = {
  agent: (deed, { story, langgraph, status }) => ({
    name: `${story.agent}.workflow`,
    facts: {
      ...langgraph,
      'traceloop.span.kind': 'workflow',
      'traceloop.entity.name': story.agent,
      'traceloop.workflow.name': story.agent,
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': story.agent,
      'gen_ai.task.status': status,
      'traceloop.entity.input': entityInput(
        typeof deed.says === 'string' ? { messages: [human(deed.says)] } : resumeCommand(deed.says.resume),
        story,
      ),
      'traceloop.entity.output':
        deed.reply === undefined ? undefined : JSON.stringify({ outputs: { messages: [ai(deed.reply)] }, kwargs: { tags: [] } }),
    },
  }),
  llm: (deed, { story, properties, errorType }) => ({
    name: `${story.provider === 'anthropic' ? 'ChatAnthropic' : 'ChatOpenAI'}.chat`,
    facts: {
      ...properties,
      'error.type': errorType,
      'gen_ai.provider.name': story.provider,
      'gen_ai.operation.name': 'chat',
      'llm.request.type': 'chat',
      'gen_ai.request.model': story.model,
      'gen_ai.request.temperature': 0.2,
      'gen_ai.is_streaming': true,
      'gen_ai.input.messages': inputMessages(deed.input),
      ...(deed.output === undefined
        ? {}
        : {
            'gen_ai.response.model': story.model,
            'gen_ai.response.id': deed.responseId,
            'gen_ai.output.messages': outputMessages(deed.output),
            'gen_ai.response.finish_reasons': [deed.output.toolCalls.length > 0 ? 'tool_calls' : 'stop'],
            'gen_ai.usage.input_tokens': deed.usage.input,
            'gen_ai.usage.output_tokens': deed.usage.output,
            'gen_ai.usage.total_tokens': deed.usage.input + deed.usage.output,
            'gen_ai.usage.cache_read.input_tokens': deed.usage.cached,
            'gen_ai.usage.reasoning_tokens': deed.usage.reasoning,
          }),
    },
  }),
  tool: (deed, { failure, langgraph, status }) => ({
    name: `execute_tool ${deed.call.name}`,
    facts: {
      ...langgraph,
      'traceloop.span.kind': 'tool',
      'traceloop.entity.name': deed.call.name,
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': deed.call.name,
      'gen_ai.tool.call.id': deed.call.id,
      'gen_ai.task.status': status,
      'traceloop.entity.input': JSON.stringify({
        input_str: JSON.stringify(deed.call.args),
        tags: [],
        metadata: {},
        inputs: deed.call.args,
      }),
      'traceloop.entity.output': failure === undefined ? JSON.stringify({ output: asText(deed.result), kwargs: {} }) : undefined,
    },
  }),
  retriever: (deed, { langgraph }) => ({
    name: 'retrieve_documents.task',
    facts: {
      ...langgraph,
      'traceloop.span.kind': 'task',
      'traceloop.entity.name': 'retrieve_documents',
      'gen_ai.operation.name': 'retrieval',
      'traceloop.entity.input': JSON.stringify({ inputs: deed.query }),
      'traceloop.entity.output': JSON.stringify({ outputs: deed.documents }),
    },
  }),
  embedding: (deed, { properties }) => ({
    name: 'openai.embeddings',
    facts: {
      ...properties,
      'gen_ai.provider.name': 'openai',
      'gen_ai.operation.name': 'embeddings',
      'llm.request.type': 'embedding',
      'gen_ai.request.model': 'text-embedding-3-small',
      'gen_ai.usage.input_tokens': deed.tokens,
    },
  }),
  node: (deed, { langgraph, status }) => ({
    name: `execute_task ${deed.node}`,
    facts: {
      ...langgraph,
      'error.type': deed.question === undefined ? undefined : 'GraphInterrupt',
      'traceloop.association.properties.langgraph_node': deed.node,
      'traceloop.association.properties.langgraph_checkpoint_ns': deed.checkpointNs,
      'traceloop.span.kind': 'task',
      'traceloop.entity.name': deed.node,
      'gen_ai.operation.name': 'execute_task',
      'gen_ai.task.name': deed.node,
      'gen_ai.task.status': status,
      'traceloop.entity.output': deed.answer === undefined ? undefined : JSON.stringify({ outputs: { decision: deed.answer }, kwargs: {} }),
    },
  }),
}

function associations(story: Story): Facts {
  if (story.sessionId === undefined) return {}
  return {
    'traceloop.association.properties.session_id': story.sessionId,
    'traceloop.association.properties.user_id': story.userId,
    'traceloop.association.properties.thread_id': story.sessionId,
  }
}

function entityInput(inputs: object, story: Story): string {
  return JSON.stringify({ inputs, tags: story.tags, metadata: { thread_id: story.sessionId }, kwargs: { name: story.agent } })
}

const resumeCommand = (resume: unknown) => ({ graph: null, update: null, resume, goto: [] })
const human = (content: string) => langchainMessage('HumanMessage', 'human', content)
const ai = (content: string) => langchainMessage('AIMessage', 'ai', content)

function langchainMessage(className: string, type: string, content: string): object {
  return { lc: 1, type: 'constructor', id: ['langchain', 'schema', 'messages', className], kwargs: { content, type } }
}
