// Mastra. argv: OTLP endpoint, model endpoint. Run from a folder with, for the exporter of today,
//   @mastra/core@1.71.0 @mastra/observability@1.17.9 @mastra/otel-exporter@1.4.0 @mastra/memory@1.31.0 @mastra/libsql@1.23.1
//   @ai-sdk/openai@3.0.141 zod@4.6.7 @opentelemetry/exporter-trace-otlp-{proto,http}@0.218.0
// or, for the older one,
//   @mastra/core@0.24.9 @mastra/otel-exporter@0.3.3 @mastra/memory@0.15.13 @mastra/libsql@0.16.4 @ai-sdk/openai@2.0.131 zod@3.25.76
//   @opentelemetry/exporter-trace-otlp-proto@0.205.0
// An agent with memory calls a tool, a tool suspends and is resumed, a model is not there.
import { readFileSync } from 'node:fs'
import { Agent } from '@mastra/core/agent'
import { Mastra } from '@mastra/core/mastra'
import { createTool } from '@mastra/core/tools'
import { LibSQLStore } from '@mastra/libsql'
import { Memory } from '@mastra/memory'
import { OtelExporter } from '@mastra/otel-exporter'
import { createOpenAI } from '@ai-sdk/openai'
import { z } from 'zod'

const [, , endpoint, model] = process.argv
const isOld = JSON.parse(readFileSync('node_modules/@mastra/core/package.json', 'utf8')).version.startsWith('0.')
const exporter = new OtelExporter({ provider: { custom: { endpoint: `${endpoint}/v1/traces`, protocol: 'http/protobuf' } } })
const configs = { otel: { serviceName: 'shop', exporters: [exporter] } }
const observability = isOld ? { configs } : new (await import('@mastra/observability')).Observability({ configs })
const storage = new LibSQLStore({ id: 'store', url: ':memory:' })
const weather = createTool({
  id: 'weather',
  description: 'The weather',
  inputSchema: z.object({ city: z.string() }),
  execute: async (input) => `Sunny in ${(input.context ?? input).city}`,
})
const send = createTool({
  id: 'send',
  description: 'Sends it',
  inputSchema: z.object({ to: z.string() }),
  suspendSchema: z.object({ question: z.string() }),
  resumeSchema: z.object({ approved: z.boolean() }),
  execute: async (input, options) => {
    const agent = options?.agent ?? input
    if (agent.resumeData === undefined) return agent.suspend({ question: 'Send it?' })
    return agent.resumeData.approved ? 'Sent' : 'Not sent'
  },
})
const chat = createOpenAI({ apiKey: 'unused', baseURL: `${model}/v1` }).chat('gpt-4o-mini')
const support = new Agent({
  id: 'support',
  name: 'support',
  instructions: 'Be brief.',
  model: chat,
  maxRetries: 0,
  tools: { weather, send },
  memory: new Memory({ storage }),
})
const mastra = new Mastra({ agents: { support }, storage, observability, logger: false })
const agent = mastra.getAgent('support')
const sessionId = isOld ? 'mastra old' : 'mastra'
const memory = { thread: sessionId, resource: 'ada' }
const tracingOptions = { metadata: { userId: 'ada' } }

await agent.generate('Now call weather {"city":"Paris"}', { memory, tracingOptions })
if (!isOld) {
  const asked = await agent.generate('Now call send {"to":"bob"}', { memory, tracingOptions })
  await new Promise((resolve) => setTimeout(resolve, 30))
  await agent.resumeGenerate(
    { approved: true },
    { runId: asked.runId, toolCallId: asked.suspendPayload?.toolCallId, memory, tracingOptions },
  )
}
const stream = await agent.stream('And tomorrow?', { memory, tracingOptions })
for await (const _ of stream.textStream);
await agent.generate('fail', { memory, tracingOptions }).catch(() => undefined)
await new Promise((resolve) => setTimeout(resolve, 500))
await (exporter.flush?.() ?? exporter.shutdown())
await exporter.shutdown()
process.exit(0)
