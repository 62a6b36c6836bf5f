// One turn of an app instrumented with OpenInference. argv: OTLP traces URL, session id.
import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai'
import { setSession } from '@arizeai/openinference-core'
import { OpenAI } from 'openai'
import { startMockOpenai } from './mock-openai.mjs'

const [, , url, sessionId] = process.argv
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter({ url }))] })
const instrumentation = new OpenAIInstrumentation({ tracerProvider: provider })
instrumentation.manuallyInstrument(OpenAI)

const model = await startMockOpenai()
const client = new OpenAI({ apiKey: 'unused', baseURL: model.baseURL })
await context.with(setSession(context.active(), { sessionId }), () =>
  client.chat.completions.create({ model: 'gpt-mock', messages: [{ role: 'user', content: 'What is six times seven?' }] }),
)
await provider.forceFlush()
await provider.shutdown()
model.close()
