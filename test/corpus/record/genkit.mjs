// Genkit. argv: OTLP endpoint, model endpoint. Run from a folder with genkit@1.42.0 @genkit-ai/compat-oai@1.42.0
// @opentelemetry/exporter-trace-otlp-http@0.52.1. A flow with a tool, a tool that interrupts and its answer, and a model that is not there.
import { genkit, z } from 'genkit/beta'
import { enableTelemetry } from 'genkit/tracing'
import { openAI } from '@genkit-ai/compat-oai/openai'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { createRequire } from 'node:module'

const [, , endpoint, model] = process.argv
const require = createRequire(import.meta.resolve('genkit'))
const { BatchSpanProcessor } = require('@opentelemetry/sdk-trace-base')
/** Genkit names no session, and starts every run as a root: the app marks the spans as they begin. */
const marks = {
  onStart: (span) => span.setAttributes({ 'session.id': 'genkit', 'user.id': 'ada' }),
  onEnd() {},
  forceFlush: async () => undefined,
  shutdown: async () => undefined,
}
const turn = (run) => run().catch(() => undefined)
const processor = new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }))
await enableTelemetry({ spanProcessors: [marks, processor] })
const ai = genkit({ plugins: [openAI({ apiKey: 'unused', maxRetries: 0, baseURL: `${model}/v1` })], model: openAI.model('gpt-4o-mini') })
const weather = ai.defineTool(
  { name: 'weather', description: 'The weather', inputSchema: z.object({ city: z.string() }) },
  async ({ city }) => `Sunny in ${city}`,
)
const confirm = ai.defineInterrupt({
  name: 'confirm',
  description: 'Asks the human',
  inputSchema: z.object({ what: z.string() }),
  outputSchema: z.string(),
})
const support = ai.defineFlow(
  { name: 'support', inputSchema: z.string() },
  async (question) => (await ai.generate({ prompt: question, tools: [weather] })).text,
)

await turn(() => support('Now call weather {"city":"Paris"}'))
let asked
await turn(async () => (asked = await ai.generate({ prompt: 'Now call confirm {"what":"send"}', tools: [confirm] })))
await new Promise((resolve) => setTimeout(resolve, 30))
const resume = { respond: [confirm.respond(asked.interrupts[0], 'yes')] }
await turn(() => ai.generate({ messages: asked.messages, tools: [confirm], resume }))
await turn(() => support('fail'))
await new Promise((resolve) => setTimeout(resolve, 300))
await processor.forceFlush()
process.exit(0)
