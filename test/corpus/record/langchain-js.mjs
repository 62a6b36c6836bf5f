// LangGraph JS and plain clients under four instrumentations. argv: instrumentation, story, OTLP endpoint, model endpoint. Run from a folder with
//   @langchain/langgraph@1.7.3 @langchain/core@1.4.0 @langchain/openai@1.6.0 zod@4.6.7 openai@6.49.0
//   @opentelemetry/{api@1.9.1,sdk-trace-base@2.12.1,context-async-hooks@2.12.0,exporter-trace-otlp-http@0.223.1,exporter-trace-otlp-proto@0.223.1}
//   langfuse: @langfuse/{otel,tracing,langchain}@5.11.1    langsmith: langsmith@0.12.0    traceloop: @traceloop/node-server-sdk@0.27.0
//   openinference: @arizeai/openinference-instrumentation-{langchain@4.1.1,openai@4.2.7} @arizeai/openinference-core@2.7.1
// Stories: graph (a tool, a pause and its answer, a failing node), client (the vendor's own client, by hand or wrapped).
import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'

const [, , instrumentation, story, endpoint, model] = process.argv
const sessionId = `${instrumentation} js ${story}`
const state = {}
const instruments = {
  async langfuse() {
    const { LangfuseSpanProcessor } = await import('@langfuse/otel')
    const { propagateAttributes } = await import('@langfuse/tracing')
    const { CallbackHandler } = await import('@langfuse/langchain')
    state.processor = new LangfuseSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }), environment: 'test' })
    provide(state.processor)
    const callbacks = () => ({ callbacks: [new CallbackHandler({ sessionId, userId: 'ada', tags: ['shop'] })] })
    const runAs = (run) => propagateAttributes({ sessionId, userId: 'ada', tags: ['shop'] }, run)
    return { callbacks, runAs: story === 'client' ? runAs : (run) => run(), metadata: {} }
  },
  async langsmith() {
    Object.assign(process.env, {
      LANGSMITH_TRACING: 'true',
      LANGSMITH_OTEL_ENABLED: 'true',
      LANGSMITH_API_KEY: 'unused',
      LANGSMITH_ENDPOINT: endpoint,
    })
    process.env.LANGCHAIN_CALLBACKS_BACKGROUND = 'false'
    const { initializeOTEL } = await import('langsmith/experimental/otel/setup')
    state.processor = initializeOTEL({ exporterConfig: { url: `${endpoint}/v1/traces` } }).DEFAULT_LANGSMITH_SPAN_PROCESSOR
    const { traceable } = await import('langsmith/traceable')
    const metadata = { session_id: sessionId, user_id: 'ada' }
    return { callbacks: () => ({}), runAs: (run) => traceable(run, { name: 'turn', metadata })(), metadata }
  },
  async openinference() {
    const { setSession, setUser } = await import('@arizeai/openinference-core')
    const { LangChainInstrumentation } = await import('@arizeai/openinference-instrumentation-langchain')
    const { OpenAIInstrumentation } = await import('@arizeai/openinference-instrumentation-openai')
    const { OpenAI } = await import('openai')
    const tracerProvider = provide(new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` })))
    if (story === 'client') new OpenAIInstrumentation({ tracerProvider }).manuallyInstrument(OpenAI)
    else new LangChainInstrumentation({ tracerProvider }).manuallyInstrument(await import('@langchain/core/callbacks/manager'))
    return {
      callbacks: () => ({}),
      runAs: (run) => context.with(setUser(setSession(context.active(), { sessionId }), { userId: 'ada' }), run),
      metadata: {},
    }
  },
  async traceloop() {
    const sdk = await import('@traceloop/node-server-sdk')
    const { OpenAI } = await import('openai')
    sdk.initialize({
      appName: 'shop',
      baseUrl: endpoint,
      apiKey: 'unused',
      silenceInitializationMessage: true,
      traceloopSyncEnabled: false,
      instrumentModules: { langchain: true, openAI: OpenAI },
    })
    state.processor = sdk
    return {
      callbacks: () => ({}),
      runAs: (run) =>
        sdk.withAssociationProperties({ session_id: sessionId, user_id: 'ada' }, () => sdk.withWorkflow({ name: 'turn' }, run)),
      metadata: {},
    }
  },
}

function provide(processor) {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  state.processor = processor
  const provider = new BasicTracerProvider({ spanProcessors: [processor] })
  trace.setGlobalTracerProvider(provider)
  return provider
}

const { callbacks, runAs, metadata } = await instruments[instrumentation]()

async function drain(stream) {
  for await (const _ of stream) continue
}

const stories = {
  async graph() {
    const { Command, END, interrupt, MemorySaver, MessagesAnnotation, START, StateGraph } = await import('@langchain/langgraph')
    const { ToolNode } = await import('@langchain/langgraph/prebuilt')
    const { tool } = await import('@langchain/core/tools')
    const { ChatOpenAI } = await import('@langchain/openai')
    const { z } = await import('zod')
    const weather = tool(async ({ city }) => `Sunny in ${city}`, {
      name: 'weather',
      description: 'The weather',
      schema: z.object({ city: z.string() }),
    })
    const chat = new ChatOpenAI({
      model: 'gpt-4o-mini',
      apiKey: 'unused',
      maxRetries: 0,
      configuration: { baseURL: `${model}/v1` },
    }).bindTools([weather])
    const graph = new StateGraph(MessagesAnnotation)
      .addNode('model', async ({ messages }) => ({ messages: [await chat.invoke(messages)] }))
      .addNode('tools', new ToolNode([weather]))
      .addNode('ask', () => ({ messages: [{ role: 'user', content: interrupt({ question: 'Anything else?' }) }] }))
      .addEdge(START, 'model')
      .addConditionalEdges('model', ({ messages }) =>
        messages.at(-1).tool_calls?.length > 0 ? 'tools' : messages.length > 3 && messages.length < 6 ? 'ask' : END,
      )
      .addEdge('tools', 'model')
      .addEdge('ask', 'model')
      .compile({ checkpointer: new MemorySaver() })
    const config = () => ({ configurable: { thread_id: `thread of ${instrumentation}` }, metadata: { ...metadata }, ...callbacks() })
    await runAs(() => graph.invoke({ messages: [{ role: 'user', content: 'Now call weather {"city":"Paris"}' }] }, config()))
    await new Promise((resolve) => setTimeout(resolve, 30))
    await runAs(() => graph.invoke(new Command({ resume: 'And tomorrow?' }), config()))
    await runAs(() => graph.invoke({ messages: [{ role: 'user', content: 'fail' }] }, config()).catch(() => undefined))
  },
  async client() {
    const { OpenAI } = await import('openai')
    const plain = new OpenAI({ apiKey: 'unused', maxRetries: 0, baseURL: `${model}/v1` })
    const client = instrumentation === 'langsmith' ? (await import('langsmith/wrappers')).wrapOpenAI(plain) : plain
    const call = (messages, more = {}) => client.chat.completions.create({ model: 'gpt-4o-mini', messages, ...more })
    const question = [{ role: 'user', content: 'What is the weather?' }]
    if (instrumentation === 'langfuse') {
      const { startActiveObservation, startObservation } = await import('@langfuse/tracing')
      await runAs(() =>
        startActiveObservation('support', async (span) => {
          span.update({ input: { question: question[0].content } })
          const generation = startObservation('answer', { model: 'gpt-4o-mini', input: question }, { asType: 'generation' })
          const { choices, usage } = await call(question)
          generation
            .update({
              output: choices[0].message,
              usageDetails: {
                input: usage.prompt_tokens,
                output: usage.completion_tokens,
                total: usage.total_tokens,
                input_cached_tokens: 40,
              },
              costDetails: { total: 0.25 },
            })
            .end()
          const look = startObservation('look', { input: { city: 'Paris' } }, { asType: 'tool' })
          look.update({ output: 'Sunny', level: 'ERROR', statusMessage: 'no such city' }).end()
          span.update({ output: choices[0].message.content })
        }),
      )
    } else if (instrumentation === 'langsmith') {
      const { traceable } = await import('langsmith/traceable')
      await traceable((text) => call([{ role: 'user', content: text }]), { name: 'support', run_type: 'chain', metadata })(
        question[0].content,
      )
    } else {
      await runAs(() => call(question))
      await runAs(async () => {
        const stream = await call([...question, { role: 'assistant', content: 'Sunny.' }, { role: 'user', content: 'And tomorrow?' }], {
          stream: true,
          stream_options: { include_usage: true },
        })
        await drain(stream)
      })
      await runAs(() =>
        call([{ role: 'user', content: 'Now call weather {"city":"Paris"}' }], {
          tools: [
            { type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } },
          ],
        }),
      )
      await runAs(() => client.embeddings.create({ model: 'text-embedding-3-small', input: ['sun'] }))
      await runAs(() => call([{ role: 'user', content: 'fail' }]).catch(() => undefined))
    }
  },
}

await stories[story]()
if (instrumentation === 'langsmith') await (await import('langsmith')).RunTree.getSharedClient().awaitPendingTraceBatches()
await new Promise((resolve) => setTimeout(resolve, 300))
await state.processor.forceFlush()
await state.processor.shutdown?.()
process.exit(0)
