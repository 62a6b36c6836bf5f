import * as z from 'zod/mini'
import { STATUSES } from '../../model/outcome.ts'
import { INFERRED_FROM } from '../../model/session.ts'
import { count, isoTime, listQueryFields, pageOf } from './page.ts'
import { route } from './route.ts'
import { matchSchema } from './search.ts'
import { costFields, totalFields, totalSums } from './totals.ts'

export const TRACE_SORTS = [
  'id',
  'name',
  'startedAt',
  'updatedAt',
  'durationMs',
  'spanCount',
  'errorCount',
  'interruptCount',
  'completionTokens',
  'promptTokens',
  'totalTokens',
  'cachedPromptTokens',
  'reasoningTokens',
  'costUsd',
] as const

export const traceRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  sessionId: z.optional(z.string()),
  /** How many sessions share it by parts, when several do; then it names none itself. */
  sessionCount: z.optional(count),
  /** Its session is inferred, and from what. */
  sessionInferredFrom: z.optional(z.enum(INFERRED_FROM)),
  startedAt: isoTime,
  /** End of its last span. */
  updatedAt: isoTime,
  durationMs: z.number(),
  spanCount: count,
  /** Error spans. */
  errorCount: count,
  interruptCount: count,
  ...totalFields,
  ...costFields,
  status: z.enum(STATUSES),
  input: z.optional(z.string()),
  output: z.optional(z.string()),
  userId: z.optional(z.string()),
  models: z.array(z.string()),
  tags: z.array(z.string()),
  environment: z.optional(z.string()),
  service: z.optional(z.string()),
  /** Spans that a human turned down; no errors. */
  rejectedSpanCount: count,
  /** Two of its spans named different ids under the same key; the other one is an alias. */
  hasSessionConflict: z.optional(z.boolean()),
  /** It has error spans, yet its topmost span ended well. */
  isRecovered: z.optional(z.boolean()),
  isApproximate: z.optional(z.boolean()),
})
export type TraceRow = z.infer<typeof traceRowSchema>

const sumsSchema = z.object({
  spanCount: count,
  errorCount: count,
  ...totalSums,
})
/** `match`: where the words of `q` are said best. */
export const listedTraceSchema = z.extend(traceRowSchema, { match: z.optional(matchSchema) })
export type ListedTrace = z.infer<typeof listedTraceSchema>

export const tracePageSchema = z.extend(pageOf(listedTraceSchema, sumsSchema), { latestActivityAt: z.optional(isoTime) })
export type TracePage = z.infer<typeof tracePageSchema>

const params = z.object({ project: z.string(), traceId: z.string() })

export const traceRoutes = {
  listTraces: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/traces',
    summary: 'Traces of a project, filtered, sorted and paged',
    params: z.object({ project: z.string() }),
    query: z.object({
      ...listQueryFields,
      sort: z._default(z.enum([...TRACE_SORTS, ...TRACE_SORTS.map((s) => `-${s}` as const)]), '-startedAt'),
      /** An id or alias of a session. */
      sessionId: z.optional(z.string()),
      status: z.optional(z.string()),
      userId: z.optional(z.string()),
      /** `false`: only traces that name no session. */
      hasSession: z.optional(z.enum(['true', 'false'])),
    }),
    reply: tracePageSchema,
  }),
  getTrace: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/traces/{traceId}',
    summary: 'One trace',
    params,
    reply: traceRowSchema,
  }),
  deleteTrace: route({
    method: 'DELETE',
    path: '/api/v1/projects/{project}/traces/{traceId}',
    summary: 'Delete a trace with its spans',
    params,
    status: 204,
  }),
}
