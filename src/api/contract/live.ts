import * as z from 'zod/mini'
import { isoTime, listQueryFields } from './page.ts'
import { route } from './route.ts'
import { listedSessionSchema } from './session.ts'
import { spanRowSchema } from './span.ts'
import { listedTraceSchema } from './trace.ts'

const event = <const N extends string, D extends z.ZodMiniType>(name: N, data: D) =>
  z.object({
    event: z.literal(name),
    /** Names a moment of the stream: sent back as `Last-Event-ID`, the stream goes on from there. */
    id: z.optional(z.string()),
    data,
  })

/** Grows with every change of the thing, as a decimal string. */
const version = z.string()

/**
 * What a live stream says, as server-sent events: `event`, `id` and `data` are fields of the event, `data` is JSON. Rows are always whole,
 * as in the lists; a row that no longer matches is removed.
 */
export const liveEventSchema = z.discriminatedUnion('event', [
  /** The first. `isResumed`: nothing was missed since the id that was given. */
  event('hello', z.object({ serverTime: isoTime, lastEventId: z.string(), isResumed: z.boolean() })),
  event('session.upsert', z.object({ id: z.string(), version, row: listedSessionSchema })),
  event('session.remove', z.object({ id: z.string() })),
  event('trace.upsert', z.object({ id: z.string(), version, row: listedTraceSchema })),
  event('trace.remove', z.object({ id: z.string() })),
  /** Only spans that are new or have changed. */
  event('span.upsert', z.object({ traceId: z.string(), spans: z.array(spanRowSchema) })),
  /** More happened than is told: ask for everything again. */
  event('resync', z.object({ reason: z.enum(['missed', 'too_many', 'deleted']) })),
  event('ping', z.object({ serverTime: isoTime })),
])
export type LiveEvent = z.infer<typeof liveEventSchema>

const { from, to, q } = listQueryFields

export const liveRoutes = {
  listen: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/live',
    summary: 'Changes as they happen, as server-sent events',
    params: z.object({ project: z.string() }),
    query: z.object({
      /** One or more of `sessions`, `traces`, `session:<id>`, `trace:<id>`, comma-separated; a comma in an id is percent-encoded. */
      topics: z.string().check(z.minLength(1), z.maxLength(4000)),
      from,
      to,
      q,
      sessionId: z.optional(z.string()),
      status: z.optional(z.string()),
      userId: z.optional(z.string()),
      hasSession: z.optional(z.enum(['true', 'false'])),
    }),
    reply: liveEventSchema,
    isStream: true,
  }),
}

/** One topic of `topics`, whatever characters the id has. */
export function topicOf(kind: 'session' | 'trace', id: string): string {
  return `${kind}:${encodeURIComponent(id)}`
}
