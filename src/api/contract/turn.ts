import * as z from 'zod/mini'
import { messagePartSchema } from '../../model/message.ts'
import { OUTCOMES, SPAN_KINDS, STATUSES } from '../../model/outcome.ts'
import { cutSchema } from './cut.ts'
import { count, isoTime } from './page.ts'
import { route } from './route.ts'
import { costFields, totalFields } from './totals.ts'

export const TURN_LIMIT_MAX = 100
export const TURN_LIMIT_DEFAULT = 20
export const STEPS = ['none', 'tools', 'all'] as const

export const partCutSchema = z.extend(cutSchema, {
  /** Index into `parts` of the message. */
  part: z.int(),
})

export const turnMessageSchema = z.object({
  /** `interrupt`: what a paused step asks a human; `human`: the answer to it. */
  role: z.enum(['system', 'user', 'assistant', 'tool', 'human', 'interrupt']),
  /** All its text parts, as far as they are sent; for `interrupt` and `human` the question and the answer as a line. */
  text: z.string(),
  parts: z.array(messagePartSchema),
  /** The span that said it first. */
  spanId: z.string(),
  /** Its place in `messages` of that span's detail; absent when that span holds it as something else than a message. */
  index: z.optional(z.int()),
  at: isoTime,
  /** Who spoke, where several do. */
  name: z.optional(z.string()),
  finishReason: z.optional(z.string()),
  cuts: z.optional(z.array(partCutSchema)),
})
export type TurnMessage = z.infer<typeof turnMessageSchema>

export const turnStepSchema = z.object({
  spanId: z.string(),
  /** The nearest step above it, whatever lies between. */
  parentId: z.optional(z.string()),
  kind: z.enum(SPAN_KINDS),
  name: z.string(),
  outcome: z.enum(OUTCOMES),
  /** An error, yet the trace's topmost span ended well. */
  isRecovered: z.optional(z.boolean()),
  isPending: z.optional(z.boolean()),
  startedAt: isoTime,
  durationMs: z.number(),
  model: z.optional(z.string()),
  ...totalFields,
  /** Of a tool: the call it runs, as the message that asked for it says. */
  callId: z.optional(z.string()),
  /** The first 300 characters of what went in and came out. */
  input: z.optional(z.string()),
  output: z.optional(z.string()),
})
export type TurnStep = z.infer<typeof turnStepSchema>

export const turnErrorSchema = z.object({
  spanId: z.string(),
  spanName: z.string(),
  type: z.optional(z.string()),
  message: z.optional(z.string()),
  at: isoTime,
  recovered: z.boolean(),
})
export type TurnError = z.infer<typeof turnErrorSchema>

export const turnPauseSchema = z.object({
  spanId: z.string(),
  ids: z.array(z.string()),
  /** What was asked. */
  payload: z.optional(z.unknown()),
  since: isoTime,
  /** Absent while nothing has answered it. */
  answeredAt: z.optional(isoTime),
  waitMs: z.optional(z.number()),
  answer: z.optional(z.unknown()),
  /** The trace that went on from here; this one itself when it did. */
  resumedByTraceId: z.optional(z.string()),
})
export type TurnPause = z.infer<typeof turnPauseSchema>

const placeFields = {
  traceId: z.string(),
  /** 0 is the first trace of the session. */
  index: z.int(),
  name: z.string(),
  startedAt: isoTime,
  durationMs: z.number(),
  status: z.enum(STATUSES),
  /** From the end of all that came before; absent for the first, negative when they overlap. */
  gapBeforeMs: z.optional(z.number()),
  /** Indexes of earlier turns that had not ended when this one began; at most 20. */
  overlaps: z.optional(z.array(z.int())),
  ...totalFields,
  ...costFields,
  isApproximate: z.optional(z.boolean()),
  spanCount: count,
  /** Error spans. */
  errorCount: count,
  /** It has error spans, yet its topmost span ended well. */
  isRecovered: z.optional(z.boolean()),
  rejectedSpanCount: count,
  models: z.array(z.string()),
}

/** A turn without what was said in it. */
export const outlineTurnSchema = z.object({
  ...placeFields,
  /** First words: what the user said, else what was answered. */
  input: z.optional(z.string()),
  output: z.optional(z.string()),
  tools: z.array(z.string()),
  /** When it stopped to ask a human, and when that was answered; answered pauses inside it as well. */
  waits: z.array(z.object({ since: isoTime, answeredAt: z.optional(isoTime), resumedByTraceId: z.optional(z.string()) })),
})
export type OutlineTurn = z.infer<typeof outlineTurnSchema>

export const outlineSchema = z.object({
  /** Oldest first. */
  items: z.array(outlineTurnSchema),
  total: count,
  /** There are more turns than are listed; the first ones are. */
  isCut: z.optional(z.boolean()),
})
export type Outline = z.infer<typeof outlineSchema>

export const turnSchema = z.object({
  ...placeFields,
  /** What was said in this turn and in none before, in the order it was said. */
  messages: z.array(turnMessageSchema),
  /** How many there are, where only the first and the last ones are sent. */
  messageCount: z.optional(count),
  /** Model calls that were not read for what was said in them: too many, or too large. */
  unreadCalls: z.optional(count),
  /** Messages of earlier turns that were sent to the model once more. */
  earlierMessages: count,
  /** The history that was sent again is not what was said: messages left out of it, and others put in their place. */
  history: z.optional(z.object({ removed: count, added: count })),
  /** Present where instructions were first given or have changed; then line by line against those before. */
  system: z.optional(
    z.object({
      spanId: z.string(),
      chars: count,
      isChanged: z.boolean(),
      changes: z.optional(z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() }))),
    }),
  ),
  /** Model calls, tools, retrievals, agents; in start order, bounded. `steps=none`: none; `tools`: without chains and other plumbing. */
  steps: z.array(turnStepSchema),
  /** How many there are. */
  stepCount: count,
  errors: z.array(turnErrorSchema),
  /** The latest of `pauses`. */
  pause: z.optional(turnPauseSchema),
  /** Each time it waited or waits for a human. */
  pauses: z.array(turnPauseSchema),
  /** Traces whose pauses this one answers. */
  resumes: z.array(z.string()),
  /** Why there is nothing, or not everything, to read here. */
  notRecorded: z.optional(z.object({ reason: z.enum(['running', 'redacted', 'not_captured', 'no_model_work']), detail: z.string() })),
})
export type Turn = z.infer<typeof turnSchema>

export const turnPageSchema = z.object({
  items: z.array(turnSchema),
  /** Absent on the last page. A page may hold fewer turns than asked for when they are large. */
  nextCursor: z.optional(z.string()),
  total: count,
})
export type TurnPage = z.infer<typeof turnPageSchema>

const params = z.object({ project: z.string(), sessionId: z.string() })

export const turnRoutes = {
  listTurns: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/sessions/{sessionId}/turns',
    summary: 'The conversation: per trace its new messages, steps, errors, pause and answer; oldest first',
    params,
    query: z.object({
      limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(TURN_LIMIT_MAX)), TURN_LIMIT_DEFAULT),
      cursor: z.optional(z.string()),
      /** Begin with this trace of the session. */
      turn: z.optional(z.string()),
      steps: z._default(z.enum(STEPS), 'tools'),
    }),
    reply: turnPageSchema,
  }),
  getOutline: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/sessions/{sessionId}/outline',
    summary: 'Every turn of a session in short, without what was said',
    params,
    reply: outlineSchema,
  }),
}
