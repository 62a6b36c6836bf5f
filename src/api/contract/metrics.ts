import * as z from 'zod/mini'
import { count, isoTime, listQueryFields } from './page.ts'
import { route } from './route.ts'
import { totalSums } from './totals.ts'

export const METRICS = ['traces', 'sessions', 'tokens', 'cost', 'errors', 'errorSpans', 'latency', 'waiting', 'users'] as const
export type Metric = (typeof METRICS)[number]

/** What each metric can be split by; the others cannot. */
export const SPLITS = {
  traces: ['status'],
  sessions: ['status'],
  tokens: ['type', 'model'],
  cost: ['model'],
  latency: ['percentile'],
} as const satisfies Partial<Record<Metric, readonly string[]>>
export const TOKEN_TYPES = ['prompt', 'cached', 'completion', 'reasoning', 'other'] as const
export const PERCENTILES = ['p50', 'p90', 'p95', 'p99'] as const

export const INTERVALS = ['1s', '5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h', '3h', '6h', '12h', '1d', '1w'] as const
export type Interval = (typeof INTERVALS)[number]

/** The filter of the lists, without their paging. `q` is read as the list it is about reads it. */
const filterFields = {
  from: listQueryFields.from,
  to: listQueryFields.to,
  q: listQueryFields.q,
  /** An id or alias of a session. */
  sessionId: z.optional(z.string()),
  /** One or more of `ok,error,waiting,running`, comma-separated. */
  status: z.optional(z.string()),
  userId: z.optional(z.string()),
}

const seriesFields = {
  ...filterFields,
  /** The zone that buckets are aligned to: an IANA name or `utc`, which is also what an absent one means. */
  tz: z.optional(z.string().check(z.maxLength(100))),
  /** Absent: what gives about sixty buckets. */
  interval: z.optional(z.enum(INTERVALS)),
}

/**
 * Buckets follow one another without a gap: each ends where the next one begins, the last at `endsAt`. They cover the window; without
 * `from` or `to` all that the project has, but no more than the last 200 of them. What the list of the same filter has besides began
 * before the first bucket or after the last.
 */
const axisFields = {
  interval: z.enum(INTERVALS),
  endsAt: isoTime,
  /** The window begins inside the first bucket, or ends inside the last, or that one is not over yet. */
  isFirstPartial: z.boolean(),
  isLastPartial: z.boolean(),
}

const valueFields = {
  /** Absent where there is nothing to measure: only of latency. */
  value: z.optional(z.number()),
  /** One for each of `names`; absent with the value. */
  parts: z.optional(z.array(z.number())),
}

export const timeseriesSchema = z.object({
  items: z.array(z.object({ at: isoTime, ...valueFields })),
  ...axisFields,
  /** Of the same list, what began before the first bucket (a trace may reach into the window) and after the last. Absent: nothing did. */
  before: z.optional(z.object(valueFields)),
  after: z.optional(z.object(valueFields)),
  /** Over everything that the filter lets through. What adds up: `before`, every bucket and `after`. */
  total: z.optional(z.number()),
  /** Only with `by`. Models: those with most, then `other` for the rest, if any; empty: none was named. */
  names: z.optional(z.array(z.string())),
  /** How many models the last name, `other`, stands for. */
  otherCount: z.optional(count),
})
export type Timeseries = z.infer<typeof timeseriesSchema>

const percentileFields = { p50Ms: z.number(), p90Ms: z.number(), p95Ms: z.number(), p99Ms: z.number(), maxMs: z.number() }

export const PERCENTILE_GROUPS = ['trace', 'name', 'session', 'span', 'model', 'tool'] as const

export const percentilesSchema = z.object({
  items: z.array(
    z.object({
      /** Empty: none was named. */
      name: z.string(),
      count,
      ...percentileFields,
      /** Of traces: those with an error span. */
      errorCount: count,
    }),
  ),
  /** Groups there are; `items` are those with most. */
  total: count,
})
export type Percentiles = z.infer<typeof percentilesSchema>

export const BREAKDOWNS = ['model', 'name', 'user', 'environment', 'service', 'tag'] as const

export const breakdownSchema = z.object({
  items: z.array(
    z.object({
      /** Empty: none was named. */
      name: z.string(),
      traceCount: count,
      sessionCount: count,
      /** Traces with an error span. */
      errorCount: count,
      /** Of models: how often one was called and its usage counted. */
      callCount: z.optional(count),
      ...totalSums,
    }),
  ),
  /** Groups there are; `items` are those with most cost, then most tokens. */
  total: count,
})
export type Breakdown = z.infer<typeof breakdownSchema>

export const errorsSchema = z.object({
  items: z.array(
    z.object({
      /** What the error calls itself; absent where it does not say, and then all of them say the same. */
      type: z.optional(z.string()),
      /** The latest of what they say; the others may differ. */
      message: z.optional(z.string()),
      /** Spans in which it was thrown; one that only repeats the error of a span below it is not counted again. */
      spanCount: count,
      traceCount: count,
      sessionCount: count,
      /** Start of the latest trace that has it. */
      lastAt: isoTime,
      /** Traces that have it, for each of `buckets`. */
      spark: z.array(count),
    }),
  ),
  /** Groups there are; `items` are those in most traces. */
  total: count,
  /** Starts of the buckets of every `spark`. */
  buckets: z.array(isoTime),
  ...axisFields,
})
export type ErrorBreakdown = z.infer<typeof errorsSchema>

