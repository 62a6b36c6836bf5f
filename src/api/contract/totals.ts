import * as z from 'zod/mini'
import { count } from './page.ts'

/** Counted usage of one thing; a field is absent when nothing reported it. Cost in US dollars. */
export const totalFields = {
  promptTokens: z.optional(count),
  completionTokens: z.optional(count),
  totalTokens: z.optional(count),
  /** Part of `promptTokens`. */
  cachedPromptTokens: z.optional(count),
  /** Part of `completionTokens`. */
  reasoningTokens: z.optional(count),
  costUsd: z.optional(z.number()),
}

/** How much of the cost of a session or trace is known, and from whom. */
export const costFields = {
  /** Some of the cost is tokens times a price, which nobody sent. */
  isCostEstimated: z.optional(z.boolean()),
  /** Models with counted usage that have no price: the cost leaves them out. */
  unpricedModels: z.optional(z.array(z.string())),
}

/** The same over a whole filtered set, where nothing reported adds up to 0. */
export const totalSums = {
  promptTokens: count,
  completionTokens: count,
  totalTokens: count,
  cachedPromptTokens: count,
  reasoningTokens: count,
  costUsd: z.optional(z.number()),
  isCostEstimated: costFields.isCostEstimated,
}
