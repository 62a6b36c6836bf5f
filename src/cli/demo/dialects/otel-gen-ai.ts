import { CLIENT, ERROR, exceptionEvent, INTERNAL, UNSET, wordsFor, type Dialect, type Words } from '../dialect.ts'
import type { Facts } from '../otlp.ts'
import { asText } from '../perform.ts'
import type { Failure, Story } from '../story.ts'
import { inputMessages, outputMessages } from './gen-ai-messages.ts'

/** The OpenTelemetry GenAI conventions as the Vercel AI SDK 7 writes them: the agent span repeats the sum of its steps. */
export const otelGenAi: Dialect = {
  scope: 'gen_ai',
  word(operation, story) {
    const { deed, failure, endMs } = operation
    const provider = { 'gen_ai.provider.name': story.provider, 'gen_ai.request.model': story.model }
    const { name, facts } = wordsFor(WORDS, deed, { story, failure, provider })
    return {
      name,
      kind: deed.kind === 'llm' || deed.kind === 'embedding' ? CLIENT : INTERNAL,
      facts: {
        'gen_ai.conversation.id': story.sessionId,
        'user.id': story.sessionId === undefined ? undefined : story.userId,
        'error.type': failure?.type,
        ...facts,
      },
      events: failure === undefined ? [] : [exceptionEvent(endMs, failure.type, failure.message)],
      status: failure === undefined ? { code: UNSET } : { code: ERROR, message: failure.message },
    }
  },
}

type Context = { readonly story: Story; readonly failure: Failure | undefined; readonly provider: Facts }

const WORDS: Words<Context> = {
  agent: (deed, { story, provider }) => ({
    name: `invoke_agent ${story.agent}`,
    facts: {
      ...provider,
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': story.agent,
      'gen_ai.input.messages': inputMessages([{ role: 'user', text: asText(deed.says) }]),
      'gen_ai.output.messages':
        deed.reply === undefined ? undefined : outputMessages({ role: 'assistant', text: deed.reply, toolCalls: [] }),
      ...(deed.usage.input > 0 ? usageFacts(deed.usage) : {}),
    },
  }),
  llm: (deed, { story, provider }) => ({
    name: `chat ${story.model}`,
    facts: {
      ...provider,
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.stream': true,
      'gen_ai.input.messages': inputMessages(deed.input),
      ...(deed.output === undefined
        ? {}
        : {
            'gen_ai.response.model': story.model,
            'gen_ai.response.id': deed.responseId,
            'gen_ai.output.messages': outputMessages(deed.output),
            'gen_ai.response.finish_reasons': [deed.output.toolCalls.length > 0 ? 'tool-calls' : 'stop'],
            'gen_ai.client.operation.time_to_first_chunk': deed.firstChunkMs / 1000,
            ...usageFacts(deed.usage),
          }),
    },
  }),
  tool: (deed, { failure }) => ({
    name: `execute_tool ${deed.call.name}`,
    facts: {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': deed.call.name,
      'gen_ai.tool.call.id': deed.call.id,
      'gen_ai.tool.type': 'function',
      'gen_ai.tool.call.arguments': JSON.stringify(deed.call.args),
      'gen_ai.tool.call.result': failure === undefined ? asText(deed.result) : undefined,
    },
  }),
  retriever: (deed) => ({
    name: 'retrieval knowledge-base',
    facts: {
      'gen_ai.operation.name': 'retrieval',
      'gen_ai.data_source.id': 'knowledge-base',
      'gen_ai.retrieval.query.text': deed.query,
      'gen_ai.retrieval.documents': JSON.stringify(deed.documents),
    },
  }),
  embedding: (deed) => ({
    name: 'embeddings text-embedding-3-small',
    facts: {
      'gen_ai.operation.name': 'embeddings',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'text-embedding-3-small',
      'gen_ai.usage.input_tokens': deed.tokens,
    },
  }),
  node: (deed) => ({ name: `step ${deed.node}`, facts: { 'gen_ai.operation.name': 'agent_step' } }),
}

function usageFacts({ input, cached, output, reasoning }: { input: number; cached: number; output: number; reasoning: number }): Facts {
  return {
    'gen_ai.usage.input_tokens': input,
    'gen_ai.usage.output_tokens': output,
    'gen_ai.usage.cache_read.input_tokens': cached,
    'gen_ai.usage.reasoning.output_tokens': reasoning,
  }
}
