import type { ProjectSettings } from '../../model/project-settings.ts'
import type { TokenPrice } from './token-price.ts'

type Price = ProjectSettings['prices'][number]

/**
 * The most specific price of a project for any of these names of one model: a whole name beats a pattern, the pattern with more letters
 * the one with fewer, then one for this provider one for whoever; of equals the first.
 */
export function projectPrice(prices: readonly Price[], models: readonly string[], provider: string): Price | undefined {
  let best: { readonly price: Price; readonly rank: number } | undefined
  for (const price of prices) {
    if (price.provider !== undefined && price.provider.toLowerCase() !== provider.toLowerCase()) continue
    const pattern = price.model.toLowerCase()
    if (!models.some((model) => matchesPattern(model.toLowerCase(), pattern))) continue
    const rank = rankOf(pattern) + (price.provider === undefined ? 0 : 1)
    if (best === undefined || rank > best.rank) best = { price, rank }
  }
  return best?.price
}

function rankOf(pattern: string): number {
  return pattern.includes('*') ? 2 * pattern.replaceAll('*', '').length : 1e6
}

export function tokenPriceOf({ inputUsd, cachedInputUsd, cacheWriteUsd, outputUsd }: Price): TokenPrice {
  return {
    input: inputUsd,
    cachedInput: cachedInputUsd,
    cacheWrite: cacheWriteUsd,
    output: outputUsd,
    reasoning: undefined,
    requestUsd: 0,
  }
}

/** `*` stands for any text. The parts between are looked for one after the other: no backtracking, whatever the pattern. */
export function matchesPattern(text: string, pattern: string): boolean {
  const [head = '', ...parts] = pattern.split('*')
  const tail = parts.pop()
  if (tail === undefined) return text === pattern
  if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length) return false
  const end = text.length - tail.length
  let at = head.length
  for (const part of parts) {
    const found = text.indexOf(part, at)
    if (found === -1 || found + part.length > end) return false
    at = found + part.length
  }
  return true
}
