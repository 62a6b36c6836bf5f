// The Vercel AI SDK, by its own telemetry. argv: story, OTLP endpoint, model endpoint. Run from a folder that has, besides
// @opentelemetry/{api@1.9.1,sdk-trace-base@2.12.1,context-async-hooks@2.12.0,exporter-trace-otlp-http@0.223.1,resources@2.12.1}, one of
//   4: ai@4.3.19 @ai-sdk/openai@1.3.24 @ai-sdk/anthropic@1.2.12 zod@3.25.76
//   5: ai@5.0.277 @ai-sdk/openai@2.0.131 @ai-sdk/anthropic@2.0.112 zod@4.6.7 @traceloop/node-server-sdk@0.27.0
//   6: ai@6.0.326 @ai-sdk/openai@3.0.141 @ai-sdk/anthropic@3.0.140 zod@4.6.7 @arizeai/openinference-vercel@3.2.1 langsmith@0.12.0
//   7: ai@7.0.173 @ai-sdk/otel@1.0.173 @ai-sdk/openai@4.0.118 @ai-sdk/anthropic@4.0.105 zod@4.6.7
// Stories: conversation, approved, denied; 7 also with `legacy-` before them; 5 `traceloop-`, 6 `openinference-` and `langsmith-`.
import { readFileSync } from 'node:fs'
import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import * as plainAi from 'ai'
import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { z } from 'zod'

const [, , whole, endpoint, model] = process.argv
const [, through = '', story] = /^(?:(legacy|traceloop|openinference|langsmith)-)?(.*)$/.exec(whole)
const major = Number(JSON.parse(readFileSync('node_modules/ai/package.json', 'utf8')).version.split('.')[0])
const openai = createOpenAI({ apiKey: 'unused', baseURL: `${model}/v1` })
const anthropic = createAnthropic({ apiKey: 'unused', baseURL: `${model}/v1` })
const { ai, flush } = await (through === 'traceloop' ? traceloop() : through === 'langsmith' ? langsmith() : otel())

