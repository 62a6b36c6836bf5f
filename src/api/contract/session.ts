import * as z from 'zod/mini'
import { STATUSES } from '../../model/outcome.ts'
import { INFERRED_FROM } from '../../model/session.ts'
import { count, isoTime, listQueryFields, pageOf } from './page.ts'
import { route } from './route.ts'
import { matchSchema } from './search.ts'
import { costFields, totalFields, totalSums } from './totals.ts'

/** Columns a sessions list sorts by; a leading minus is descending. Unknown values come last either way. */
export const SESSION_SORTS = [
  'id',
  'traceCount',
  'errorCount',
  'errorSpanCount',
  'completionTokens',
  'promptTokens',
  'totalTokens',
  'cachedPromptTokens',
  'reasoningTokens',
  'costUsd',
  'createdAt',
  'lastTraceAt',
  'lastActivityAt',
  'durationMs',
  'p50Ms',
  'p95Ms',
  'activeMs',
  'waitingMs',
  'waitingSince',
] as const

export const sessionRowSchema = z.object({
  id: z.string(),
  traceCount: count,
  /** Traces with one or more error spans. */
  errorCount: count,
  errorSpanCount: count,
  /** Of `errorCount`, the traces whose topmost step ended well all the same, and the others. */
  recoveredErrorCount: count,
  finalErrorCount: count,
  /** Spans that a human turned down; no errors. */
  rejectedSpanCount: count,
  ...totalFields,
  ...costFields,
  createdAt: isoTime,
  lastTraceAt: isoTime,
  lastActivityAt: isoTime,
  status: z.enum(STATUSES),
  waitingSince: z.optional(isoTime),
  durationMs: z.number(),
  activeMs: z.number(),
  waitingMs: z.number(),
  userId: z.optional(z.string()),
  firstMessage: z.optional(z.string()),
  lastMessage: z.optional(z.string()),
  /** Percentiles of the durations of its traces. */
  p50Ms: z.number(),
  p95Ms: z.number(),
  models: z.array(z.string()),
  tools: z.array(z.string()),
  services: z.array(z.string()),
  tags: z.array(z.string()),
  environment: z.optional(z.string()),
  /** Some total is a fallback that may cover more than this session. */
  isApproximate: z.optional(z.boolean()),
  /** No span names this session: it was put together from histories handed on, or from what one user did in one go. */
  inferredFrom: z.optional(z.enum(INFERRED_FROM)),
})
export type SessionRow = z.infer<typeof sessionRowSchema>

export const sessionDetailSchema = z.extend(sessionRowSchema, {
  /** Other ids that find this session. */
  aliases: z.array(z.string()),
  users: z.array(z.string()),
  spanCount: count,
  /** The session's time, in order: what it did between its first and last moment. */
  segments: z.array(z.object({ kind: z.enum(['active', 'waiting', 'idle']), startedAt: isoTime, durationMs: z.number() })),
})
export type SessionDetail = z.infer<typeof sessionDetailSchema>

const sumsSchema = z.object({
  traceCount: count,
  errorCount: count,
  errorSpanCount: count,
  ...totalSums,
})

/** `match`: where the words of `q` are said best. */
export const listedSessionSchema = z.extend(sessionRowSchema, { match: z.optional(matchSchema) })
export type ListedSession = z.infer<typeof listedSessionSchema>

export const sessionPageSchema = z.extend(pageOf(listedSessionSchema, sumsSchema), {
  /** Traces in the same window that name no session. */
  tracesWithoutSession: count,
  /** The last activity of any session of the project, filters aside; absent when there has never been one. */
  latestActivityAt: z.optional(isoTime),
})
export type SessionPage = z.infer<typeof sessionPageSchema>

const params = z.object({ project: z.string(), sessionId: z.string() })

export const sessionRoutes = {
  listSessions: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/sessions',
    summary: 'Sessions of a project, filtered, sorted and paged',
    params: z.object({ project: z.string() }),
    query: z.object({
      ...listQueryFields,
      sort: z._default(z.enum([...SESSION_SORTS, ...SESSION_SORTS.map((s) => `-${s}` as const)]), '-lastTraceAt'),
      sessionId: z.optional(z.string()),
      /** One or more of `ok,error,waiting,running`, comma-separated. */
      status: z.optional(z.string()),
      userId: z.optional(z.string()),
    }),
    reply: sessionPageSchema,
  }),
  getSession: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/sessions/{sessionId}',
    summary: 'One session, by its id or by an alias',
    params,
    reply: sessionDetailSchema,
  }),
  deleteSession: route({
    method: 'DELETE',
    path: '/api/v1/projects/{project}/sessions/{sessionId}',
    summary: 'Delete a session with its traces and spans',
    params,
    status: 204,
  }),
}
