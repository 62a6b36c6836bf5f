/** Made-up conversations in OTLP/JSON: ten spans a trace, four of them model calls with text, five traces a session. */
const WORDS =
  'refund order invoice table query agent plan travel museum ticket weather error retry customer policy shipping model token budget'.split(
    ' ',
  )
export const SPANS_PER_TRACE = 10
const TRACES_PER_SESSION = 5
const KINDS = ['agent', 'chat', 'tool', 'task', 'chat', 'tool', 'task', 'chat', 'tool', 'chat'] as const

/** Repeatable: the same numbers give the same spans. `n` counts traces. */
export function conversationTrace(n: number, firstMs: number, stepMs: number): { traceId: string; spans: unknown[] } {
  const traceId = hex(n + 1, 32)
  const at = firstMs + n * stepMs
  const session = `session-${Math.floor(n / TRACES_PER_SESSION)}`
  const spans = KINDS.map((kind, index) => ({
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
  return { traceId, spans }
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
      'gen_ai.input.messages': JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: words(n * 31 + index, 60) }] }]),
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

function hex(n: number, length: number): string {
  return n.toString(16).padStart(length, '0')
}
