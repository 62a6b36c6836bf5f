import { keyOf, type Snippet, type Target } from './snippet.ts'

function exporterOptions(target: Target): string {
  const key = keyOf(target)
  return `{ url: '${target.origin}/v1/traces'${key === undefined ? '' : `, headers: { Authorization: 'Bearer ${key}' }`} }`
}

function nodeSdk(target: Target): string {
  return `import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { NodeSDK } from '@opentelemetry/sdk-node'

new NodeSDK({
  serviceName: 'my-app',
  traceExporter: new OTLPTraceExporter(${exporterOptions(target)}),
}).start()`
}

export function traceloopJs(target: Target): Snippet {
  const key = keyOf(target)
  const sessionLine = 'await traceloop.withAssociationProperties({ session_id: conversationId }, async () => {'
  return {
    id: 'traceloop-js',
    label: 'Traceloop JS',
    install: 'npm install @traceloop/node-server-sdk',
    code: `import * as traceloop from '@traceloop/node-server-sdk'

traceloop.initialize({
  appName: 'my-app',
  baseUrl: '${target.origin}',
  ${key === undefined ? 'headers: {},' : `apiKey: '${key}',`}
  traceloopSyncEnabled: false,
})

${sessionLine}
  await runAgent(question)
})`,
    sessionLine,
    note: 'Initialize it before the model libraries are imported, so that it can wrap them.',
  }
}

export function otelJs(target: Target): Snippet {
  const sessionLine = "span.setAttribute('session.id', conversationId)"
  return {
    id: 'otel-js',
    label: 'OTel SDK JS',
    install: 'npm install @opentelemetry/api @opentelemetry/sdk-node @opentelemetry/exporter-trace-otlp-proto',
    code: `import { trace } from '@opentelemetry/api'
${nodeSdk(target)}

await trace.getTracer('my-app').startActiveSpan('turn', async (span) => {
  ${sessionLine}
  await runAgent(question)
  span.end()
})`,
    sessionLine,
    note: 'One span of a trace is enough to place the whole trace into its session.',
  }
}

export function vercelAi(target: Target): Snippet {
  const sessionLine = 'experimental_telemetry: { isEnabled: true, metadata: { sessionId: conversationId } },'
  return {
    id: 'vercel-ai',
    label: 'Vercel AI SDK',
    install: 'npm install ai @opentelemetry/sdk-node @opentelemetry/exporter-trace-otlp-proto',
    code: `import { generateText } from 'ai'
${nodeSdk(target)}

const { text } = await generateText({
  model,
  messages,
  ${sessionLine}
})`,
    sessionLine,
    note: 'For versions 4 to 6. Version 7 sends no session id of its own: wrap the call in a span that sets session.id, as on the OTel SDK JS tab.',
  }
}
