import { randomBytes } from 'node:crypto'

/** Small OTLP/JSON builders for tests: what a sender would put on the wire. */
export type AttributeValue = string | number | boolean | readonly AttributeValue[] | { readonly [key: string]: AttributeValue }
export type SpanSpec = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name?: string
  startMs: number
  endMs: number
  attributes?: Record<string, AttributeValue>
  status?: { code: number; message?: string }
  events?: { name: string; attributes?: Record<string, AttributeValue> }[]
  links?: { traceId: string; spanId: string; attributes?: Record<string, AttributeValue> }[]
}

export const newTraceId = () => randomBytes(16).toString('hex')
export const newSpanId = () => randomBytes(8).toString('hex')

export function otlp(spans: readonly SpanSpec[], service = 'e2e', scope = 'e2e'): unknown {
  return {
    resourceSpans: [
      {
        resource: { attributes: attributes({ 'service.name': service }) },
        scopeSpans: [{ scope: { name: scope }, spans: spans.map(wireSpan) }],
      },
    ],
  }
}

function wireSpan(span: SpanSpec) {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId ?? '',
    name: span.name ?? 'step',
    kind: 1,
    startTimeUnixNano: `${span.startMs}000000`,
    endTimeUnixNano: `${span.endMs}000000`,
    attributes: attributes(span.attributes ?? {}),
    status: span.status ?? {},
    events: (span.events ?? []).map((event) => ({
      name: event.name,
      timeUnixNano: `${span.endMs}000000`,
      attributes: attributes(event.attributes ?? {}),
    })),
    links: (span.links ?? []).map((link) => ({ ...link, traceState: link.traceId, attributes: attributes(link.attributes ?? {}) })),
  }
}

function attributes(values: Record<string, AttributeValue>) {
  return Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }))
}

function anyValue(value: AttributeValue): object {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } }
  if (typeof value === 'object') return { kvlistValue: { values: attributes(value as Record<string, AttributeValue>) } }
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
}

/** Posts to the OTLP door; the answer is the caller's to judge. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

export async function send(url: string, spans: readonly SpanSpec[]): Promise<void> {
  const response = await post(url, otlp(spans))
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`)
}

/** A key of the default project. The Traceloop SDK always sends one, and an unknown key is refused even on loopback. */
export async function createKey(url: string, name: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/projects/default/api-keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  if (response.status !== 201) throw new Error(`no key: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { secret: string }).secret
}
