import * as z from 'zod/mini'
import { count, isoTime, listQueryFields, pageOf } from './page.ts'
import { route } from './route.ts'
import { costFields, totalFields, totalSums } from './totals.ts'

/** Columns a users list sorts by; a leading minus is descending. Unknown values come last either way. */
export const USER_SORTS = [
  'id',
  'sessionCount',
  'waitingCount',
  'traceCount',
  'errorCount',
  'promptTokens',
  'completionTokens',
  'totalTokens',
  'cachedPromptTokens',
  'reasoningTokens',
  'costUsd',
  'firstSeenAt',
  'lastSeenAt',
] as const

/** What one user did: every number is over the traces that name this user. */
export const userRowSchema = z.object({
  /** As sent. */
  id: z.string(),
  /** Sessions with a trace of this user. */
  sessionCount: count,
  /** Of these, the sessions that wait for a human now. */
  waitingCount: count,
  traceCount: count,
  /** Traces with one or more error spans. */
  errorCount: count,
  ...totalFields,
  isCostEstimated: costFields.isCostEstimated,
  /** Start of the first trace. */
  firstSeenAt: isoTime,
  /** End of the last span. */
  lastSeenAt: isoTime,
})
export type UserRow = z.infer<typeof userRowSchema>

export const userPageSchema = z.extend(pageOf(userRowSchema, z.object({ traceCount: count, errorCount: count, ...totalSums })), {
  /** Traces in the same window that name no user. */
  tracesWithoutUser: count,
})
export type UserPage = z.infer<typeof userPageSchema>

const spread = { p50: z.number(), p90: z.number(), p95: z.number(), max: z.number() }

export const usageSchema = z.object({
  /** Sessions that the filter lets through; all below is about them. */
  sessionCount: count,
  /** Traces of a session; absent without sessions. */
  turns: z.optional(z.object({ mean: z.number(), ...spread })),
  /** First to last moment of a session, in milliseconds; absent without sessions. */
  durationMs: z.optional(z.object(spread)),
  /** Sessions that came as far as this turn, and those whose last one it is (of the last item: this or a later one). From turn 1 on. */
  dropOff: z.array(z.object({ turn: count, reachedCount: count, endedCount: count })),
  /** Users of these sessions who were active in the window; on two or more of its days; and never before it. */
  users: z.object({ activeCount: count, returningCount: count, newCount: count }),
  /** Words that two or more sessions began with, by the number of sessions. */
  topics: z.array(z.object({ term: z.string(), sessionCount: count, example: z.object({ sessionId: z.string(), text: z.string() }) })),
  /** The latest sessions, whose first messages `topics` were taken from. */
  topicSessionCount: count,
})
export type Usage = z.infer<typeof usageSchema>

const project = z.object({ project: z.string() })

export const userRoutes = {
  listUsers: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/users',
    summary: 'Users of a project: what each of them did in the window. `q` asks of their traces',
    params: project,
    query: z.object({
      ...listQueryFields,
      sort: z._default(z.enum([...USER_SORTS, ...USER_SORTS.map((s) => `-${s}` as const)]), '-lastSeenAt'),
    }),
    reply: userPageSchema,
  }),
  getUsage: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/metrics/usage',
    summary: 'How people use the app: turns and length of sessions, where they end, who comes back, what they begin with',
    params: project,
    query: z.object({
      from: listQueryFields.from,
      to: listQueryFields.to,
      q: listQueryFields.q,
      /** The zone whose days count: an IANA name or `utc`, which is also what an absent one means. */
      tz: z.optional(z.string().check(z.maxLength(100))),
    }),
    reply: usageSchema,
  }),
  getUser: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/users/{userId}',
    summary: 'One user, over all time or in a window',
    params: z.object({ project: z.string(), userId: z.string() }),
    query: z.pick(z.object(listQueryFields), { from: true, to: true }),
    reply: userRowSchema,
  }),
}
