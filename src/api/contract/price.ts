import * as z from 'zod/mini'
import { count, isoTime } from './page.ts'
import { route } from './route.ts'

const params = z.object({ project: z.string() })
const tokens = z.int().check(z.minimum(0), z.maximum(1e12))
const usd = z.optional(z.number())

const unpricedModelsSchema = z.object({
  /** Most tokens first. */
  items: z.array(
    z.object({
      model: z.string(),
      provider: z.optional(z.string()),
      /** Spans whose usage is in the totals of their trace. */
      spanCount: count,
      totalTokens: count,
      lastSeenAt: isoTime,
    }),
  ),
  /** Traces that were looked through. */
  traceCount: count,
})
export type UnpricedModels = z.infer<typeof unpricedModelsSchema>

const priceQuestionSchema = z.object({
  model: z.string().check(z.trim(), z.minLength(1), z.maxLength(256)),
  provider: z.optional(z.string().check(z.trim(), z.maxLength(256))),
  /** Cached and cache-written tokens included. */
  promptTokens: tokens,
  completionTokens: tokens,
  cachedPromptTokens: z.optional(tokens),
  cacheWriteTokens: z.optional(tokens),
  reasoningTokens: z.optional(tokens),
})
export type PriceQuestion = z.infer<typeof priceQuestionSchema>

const priceAnswerSchema = z.object({
  /** Absent: there is no price for this model, or the sum is beyond all reason. */
  costUsd: usd,
  /** The price that gives it, in US dollars for a million tokens; a part without one costs what the whole costs. */
  price: z.optional(
    z.object({
      source: z.enum(['listed', 'project']),
      /** The entry: its pattern among the prices of the project, its id in the bundled list. */
      model: z.string(),
      provider: z.optional(z.string()),
      inputUsd: usd,
      cachedInputUsd: usd,
      cacheWriteUsd: usd,
      outputUsd: usd,
      reasoningUsd: usd,
      /** For one call, whatever its length. */
      requestUsd: usd,
    }),
  ),
})
export type PriceAnswer = z.infer<typeof priceAnswerSchema>

export const priceRoutes = {
  listUnpricedModels: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/unpriced-models',
    summary: 'Models that spans of the last 30 days used and that have no price now; at most the newest 1,000 such traces are looked at',
    params,
    reply: unpricedModelsSchema,
  }),
  testPrice: route({
    method: 'POST',
    path: '/api/v1/projects/{project}/prices/test',
    summary: 'What one call of a model would cost now, and by which price',
    params,
    body: priceQuestionSchema,
    reply: priceAnswerSchema,
  }),
}
