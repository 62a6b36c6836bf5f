import * as z from 'zod/mini'
import { SPAN_KINDS } from '../../model/outcome.ts'
import { count, isoTime, listQueryFields } from './page.ts'
import { route } from './route.ts'

export const TOTAL_MAX = 10_000

/** Where something was said. */
const placeFields = {
  traceId: z.string(),
  /** Index of the turn in its session; absent for a trace of none. */
  turn: z.optional(z.int()),
  /** The span that says it best: a model call rather than a tool, a message rather than a value. */
  spanId: z.string(),
  spanName: z.string(),
  kind: z.enum(SPAN_KINDS),
  /** When that span began. */
  at: isoTime,
  /** Who says it; absent where it stands in a name or in what is no message. */
  role: z.optional(z.enum(['system', 'user', 'assistant', 'tool', 'error', 'interrupt', 'human'])),
  /** About 160 characters around it on one line; `marks` are UTF-16 offsets `[start, end]` of what was looked for, in order. */
  snippet: z.object({ text: z.string(), marks: z.array(z.tuple([z.int(), z.int()])) }),
}

/** Where what a list was filtered by is said in a row. */
export const matchSchema = z.object(placeFields)
export type Match = z.infer<typeof matchSchema>

export const searchHitSchema = z.object({
  ...placeFields,
  sessionId: z.optional(z.string()),
  /** Spans of the trace that say it, this one included. */
  hitsInTrace: count,
})
export type SearchHit = z.infer<typeof searchHitSchema>

export const searchPageSchema = z.object({
  /** One for each turn that says it. Histories that repeat it are no hit, unless no turn of the session says it otherwise. */
  items: z.array(searchHitSchema),
  /** Absent on the last page. */
  nextCursor: z.optional(z.string()),
  /** Turns found, at most 10,000. */
  total: count,
  totalIsExact: z.boolean(),
})
export type SearchPage = z.infer<typeof searchPageSchema>

export const searchRoutes = {
  search: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/search',
    summary: 'Where something was said: messages, tool arguments and results, errors, names; the latest turns first',
    params: z.object({ project: z.string() }),
    query: z.object({
      ...listQueryFields,
      /** Filter text of a sessions list. Its words are looked for, each turn that says one of them is found; the rest narrows the sessions. */
      q: z.string().check(z.minLength(1), z.maxLength(2000)),
    }),
    reply: searchPageSchema,
  }),
}
