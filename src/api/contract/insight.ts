import * as z from 'zod/mini'
import { SPAN_KINDS } from '../../model/outcome.ts'
import { count, isoTime } from './page.ts'
import { route } from './route.ts'
import { totalFields } from './totals.ts'

/** One occurrence of an error; `turn` is the index of its trace in the session. */
const occurrenceSchema = z.object({
  traceId: z.string(),
  turn: z.int(),
  spanId: z.string(),
  spanName: z.string(),
  kind: z.enum(SPAN_KINDS),
  at: isoTime,
  recovered: z.boolean(),
})
export type ErrorOccurrence = z.infer<typeof occurrenceSchema>

export const errorGroupSchema = z.object({
  type: z.optional(z.string()),
  /** The first of what they say; the others may differ in ids and numbers. */
  message: z.optional(z.string()),
  /** Error spans; one that only repeats the error of a span below it is not counted again. */
  count,
  recoveredCount: count,
  turnCount: count,
  /** In time order; at most 200. */
  occurrences: z.array(occurrenceSchema),
})
export type ErrorGroup = z.infer<typeof errorGroupSchema>

const durationFields = { p50Ms: z.number(), p95Ms: z.number(), maxMs: z.number(), totalMs: z.number() }

export const sessionMetricsSchema = z.object({
  /** One for every turn, in order. */
  turns: z.array(
    z.object({
      traceId: z.string(),
      llmCount: count,
      toolCount: count,
      /** The most prompt tokens any one model call of this turn was given: how full the context was. */
      contextTokens: z.optional(count),
      /** The context window of that call's model, when the bundled list knows it. */
      contextWindow: z.optional(count),
    }),
  ),
  /** Slowest together first. */
  tools: z.array(z.object({ name: z.string(), count, errorCount: count, rejectedCount: count, ...durationFields })),
  /** Each call once, whoever tells of it, and what their usage adds up to: the totals of the session. Most tokens first. */
  models: z.array(
    z.object({
      /** Empty: none was named. */
      name: z.string(),
      provider: z.optional(z.string()),
      count,
      errorCount: count,
      ...totalFields,
      ...durationFields,
    }),
  ),
})
export type SessionMetrics = z.infer<typeof sessionMetricsSchema>

export const findHitSchema = z.object({
  traceId: z.string(),
  /** Index of the turn. */
  turn: z.int(),
  spanId: z.string(),
  where: z.enum(['message', 'step', 'error', 'pause']),
  /** Of a message: its place in `messages` of the turn, and who said it. */
  message: z.optional(z.int()),
  role: z.optional(z.string()),
  /** Some words before and after, and where the hit is in them. */
  excerpt: z.string(),
  start: z.int(),
  end: z.int(),
})
export type FindHit = z.infer<typeof findHitSchema>

const params = z.object({ project: z.string(), sessionId: z.string() })

export const insightRoutes = {
  listSessionErrors: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/sessions/{sessionId}/errors',
    summary: 'The errors of a session, alike ones together, most frequent first',
    params,
    reply: z.object({ items: z.array(errorGroupSchema), count }),
  }),
  getSessionMetrics: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/sessions/{sessionId}/metrics',
    summary: 'Context growth, tools and models of a session',
    params,
    reply: sessionMetricsSchema,
  }),
  findInSession: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/sessions/{sessionId}/find',
    summary: 'Where something was said in a session: each hit in the turn that said it first',
    params,
    query: z.object({
      /** Looked for as it stands, upper and lower case alike. */
      q: z.string().check(z.minLength(1), z.maxLength(500)),
      cursor: z.optional(z.string()),
    }),
    reply: z.object({
      /** In the order of the conversation; at most 100 of one text. */
      items: z.array(findHitSchema),
      /** Present while turns are left to look at; a page may be without hits. */
      nextCursor: z.optional(z.string()),
      /** How many turns, from the first one, have been looked at so far. */
      searchedTurns: count,
      total: count,
    }),
  }),
}
