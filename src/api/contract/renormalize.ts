import * as z from 'zod/mini'
import { count, isoTime } from './page.ts'
import { route } from './route.ts'

/** How far reading the stored spans of a project again has come. */
export const renormalizationSchema = z.object({
  state: z.enum(['idle', 'running', 'done', 'failed']),
  readSpans: count,
  /** Those that are read differently now. */
  changedSpans: count,
  totalSpans: count,
  startedAt: z.optional(isoTime),
  finishedAt: z.optional(isoTime),
  /** Why it failed. */
  error: z.optional(z.string()),
})
export type Renormalization = z.infer<typeof renormalizationSchema>

const params = z.object({ project: z.string() })
const path = '/api/v1/projects/{project}/renormalize'

export const renormalizeRoutes = {
  startRenormalize: route({
    method: 'POST',
    path,
    summary: 'Read all stored spans again by the rules and settings of now; answers the run that is under way when there is one',
    params,
    reply: renormalizationSchema,
  }),
  getRenormalize: route({
    method: 'GET',
    path,
    summary: 'How far reading stored spans again has come',
    params,
    reply: renormalizationSchema,
  }),
}
