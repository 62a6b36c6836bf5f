import * as z from 'zod/mini'
import { FINDING_KINDS, SEVERITIES } from '../../model/finding.ts'
import { count, isoTime } from './page.ts'
import { route } from './route.ts'

const fixSchema = z.object({
  text: z.string(),
  /** Lines to copy. */
  code: z.optional(z.string()),
  language: z.optional(z.enum(['python', 'javascript', 'shell', 'toml'])),
})

export const findingSchema = z.object({
  kind: z.enum(FINDING_KINDS),
  severity: z.enum(SEVERITIES),
  unit: z.enum(['traces', 'spans', 'calls']),
  count,
  /** Out of how many traces, spans or model calls of this scope. */
  of: count,
  /** Not every trace could be looked into: there may be more. */
  isAtLeast: z.optional(z.boolean()),
  /** Names of models, kinds of what was dropped, the largest difference of clocks. */
  details: z.array(z.string()),
  /** A few places to look at, newest first. */
  samples: z.array(z.object({ traceId: z.string(), spanId: z.optional(z.string()) })),
  fix: fixSchema,
})
export type Finding = z.infer<typeof findingSchema>

export const scopeHealthSchema = z.object({
  /** Name of the instrumentation scope; may be empty. */
  scope: z.string(),
  /** The SDK in plain words. */
  sdk: z.string(),
  spans: count,
  traces: count,
  lastSeenAt: isoTime,
  /** Problems first; empty when nothing is wrong. */
  findings: z.array(findingSchema),
})
export type ScopeHealth = z.infer<typeof scopeHealthSchema>

/** Requests to a receiving door that did not bring what they were meant to, counted by what they have in common. */
export const requestTroubleSchema = z.object({
  kind: z.enum(['refused', 'partly_refused', 'wrong_signal', 'metrics']),
  severity: z.enum(SEVERITIES),
  door: z.enum(['http', 'grpc']),
  path: z.string(),
  status: z.int(),
  reason: z.optional(z.string()),
  userAgent: z.string(),
  count,
  lastAt: isoTime,
  fix: fixSchema,
})
export type RequestTrouble = z.infer<typeof requestTroubleSchema>

export const doctorSchema = z.object({
  from: isoTime,
  to: isoTime,
  /** Traces of the window, and how many of them, the newest, were looked at. */
  traces: count,
  checkedTraces: count,
  scopes: z.array(scopeHealthSchema),
  /** Of the requests remembered since the server started; the window does not matter. */
  requests: z.array(requestTroubleSchema),
})
export type Doctor = z.infer<typeof doctorSchema>

export const doctorRoutes = {
  getDoctor: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/doctor',
    summary: 'What is missing or doubtful in what the SDKs send, and how to fix it',
    params: z.object({ project: z.string() }),
    query: z.object({ from: z._default(z.string(), 'now-7d'), to: z._default(z.string(), 'now') }),
    reply: doctorSchema,
  }),
}
