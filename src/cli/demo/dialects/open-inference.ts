import { ERROR, exceptionEvent, INTERNAL, interruptText, numbered, OK, wordsFor, type Dialect, type Words } from '../dialect.ts'
import type { ChatMessage, Operation } from '../operation.ts'
import type { Facts, OtlpEvent } from '../otlp.ts'
import { asText } from '../perform.ts'
import type { Failure, Story } from '../story.ts'

/** OpenInference's LangChain instrumentation, as Phoenix users have it. A pause is an exception event on a span that is OK. */
export const openInference: Dialect = {
  scope: 'openinference.instrumentation.langchain',
  word(operation, story) {
    const { deed, failure, startMs, endMs } = operation
    const events: OtlpEvent[] = []
    if (deed.kind === 'llm' && failure === undefined)
      events.push({ name: 'First Token Stream Event', atMs: startMs + deed.firstChunkMs, facts: {} })
    if (failure !== undefined) events.push(exceptionEvent(endMs, failure.type, failure.message))
    if (deed.kind === 'node' && deed.question !== undefined) {
      events.push(exceptionEvent(endMs, 'langgraph.errors.GraphInterrupt', interruptText(deed.question, deed.interruptId)))
    }
    const { name, facts } = wordsFor(WORDS, deed, { story, failure })
    return {
      name,
      kind: INTERNAL,
      facts: { ...facts, ...context(operation, story) },
      events,
      status: failure === undefined ? { code: OK } : { code: ERROR, message: `${failure.type}('${failure.message}')` },
    }
  },
}

type Context = { readonly story: Story; readonly failure: Failure | undefined }

const WORDS: Words<Context> = {
  agent: (deed, { story }) => {
    const resumed = typeof deed.says === 'string' ? undefined : { graph: null, update: null, resume: deed.says.resume, goto: [] }
    const input = resumed ?? { messages: [{ role: 'user', content: deed.says }] }
    const output = deed.reply === undefined ? undefined : { messages: [{ role: 'assistant', content: deed.reply }] }
    return { name: story.agent, facts: { 'openinference.span.kind': 'AGENT', ...json('input', input), ...json('output', output) } }
  },
  llm: (deed, { story }) => ({
    name: story.provider === 'anthropic' ? 'ChatAnthropic' : 'ChatOpenAI',
    facts: {
      'openinference.span.kind': 'LLM',
      'llm.model_name': story.model,
      'llm.provider': story.provider,
      'llm.invocation_parameters': JSON.stringify({ model: story.model, temperature: 0, stream: true }),
      ...numbered('llm.input_messages', deed.input.map(wordMessage)),
      ...(deed.output === undefined
        ? {}
        : {
            ...numbered('llm.output_messages', [wordMessage(deed.output)]),
            'llm.token_count.prompt': deed.usage.input,
            'llm.token_count.completion': deed.usage.output,
            'llm.token_count.total': deed.usage.input + deed.usage.output,
            'llm.token_count.prompt_details.cache_read': deed.usage.cached,
            'llm.token_count.completion_details.reasoning': deed.usage.reasoning,
          }),
    },
  }),
  tool: (deed, { failure }) => ({
    name: deed.call.name,
    facts: {
      'openinference.span.kind': 'TOOL',
      'tool.name': deed.call.name,
      ...json('input', deed.call.args),
      'output.value': failure === undefined ? asText(deed.result) : undefined,
    },
  }),
  retriever: (deed) => ({
    name: 'VectorStoreRetriever',
    facts: {
      'openinference.span.kind': 'RETRIEVER',
      'input.value': deed.query,
      ...numbered(
        'retrieval.documents',
        deed.documents.map(({ id, text, score }) => ({ 'document.id': id, 'document.content': text, 'document.score': score })),
      ),
    },
  }),
  embedding: (deed) => ({
    name: 'OpenAIEmbeddings',
    facts: {
      'openinference.span.kind': 'EMBEDDING',
      'embedding.model_name': 'text-embedding-3-small',
      ...numbered('embedding.embeddings', [{ 'embedding.text': deed.text }]),
      'llm.token_count.prompt': deed.tokens,
      'llm.token_count.total': deed.tokens,
    },
  }),
  node: (deed) => ({
    name: deed.node,
    facts: { 'openinference.span.kind': 'CHAIN', ...json('output', deed.answer === undefined ? undefined : { decision: deed.answer }) },
  }),
}

function context({ deed }: Operation, story: Story): Facts {
  if (story.sessionId === undefined) return {}
  const node = deed.kind === 'node' ? { langgraph_node: deed.node, langgraph_checkpoint_ns: deed.checkpointNs } : {}
  return {
    'session.id': story.sessionId,
    'user.id': story.userId,
    'tag.tags': story.tags,
    metadata: JSON.stringify({ thread_id: story.sessionId, ...node }),
  }
}

function json(side: 'input' | 'output', value: unknown): Facts {
  return value === undefined ? {} : { [`${side}.value`]: JSON.stringify(value), [`${side}.mime_type`]: 'application/json' }
}

function wordMessage(message: ChatMessage): Facts {
  const calls = message.role === 'assistant' ? message.toolCalls : []
  return {
    'message.role': message.role,
    'message.content': message.text === '' ? undefined : message.text,
    'message.tool_call_id': message.role === 'tool' ? message.callId : undefined,
    'message.name': message.role === 'tool' ? message.tool : undefined,
    ...numbered(
      'message.tool_calls',
      calls.map(({ id, name, args }) => ({
        'tool_call.id': id,
        'tool_call.function.name': name,
        'tool_call.function.arguments': JSON.stringify(args),
      })),
    ),
  }
}