export const tracesPerSessionSchema = z.object({
  /** Sessions with so many traces, `from` to `to` inclusive; without `to`: or more. Without gaps, from 1 on. */
  items: z.array(z.object({ from: count, to: z.optional(count), sessionCount: count })),
  /** Sessions with most traces. */
  top: z.array(
    z.object({
      id: z.string(),
      traceCount: count,
      errorCount: count,
      lastTraceAt: isoTime,
      firstMessage: z.optional(z.string()),
    }),
  ),
  /** Sessions there are. */
  total: count,
})
export type TracesPerSession = z.infer<typeof tracesPerSessionSchema>

const tilesSchema = z.object({
  /** Absent where `q` asks what only a trace can answer. */
  sessionCount: z.optional(count),
  /** What follows is of traces; absent where `q` asks what only a session can answer. */
  traceCount: z.optional(count),
  /** Traces with an error span, and their share of all; absent of none. */
  errorTraceCount: z.optional(count),
  errorRate: z.optional(z.number()),
  promptTokens: z.optional(count),
  completionTokens: z.optional(count),
  totalTokens: z.optional(count),
  cachedPromptTokens: z.optional(count),
  reasoningTokens: z.optional(count),
  costUsd: z.optional(z.number()),
  isCostEstimated: z.optional(z.boolean()),
  p50Ms: z.optional(z.number()),
  p95Ms: z.optional(z.number()),
})
export type Tiles = z.infer<typeof tilesSchema>

export const summarySchema = z.object({
  current: tilesSchema,
  /** The same of the window of equal length before this one; absent without `from`. */
  previous: z.optional(z.extend(tilesSchema, { from: isoTime, to: isoTime })),
  /** Sessions that wait for a human, whatever the window; absent where `q` asks what only a trace can answer. */
  waitingNow: z.optional(z.object({ count, oldestSince: z.optional(isoTime) })),
})
export type Summary = z.infer<typeof summarySchema>

const statusCounts = { ok: count, error: count, waiting: count, running: count }

export const histogramSchema = z.object({
  /** Sessions by the start of their last trace, traces by their start. */
  items: z.array(z.object({ at: isoTime, ...statusCounts })),
  ...axisFields,
  before: z.optional(z.object(statusCounts)),
  after: z.optional(z.object(statusCounts)),
  /** What the list says: `before`, every bucket and `after` together. */
  total: count,
})
export type Histogram = z.infer<typeof histogramSchema>

const params = z.object({ project: z.string() })
const mostGroups = z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50)
/** `false`: only traces that name no session. */
const traceFilter = { ...filterFields, hasSession: z.optional(z.enum(['true', 'false'])) }

export const metricsRoutes = {
  getTimeseries: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/metrics/timeseries',
    summary:
      'One metric over time. A trace belongs to the bucket it starts in, with all its tokens, cost and errors (traces with an error span); a session to that of its first trace',
    params,
    query: z.object({
      ...seriesFields,
      hasSession: traceFilter.hasSession,
      /** Latency is the 95th percentile of trace durations; errors are traces with an error span; users those named, each once a bucket. */
      metric: z.enum(METRICS),
      /** Traces and sessions by status; tokens by type or model; cost by model; latency by percentile. */
      by: z.optional(z.enum(['status', 'type', 'model', 'percentile'])),
    }),
    reply: timeseriesSchema,
  }),
  getPercentiles: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/metrics/percentiles',
    summary:
      'Percentiles of durations: of traces, all together or by trace name or session; of the spans in them, by span name, model or tool',
    params,
    query: z.object({ ...traceFilter, by: z.enum(PERCENTILE_GROUPS), limit: mostGroups }),
    reply: percentilesSchema,
  }),
  getBreakdown: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/metrics/breakdown',
    summary: 'Traces, errors, tokens and cost by model, trace name, user, environment, service or tag',
    params,
    query: z.object({ ...traceFilter, by: z.enum(BREAKDOWNS), limit: mostGroups }),
    reply: breakdownSchema,
  }),
  getErrorBreakdown: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/metrics/errors',
    summary: 'Errors by type, those in most traces first',
    params,
    query: z.object({ ...seriesFields, hasSession: traceFilter.hasSession, limit: mostGroups }),
    reply: errorsSchema,
  }),
  getTracesPerSession: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/metrics/traces-per-session',
    summary: 'How many sessions have how many traces, and the sessions with most',
    params,
    query: z.object(filterFields),
    reply: tracesPerSessionSchema,
  }),
  getSummary: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/metrics/summary',
    summary: 'What the tiles of a dashboard say: the sums of the lists of the same filter, and those of the window before',
    params,
    query: z.object(traceFilter),
    reply: summarySchema,
  }),
  getHistogram: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/histogram',
    summary: 'What a list holds, by time and status: sessions by their last trace, traces by their start',
    params,
    query: z.object({ ...seriesFields, hasSession: traceFilter.hasSession, of: z.enum(['sessions', 'traces']) }),
    reply: histogramSchema,
  }),
}
