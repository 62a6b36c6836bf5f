/** Made-up requests of 500 LLM spans with 30 attributes each, about 3.3 KB a span, as OTLP/protobuf. */
import { encode } from '../src/receive/test-oracle.ts'

export const SPANS_PER_REQUEST = 500
const SPANS_PER_TRACE = 10
export const TRACES_PER_REQUEST = SPANS_PER_REQUEST / SPANS_PER_TRACE
const TRACES_PER_SESSION = 5
const WORDS = 4_000

/** Repeatable numbers from 0 to 1. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const letters = createRandom(7)
const words = Array.from({ length: WORDS }, () =>
  Array.from({ length: 3 + Math.floor(letters() * 7) }, () => String.fromCharCode(97 + Math.floor(letters() * 26))).join(''),
)

function prose(random: () => number, length: number): string {
  let text = ''
  while (text.length < length) text += `${words[Math.floor(random() ** 3 * WORDS)]}${random() < 0.05 ? '.\n' : ' '}`
  return text
}

/** The body of request `n`, plain. Traces and sessions are its own; `startMs` is when they begin. */
export function llmRequest(n: number, startMs: number): Buffer {
  const random = createRandom(n + 1)
  const spans = Array.from({ length: SPANS_PER_REQUEST }, (_, index) => llmSpan(n, index, startMs, random))
  const resource = { attributes: strings({ 'service.name': 'bench', 'deployment.environment.name': 'production', 'host.name': 'h1' }) }
  return encode('TraceRequest', { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'bench', version: '1' }, spans }] }] })
}

function traceIdOf(n: number, index: number): string {
  return (n * SPANS_PER_REQUEST + Math.floor(index / SPANS_PER_TRACE) + 1).toString(16).padStart(32, '0')
}

function llmSpan(n: number, index: number, startMs: number, random: () => number): object {
  const number = n * SPANS_PER_REQUEST + index
  const spanId = (offset: number) => Buffer.from((number - offset + 1).toString(16).padStart(16, '0'), 'hex')
  const session = `session-${n}-${Math.floor(index / (SPANS_PER_TRACE * TRACES_PER_SESSION))}`
  const input = [
    { role: 'system', parts: [{ type: 'text', content: prose(random, 200 + random() * 200) }] },
    { role: 'user', parts: [{ type: 'text', content: prose(random, 800 + random() * 500) }] },
  ]
  const output = [{ role: 'assistant', parts: [{ type: 'text', content: prose(random, 200 + random() * 400) }], finish_reason: 'stop' }]
  const atMs = startMs + (index % SPANS_PER_TRACE) * 40
  return {
    traceId: Buffer.from(traceIdOf(n, index), 'hex'),
    spanId: spanId(0),
    parentSpanId: index % SPANS_PER_TRACE === 0 ? new Uint8Array() : spanId(index % SPANS_PER_TRACE),
    name: `chat ${index % SPANS_PER_TRACE}`,
    kind: 3,
    startTimeUnixNano: `${atMs}000000`,
    endTimeUnixNano: `${atMs + 30}123456`,
    attributes: [
      ...strings({
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'gpt-4o-mini',
        'gen_ai.response.model': 'gpt-4o-mini-2024-07-18',
        'gen_ai.response.id': `chatcmpl-${number.toString(36).padStart(24, 'x')}`,
        'gen_ai.conversation.id': session,
        'user.id': `user-${number % 997}`,
        'server.address': 'api.openai.com',
        'gen_ai.input.messages': JSON.stringify(input),
        'gen_ai.output.messages': JSON.stringify(output),
      }),
      ...counts({
        'gen_ai.usage.input_tokens': 300 + (number % 900),
        'gen_ai.usage.output_tokens': 50 + (number % 300),
        'gen_ai.request.max_tokens': 1024,
        'server.port': 443,
      }),
      { key: 'gen_ai.request.temperature', value: { doubleValue: 0.7 } },
      { key: 'gen_ai.request.stream', value: { boolValue: true } },
      ...strings(
        Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`app.context.field_${i}`, `value-${(number * 31 + i * 7) % 5000}-${i}`])),
      ),
    ],
    status: { code: 1 },
  }
}

function strings(values: Record<string, string>): object[] {
  return Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }))
}

function counts(values: Record<string, number>): object[] {
  return Object.entries(values).map(([key, intValue]) => ({ key, value: { intValue: String(intValue) } }))
}
