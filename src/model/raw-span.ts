import type { Attributes, AnyValue } from './any-value.ts'

/** 32 lower-case hex characters, never all zero. */
export type TraceId = string & { readonly __brand?: 'TraceId' }
/** 16 lower-case hex characters, never all zero. */
export type SpanId = string & { readonly __brand?: 'SpanId' }

export type RawResource = {
  readonly attributes: Attributes
  readonly droppedAttributesCount: number
  readonly schemaUrl: string
}

export type RawScope = {
  readonly name: string
  readonly version: string
  readonly attributes: Attributes
  readonly droppedAttributesCount: number
  readonly schemaUrl: string
}

export type RawEvent = {
  readonly timeUnixNano: bigint
  readonly name: string
  readonly attributes: Attributes
  readonly droppedAttributesCount: number
}

export type RawLink = {
  readonly traceId: string
  readonly spanId: string
  readonly traceState: string
  readonly attributes: Attributes
  readonly droppedAttributesCount: number
  readonly flags: number
}

/** A span as the sender said it, decoded and nothing else. `resource` and `scope` are shared by the spans of one batch. */
export type RawSpan = {
  readonly traceId: TraceId
  readonly spanId: SpanId
  /** Empty for a root. */
  readonly parentSpanId: SpanId | ''
  readonly traceState: string
  readonly flags: number
  readonly name: string
  /** OTLP SpanKind number; unknown values survive. */
  readonly kind: number
  readonly startTimeUnixNano: bigint
  readonly endTimeUnixNano: bigint
  readonly attributes: Attributes
  readonly droppedAttributesCount: number
  readonly events: readonly RawEvent[]
  readonly droppedEventsCount: number
  readonly links: readonly RawLink[]
  readonly droppedLinksCount: number
  readonly statusCode: number
  readonly statusMessage: string
  readonly resource: RawResource
  readonly scope: RawScope
  /** Absent: sent as a span. `log`: a log record that stands for a span. `note`: a log record that says more about its parent span. */
  readonly origin?: 'log' | 'note'
}

/** A log record as the sender said it. Ids are empty when it belongs to no span. */
export type RawLogRecord = {
  readonly traceId: TraceId | ''
  readonly spanId: SpanId | ''
  readonly timeUnixNano: bigint
  readonly observedTimeUnixNano: bigint
  readonly severityNumber: number
  readonly severityText: string
  readonly eventName: string
  readonly body: AnyValue
  readonly attributes: Attributes
  readonly droppedAttributesCount: number
  readonly flags: number
  readonly resource: RawResource
  readonly scope: RawScope
}
