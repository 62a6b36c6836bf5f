type Scalar = string | number | boolean
/** Integers are sent as `intValue`, other numbers as `doubleValue`. `undefined` is left out. */
export type Facts = Readonly<Record<string, Scalar | readonly Scalar[] | undefined>>

export type OtlpEvent = { readonly name: string; readonly atMs: number; readonly facts: Facts }
export type OtlpSpan = {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string
  readonly name: string
  readonly kind: number
  readonly startMs: number
  readonly endMs: number
  readonly facts: Facts
  readonly events: readonly OtlpEvent[]
  readonly status: { readonly code: number; readonly message?: string }
}

/** The body of an OTLP/HTTP JSON request. */
export function encodeTraces(resource: Facts, scope: string, spans: readonly OtlpSpan[]): string {
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: encodeFacts(resource) },
        scopeSpans: [{ scope: { name: scope, version: '1.0.0' }, spans: spans.map(encodeSpan) }],
      },
    ],
  })
}

function encodeSpan({ facts, events, startMs, endMs, ...span }: OtlpSpan): object {
  return {
    ...span,
    startTimeUnixNano: nanoText(startMs),
    endTimeUnixNano: nanoText(endMs),
    attributes: encodeFacts(facts),
    events: events.map(({ name, atMs, facts }) => ({ name, timeUnixNano: nanoText(atMs), attributes: encodeFacts(facts) })),
  }
}

function nanoText(ms: number): string {
  return String(BigInt(Math.round(ms * 1000)) * 1000n)
}

function encodeFacts(facts: Facts): object[] {
  return Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value: encodeValue(value) }]))
}

function encodeValue(value: Scalar | readonly Scalar[]): object {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
  return { arrayValue: { values: value.map(encodeValue) } }
}
