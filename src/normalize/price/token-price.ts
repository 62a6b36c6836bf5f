import type { SpanKind } from '../../model/outcome.ts'
import type { Usage } from '../../model/usage.ts'

/** US dollars for a million tokens. With tiers: all tokens cost what the highest tier says that the prompt is longer than. */
export type Rate = number | { readonly base: number; readonly tiers: readonly { readonly start: number; readonly price: number }[] }

/** A part without a rate of its own costs what the whole costs. */
export type TokenPrice = {
  readonly input: Rate | undefined
  readonly cachedInput: Rate | undefined
  readonly cacheWrite: Rate | undefined
  readonly output: Rate | undefined
  readonly reasoning: Rate | undefined
  /** For one call, whatever its length. */
  readonly requestUsd: number
}

const MOST_NANO_USD = 1e15

/** In billionths of a US dollar; nothing where the tokens are not told apart enough. */
export function costOfTokens(price: TokenPrice, usage: Usage, kind: SpanKind): number | undefined {
  const tokens = splitTokens(usage, kind)
  if (tokens === undefined) return undefined
  const { prompt, completion } = tokens
  const cached = Math.min(usage.cachedPromptTokens ?? 0, prompt)
  const written = Math.min(usage.cacheWriteTokens ?? 0, prompt - cached)
  const reasoning = Math.min(usage.reasoningTokens ?? 0, completion)
  const at = (rate: Rate | undefined) => (rate === undefined ? undefined : rateAt(rate, prompt))
  const [input, output] = [at(price.input) ?? 0, at(price.output) ?? 0]
  const microUsd =
    (prompt - cached - written) * input +
    cached * (at(price.cachedInput) ?? input) +
    written * (at(price.cacheWrite) ?? input) +
    (completion - reasoning) * output +
    reasoning * (at(price.reasoning) ?? output)
  const nanoUsd = Math.round(microUsd * 1e3 + price.requestUsd * 1e9)
  return nanoUsd <= MOST_NANO_USD ? nanoUsd : undefined
}

/** What an embedding or a reranking is told as a total only has all gone in. */
function splitTokens(
  { promptTokens, completionTokens, totalTokens }: Usage,
  kind: SpanKind,
): { readonly prompt: number; readonly completion: number } | undefined {
  const rest = (part: number) => Math.max(0, (totalTokens ?? part) - part)
  if (promptTokens !== undefined) return { prompt: promptTokens, completion: completionTokens ?? rest(promptTokens) }
  if (completionTokens !== undefined) return { prompt: rest(completionTokens), completion: completionTokens }
  const isInputOnly = kind === 'embedding' || kind === 'reranker'
  return totalTokens !== undefined && isInputOnly ? { prompt: totalTokens, completion: 0 } : undefined
}

/** What a token costs in a call with such a prompt. */
export function rateAt(rate: Rate, promptTokens: number): number {
  if (typeof rate === 'number') return rate
  return rate.tiers.reduce((best, tier) => (promptTokens > tier.start && tier.start >= best.start ? tier : best), {
    start: -1,
    price: rate.base,
  }).price
}
