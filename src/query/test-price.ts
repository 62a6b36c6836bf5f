import type { PriceAnswer, PriceQuestion } from '../api/contract/price.ts'
import type { ProjectSettings } from '../model/project-settings.ts'
import { costOfTokens, quotePrice, rateAt, type Rate } from '../normalize/normalize.ts'
import { costOf } from './assemble-totals.ts'

/** What one call would cost, by the prices of a project or the list. */
export function testPrice(question: PriceQuestion, { prices }: ProjectSettings, nowMs: number): PriceAnswer {
  const { model, provider = '', cachedPromptTokens, cacheWriteTokens, reasoningTokens, ...counts } = question
  const quote = quotePrice([model], provider.toLowerCase(), nowMs, prices)
  if (quote === undefined) return {}
  const { price, source, entry } = quote
  const usage = { ...counts, cachedPromptTokens, cacheWriteTokens, reasoningTokens, totalTokens: undefined, source: '' }
  const rate = (of: Rate | undefined) => (of === undefined ? undefined : rateAt(of, counts.promptTokens))
  return {
    costUsd: costOf(costOfTokens(price, usage, 'llm')),
    price: {
      source,
      model: entry.model,
      provider: entry.provider,
      inputUsd: rate(price.input),
      cachedInputUsd: rate(price.cachedInput),
      cacheWriteUsd: rate(price.cacheWrite),
      outputUsd: rate(price.output),
      reasoningUsd: rate(price.reasoning),
      requestUsd: price.requestUsd === 0 ? undefined : price.requestUsd,
    },
  }
}
