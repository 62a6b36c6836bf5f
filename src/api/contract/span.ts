import * as z from 'zod/mini'
import { EXPLAINED_FIELDS } from '../../model/explanation.ts'
import { messageSchema } from '../../model/message.ts'
import { OUTCOMES, SPAN_KINDS } from '../../model/outcome.ts'
import { cutSchema } from './cut.ts'
import { count, isoTime, unixNano } from './page.ts'
import { route } from './route.ts'
import { totalFields } from './totals.ts'

export const spanRowSchema = z.object({
  id: z.string(),
  traceId: z.string(),
  /** Absent for a root. The parent may not have arrived. */
  parentId: z.optional(z.string()),
  name: z.string(),
  kind: z.enum(SPAN_KINDS),
  startedAt: isoTime,
  startUnixNano: unixNano,
  durationMs: z.number(),
  outcome: z.enum(OUTCOMES),
  /** Rule of the outcome classifier that fired. */
  outcomeRule: z.int(),
  isPending: z.optional(z.boolean()),
  model: z.optional(z.string()),
  provider: z.optional(z.string()),
  /** Why the model stopped, in the words of OpenTelemetry where it has one; absent when nobody says. */
  finishReasons: z.optional(z.array(z.string())),
  /** From the start to the first token. */
  ttftMs: z.optional(z.number()),
  ...totalFields,
  /** Who says what it cost: the sender, the bundled price list, or a price of the project. */
  costSource: z.optional(z.enum(['sent', 'listed', 'project'])),
  /** Whether its usage is in the totals of the trace. */
  counted: z.boolean(),
})
export type SpanRow = z.infer<typeof spanRowSchema>

/**
 * Attribute values as JSON: strings, booleans, numbers, arrays, objects. An int64 beyond 2^53 and NaN or an infinity are decimal
 * strings; bytes that are not UTF-8 text are `{ "bytesValue": base64 }`.
 */
export const attributesSchema = z.record(z.string(), z.unknown())

const readingSource = {
  value: z.string(),
  /** Which rule said so, for example `session.1`, `usage.gen_ai`, `outcome.12`, `encoding.otel-messages`. */
  rule: z.string(),
  /** The attributes it was read from; none where the rule looks at something else. */
  keys: z.array(z.string()),
}

/** How one field of a span was read, and what lost, best first. */
export const spanReadingSchema = z.object({
  field: z.enum(EXPLAINED_FIELDS),
  ...readingSource,
  others: z.array(z.object(readingSource)),
  /** Of usage that is not in the totals: the spans that count instead. */
  spanIds: z.optional(z.array(z.string())),
})
export type SpanFieldReading = z.infer<typeof spanReadingSchema>

export const spanDetailSchema = z.extend(spanRowSchema, {
  endUnixNano: unixNano,
  otelKind: z.int(),
  status: z.object({ code: z.int(), message: z.optional(z.string()) }),
  attributes: attributesSchema,
  resource: z.object({ attributes: attributesSchema, schemaUrl: z.optional(z.string()) }),
  scope: z.object({ name: z.string(), version: z.optional(z.string()), attributes: attributesSchema, schemaUrl: z.optional(z.string()) }),
  events: z.array(z.object({ name: z.string(), at: isoTime, atUnixNano: unixNano, attributes: attributesSchema })),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string(), traceState: z.optional(z.string()), attributes: attributesSchema })),
  dropped: z.object({ attributes: count, events: count, links: count }),
  messages: z.array(messageSchema),
  /** What went in and came out, decoded when it is JSON; absent when not recorded. */
  input: z.optional(z.unknown()),
  output: z.optional(z.unknown()),
  error: z.optional(z.object({ type: z.optional(z.string()), message: z.optional(z.string()), stack: z.optional(z.string()) })),
  interrupt: z.optional(z.object({ ids: z.array(z.string()), payload: z.optional(z.unknown()), checkpointNs: z.optional(z.string()) })),
  sessionCandidates: z.array(z.object({ tier: z.int(), key: z.string(), value: z.string() })),
  readings: z.optional(z.array(spanReadingSchema)),
  /** Only with `cut`: what was longer. */
  cuts: z.optional(z.array(cutSchema)),
})
export type SpanDetail = z.infer<typeof spanDetailSchema>

/** A large trace, one array per field, all of the same length and in start order; `-1` and `''` stand for absent. */
export const spanColumnsSchema = z.object({
  id: z.array(z.string()),
  parentId: z.array(z.string()),
  /** Index into `names`, and so on for the other dictionaries. */
  name: z.array(z.int()),
  kind: z.array(z.int()),
  outcome: z.array(z.int()),
  model: z.array(z.int()),
  /** Offset from `originUnixNano` and length, in milliseconds. */
  startMs: z.array(z.number()),
  durationMs: z.array(z.number()),
  promptTokens: z.array(z.int()),
  completionTokens: z.array(z.int()),
  totalTokens: z.array(z.int()),
  counted: z.array(z.int()),
  /** 1 where the span has not ended; absent when every span has. */
  pending: z.optional(z.array(z.int())),
})
export const spanListSchema = z.object({
  items: z.array(spanRowSchema),
  /** Only with `form=columns`; `items` is empty then. */
  columns: z.optional(spanColumnsSchema),
  dictionaries: z.optional(
    z.object({
      names: z.array(z.string()),
      kinds: z.array(z.enum(SPAN_KINDS)),
      outcomes: z.array(z.enum(OUTCOMES)),
      models: z.array(z.string()),
    }),
  ),
  originUnixNano: z.optional(unixNano),
})
export type SpanList = z.infer<typeof spanListSchema>

const CUT_MIN = 100
const CUT_MAX = 10_000_000

const spanParams = z.object({ project: z.string(), traceId: z.string(), spanId: z.string() })
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

export const spanRoutes = {
  getBlob: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/traces/{traceId}/spans/{spanId}/blobs/{blobId}',
    summary: 'The bytes of an image, sound or file that came inside a message',
    params: z.object({ project: z.string(), traceId: z.string(), spanId: z.string(), blobId: z.string() }),
    reply: bytes,
    isBytes: true,
  }),
  listSpans: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/traces/{traceId}/spans',
    summary: 'All spans of a trace in start order',
    params: z.object({ project: z.string(), traceId: z.string() }),
    query: z.object({ form: z._default(z.enum(['rows', 'columns']), 'rows') }),
    reply: spanListSchema,
  }),
  getSpan: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/traces/{traceId}/spans/{spanId}',
    summary: 'One span with everything it carried',
    params: spanParams,
    query: z.object({ cut: z.optional(z.coerce.number().check(z.int(), z.minimum(CUT_MIN), z.maximum(CUT_MAX))) }),
    reply: spanDetailSchema,
  }),
  getSpanValue: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/traces/{traceId}/spans/{spanId}/value',
    summary: 'One value of a span, whole: a text as it is, anything else as JSON',
    params: spanParams,
    query: z.object({ pointer: z.string() }),
    reply: bytes,
    isBytes: true,
  }),
}
