import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base'
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc'
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, SimpleSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base'
import { expect, test } from '@playwright/test'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { SpanDetail } from '../../src/api/contract/span.ts'
import { expectSession, readSpan, readSpans, readTraces } from './read.ts'
import { createKey } from './send.ts'
import { startServer, type RunningServer } from './start-server.ts'

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

const { GZIP, NONE } = CompressionAlgorithm
const doors: Record<string, () => SpanExporter> = {
  'http/json': () => new JsonExporter({ url: `${server.url}/v1/traces`, compression: NONE }),
  'http/json gzip': () => new JsonExporter({ url: `${server.url}/v1/traces`, compression: GZIP }),
  'http/protobuf': () => new ProtoExporter({ url: `${server.url}/v1/traces`, compression: NONE }),
  'http/protobuf gzip': () => new ProtoExporter({ url: `${server.url}/v1/traces`, compression: GZIP }),
  grpc: () => new GrpcExporter({ url: `http://127.0.0.1:${server.grpcPort}`, compression: NONE }),
  'grpc gzip': () => new GrpcExporter({ url: `http://127.0.0.1:${server.grpcPort}`, compression: GZIP }),
}

/** One turn with everything a span can carry. */
async function record(exporter: SpanExporter, session: string): Promise<void> {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'shop', 'service.version': '1.2.3' }),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  })
  const tracer = provider.getTracer('e2e-scope', '4.5.6')
  const start = 1_790_000_000_123
  const root = tracer.startSpan('turn', {
    kind: SpanKind.SERVER,
    startTime: start,
    attributes: { 'session.id': session, 'user.id': 'ada' },
  })
  const call = tracer.startSpan(
    'chat gpt-x',
    {
      kind: SpanKind.CLIENT,
      startTime: start + 5,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'gpt-x',
        'gen_ai.usage.input_tokens': 9_007,
        'gen_ai.usage.output_tokens': 12,
        'gen_ai.request.temperature': 0.25,
        'gen_ai.input.messages': JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: 'grüße 👋 "q"\n2' }] }]),
        list: ['a', 'b'],
        numbers: [1, 2.5],
        flag: true,
        'with "quotes"': '\u0000nul',
      },
    },
    trace.setSpan(context.active(), root),
  )
  call.addEvent('retry', { attempt: 2 }, start + 6)
  call.setStatus({ code: SpanStatusCode.ERROR, message: 'gave up' })
  call.end(start + 45)
  root.end(start + 60)
  await provider.forceFlush()
  await provider.shutdown()
}

/** What a span says, without the ids that differ from one recording to the next. */
function said({ id: _id, traceId: _traceId, parentId: _parentId, ...rest }: SpanDetail, session: string) {
  return JSON.parse(JSON.stringify(rest).replaceAll(session, 'SESSION')) as unknown
}

test('the same turn lands equal through every door and encoding', async () => {
  const landed = new Map<string, unknown>()
  for (const [door, exporter] of Object.entries(doors)) {
    const session = `door ${door}`
    await record(exporter(), session)
    await expectSession(server.url, session, {
      traceCount: 1,
      spanCount: 2,
      errorCount: 1,
      promptTokens: 9007,
      completionTokens: 12,
      userId: 'ada',
    })
    const [found] = (await readTraces(server.url, `?sessionId=${encodeURIComponent(session)}`)).items
    const { items } = await readSpans(server.url, found!.id)
    const spans = await Promise.all(items.map((span) => readSpan(server.url, found!.id, span.id)))
    landed.set(
      door,
      spans.map((span) => said(span, session)),
    )
  }
  const [first, ...others] = landed.values()
  for (const other of others) expect(other).toEqual(first)
  expect(first).toMatchObject([
    { name: 'turn', durationMs: 60 },
    { name: 'chat gpt-x', kind: 'llm', model: 'gpt-x', attributes: { flag: true, list: ['a', 'b'], 'gen_ai.request.temperature': 0.25 } },
  ])
})

function runApp(name: string, ...args: string[]): Promise<number | null> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'apps', name), ...args], { stdio: 'inherit' })
  return new Promise((resolve) => child.once('exit', resolve))
}

const answered = {
  traceCount: 1,
  errorCount: 0,
  promptTokens: 21,
  completionTokens: 4,
  totalTokens: 25,
  firstMessage: 'What is six times seven?',
  lastMessage: 'Forty-two.',
}

test('the Traceloop SDK lands as a session, at the standard path and at the documented one', async () => {
  const key = await createKey(server.url, 'traceloop')
  for (const [endpoint, session] of [
    [server.url, 'traceloop 1'],
    [`${server.url}/api/otel`, 'traceloop/2'],
  ] as const) {
    expect(await runApp('traceloop-app.mjs', endpoint, session, key)).toBe(0)
    await expectSession(server.url, session, { ...answered, userId: 'ada' })
  }
})

test('an OpenInference instrumentation lands as a session', async () => {
  expect(await runApp('openinference-app.mjs', `${server.url}/v1/traces`, 'openinference')).toBe(0)
  await expectSession(server.url, 'openinference', answered)
})