async function otel() {
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` })
  const { OpenInferenceBatchSpanProcessor } = through === 'openinference' ? await import('@arizeai/openinference-vercel') : {}
  const processor = OpenInferenceBatchSpanProcessor ? new OpenInferenceBatchSpanProcessor({ exporter }) : new BatchSpanProcessor(exporter)
  const provider = new BasicTracerProvider({ resource: resourceFromAttributes({ 'service.name': 'shop' }), spanProcessors: [processor] })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(provider)
  if (major === 7) {
    const { OpenTelemetry, LegacyOpenTelemetry } = await import('@ai-sdk/otel')
    plainAi.registerTelemetry(through === 'legacy' ? new LegacyOpenTelemetry() : new OpenTelemetry({ runtimeContext: true }))
  }
  return { ai: plainAi, flush: () => provider.forceFlush() }
}

async function traceloop() {
  const sdk = await import('@traceloop/node-server-sdk')
  sdk.initialize({
    appName: 'shop',
    baseUrl: endpoint,
    apiKey: 'unused',
    silenceInitializationMessage: true,
    traceloopSyncEnabled: false,
  })
  return { ai: plainAi, flush: () => sdk.forceFlush() }
}

async function langsmith() {
  Object.assign(process.env, {
    LANGSMITH_TRACING: 'true',
    LANGSMITH_TRACING_MODE: 'otel',
    LANGSMITH_API_KEY: 'unused',
    LANGSMITH_ENDPOINT: endpoint,
  })
  const { initializeOTEL } = await import('langsmith/experimental/otel/setup')
  const { wrapAISDK } = await import('langsmith/experimental/vercel')
  const { DEFAULT_LANGSMITH_SPAN_PROCESSOR: processor } = initializeOTEL({
    exporterConfig: { url: `${endpoint}/v1/traces` },
  })
  const config = { metadata: { session_id: `ai ${major} langsmith`, user_id: 'ada' } }
  return {
    ai: wrapAISDK(plainAi, config),
    flush: async () => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      await processor.forceFlush()
    },
  }
}

const sessionId = `ai ${major}${through === '' ? '' : ` ${through}`}${story === 'conversation' ? '' : ` ${story}`}`
const marks = { sessionId, userId: 'ada', tags: ['shop'] }
const shown = { sessionId: true, userId: true, tags: true }
const telemetry =
  through === 'langsmith'
    ? {}
    : major === 7
      ? { runtimeContext: marks, telemetry: { functionId: 'support', includeRuntimeContext: shown } }
      : { experimental_telemetry: { isEnabled: true, functionId: 'support', metadata: marks } }

const cityInput = z.object({ city: z.string() })
const weather = {
  description: 'The weather in a city',
  ...(major === 4 ? { parameters: cityInput } : { inputSchema: cityInput }),
  execute: async ({ city }) => {
    if (city === 'Atlantis') throw new Error('no such city')
    return `Sunny in ${city}`
  },
}
const steps = major === 4 ? { maxSteps: 3 } : { stopWhen: ai.stepCountIs?.(3) ?? ai.isStepCount?.(3) }
const gpt = major >= 5 ? openai.chat('gpt-4o-mini') : openai('gpt-4o-mini')

const stories = {
  // Four turns: two model calls around a tool; a streamed one; Anthropic with 40 cached tokens; two texts embedded.
  async conversation() {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Now call weather {"city":"Paris"}' },
    ]
    const first = await ai.generateText({ model: gpt, allowSystemInMessages: true, messages, tools: { weather }, ...steps, ...telemetry })
    messages.push({ role: 'assistant', content: first.text }, { role: 'user', content: 'And tomorrow?' })
    const stream = ai.streamText({ model: gpt, allowSystemInMessages: true, messages, ...telemetry })
    for await (const _ of stream.textStream);
    await ai.generateText({ model: anthropic('claude-sonnet-4-5'), prompt: 'Say it again.', ...telemetry })
    await ai.embedMany({
      model: openai.embedding?.('text-embedding-3-small') ?? openai.embeddingModel('text-embedding-3-small'),
      values: ['sun', 'rain'],
      ...telemetry,
    })
  },
  // A tool that throws, a structured answer, and a model that is not there.
  async failures() {
    await ai
      .generateText({ model: gpt, prompt: 'Now call weather {"city":"Atlantis"}', tools: { weather }, ...steps, ...telemetry })
      .catch(() => undefined)
    await ai.generateObject({
      model: gpt,
      prompt: major === 4 ? 'call json {"city":"Oslo"}' : 'json {"city":"Oslo"}',
      schema: cityInput,
      ...telemetry,
    })
    await ai.generateText({ model: gpt, prompt: 'fail', maxRetries: 0, ...telemetry }).catch(() => undefined)
  },
  approved: () => approval(true),
  denied: () => approval(false),
}

/** The tool needs a human's word; the word comes with the next call. */
async function approval(approved) {
  const guarded = major === 7 ? weather : { ...weather, needsApproval: true }
  const rule = major === 7 ? { toolApproval: { weather: 'user-approval' } } : {}
  const messages = [{ role: 'user', content: 'Now call weather {"city":"Paris"}' }]
  const call = () => ai.generateText({ model: gpt, messages, tools: { weather: guarded }, ...rule, ...steps, ...telemetry })
  const asked = await call()
  messages.push(...(asked.responseMessages ?? asked.response.messages))
  const request = asked.content.find(({ type }) => type === 'tool-approval-request')
  const reason = approved ? undefined : 'too far away'
  messages.push({ role: 'tool', content: [{ type: 'tool-approval-response', approvalId: request.approvalId, approved, reason }] })
  await new Promise((resolve) => setTimeout(resolve, 30))
  await call()
}

await stories[story]()
await flush()
process.exit(0)
