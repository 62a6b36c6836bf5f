/** Made-up conversations in OTLP/JSON: ten spans a trace, four of them model calls with text, five traces a session. */
import { createHash } from 'node:crypto'

const WORDS =
  'refund order invoice table query agent plan travel museum ticket weather error retry customer policy shipping model token budget'.split(
    ' ',
  )
export const SPANS_PER_TRACE = 10
export const TRACES_PER_SESSION = 5
export const LARGE_TRACE_SPANS = 10_000
const KINDS = ['agent', 'chat', 'tool', 'task', 'chat', 'tool', 'task', 'chat', 'tool', 'chat'] as const

/** Ids are scattered over the key space like those of real senders: neighbours in time are no neighbours on disk. */
export const traceIdOf = (n: number) => scattered(`trace ${n}`)
export const sessionIdOf = (n: number) => `session-${scattered(`session ${n}`).slice(0, 12)}`
export const largeTraceId = scattered('the large trace')
export const largeTraceSpanId = (index: number) => scattered(`large ${index}`).slice(0, 16)

/** A word that only this trace says. */
export const caseOf = (n: number) => `case${scattered(`case ${n}`).slice(0, 8)}`

/** Repeatable: the same numbers give the same spans. `n` counts traces. */
export function conversationTrace(n: number, firstMs: number, stepMs: number): unknown[] {
  const traceId = traceIdOf(n)
  const at = firstMs + n * stepMs
  const session = sessionIdOf(Math.floor(n / TRACES_PER_SESSION))
  return KINDS.map((kind, index) => ({
    traceId,
    spanId: hex(n * SPANS_PER_TRACE + index + 1, 16),
    parentSpanId: index === 0 ? '' : hex(n * SPANS_PER_TRACE + 1, 16),
    name: index === 0 ? 'turn' : `${kind} ${index}`,
    kind: 1,
    startTimeUnixNano: `${at + index * 120}000000`,
    endTimeUnixNano: `${at + (index === 0 ? 1500 : index * 120 + 100)}000000`,
    attributes: [
      ...(index === 0 ? attributes({ 'session.id': session, 'user.id': `user-${n % 5000}` }) : []),
      ...kindAttributes(kind, n, index),
    ],
    status: n % 50 === 0 && kind === 'tool' ? { code: 2, message: 'TimeoutError: upstream timed out' } : {},
  }))
}

/** One agent run of 10,000 spans: every span has up to four below it, a level deeper each. */
export function largeTrace(atMs: number): unknown[] {
  return Array.from({ length: LARGE_TRACE_SPANS }, (_, index) => {
    const kind = index === 0 ? 'agent' : KINDS[index % KINDS.length]!
    return {
      traceId: largeTraceId,
      spanId: largeTraceSpanId(index),
      parentSpanId: index === 0 ? '' : largeTraceSpanId(Math.floor((index - 1) / 4)),
      name: `${kind} ${index % 40}`,
      kind: 1,
      startTimeUnixNano: `${atMs + index * 5}000000`,
      endTimeUnixNano: `${atMs + index * 5 + 200}000000`,
      attributes: kindAttributes(kind, index, 1),
      status: {},
    }
  })
}

function kindAttributes(kind: string, n: number, index: number): unknown[] {
  if (kind === 'tool') return attributes({ 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': WORDS[n % WORDS.length]! })
  if (kind !== 'chat') return attributes({ 'traceloop.span.kind': kind === 'agent' ? 'agent' : 'task', 'app.step': String(index) })
  return [
    ...attributes({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': n % 3 === 0 ? 'gpt-4o' : 'gpt-4o-mini',
      'gen_ai.response.id': `r-${n}-${index}`,
      'gen_ai.input.messages': JSON.stringify([
        { role: 'user', parts: [{ type: 'text', content: `${words(n * 31 + index, 60)} ${caseOf(n)}` }] },
      ]),
      'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', parts: [{ type: 'text', content: words(n * 17 + index, 30) }] }]),
    }),
    { key: 'gen_ai.usage.input_tokens', value: { intValue: String(200 + (n % 1800)) } },
    { key: 'gen_ai.usage.output_tokens', value: { intValue: String(20 + (n % 500)) } },
  ]
}

function words(seed: number, count: number): string {
  return Array.from({ length: count }, (_, i) => WORDS[(seed * 7 + i * i * 13) % WORDS.length]).join(' ')
}

function attributes(values: Record<string, string>) {
  return Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }))
}

function scattered(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

function hex(n: number, length: number): string {
  return n.toString(16).padStart(length, '0')
}
