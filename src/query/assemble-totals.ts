import type { TokenTotals, Trace } from '../model/trace.ts'

/** Billionths of a dollar to dollars; absent stays absent. */
export function costOf(nanoUsd: number | undefined): number | undefined {
  return nanoUsd === undefined ? undefined : nanoUsd / 1e9
}

/** Totals of one row: absent means not reported. */
export function assembleTotals(totals: TokenTotals) {
  return {
    promptTokens: totals.promptTokens,
    completionTokens: totals.completionTokens,
    totalTokens: totals.totalTokens,
    cachedPromptTokens: totals.cachedPromptTokens,
    reasoningTokens: totals.reasoningTokens,
    costUsd: costOf(totals.costNanoUsd),
  }
}

/** What is known of a cost; absent where all of it was sent and every model is paid for. */
export function assembleCost({ isCostEstimated, unpricedModels }: Pick<Trace, 'isCostEstimated' | 'unpricedModels'>) {
  return {
    isCostEstimated: isCostEstimated || undefined,
    unpricedModels: unpricedModels.length === 0 ? undefined : [...unpricedModels],
  }
}

/** Sums over a list: tokens nobody reported add nothing; a cost nobody reported stays unknown. */
export function assembleSums(totals: TokenTotals & Pick<Trace, 'isCostEstimated'>) {
  return {
    promptTokens: totals.promptTokens ?? 0,
    completionTokens: totals.completionTokens ?? 0,
    totalTokens: totals.totalTokens ?? 0,
    cachedPromptTokens: totals.cachedPromptTokens ?? 0,
    reasoningTokens: totals.reasoningTokens ?? 0,
    costUsd: costOf(totals.costNanoUsd),
    isCostEstimated: totals.isCostEstimated || undefined,
  }
}

/** Text that was not reported is absent, not empty. */
export function reported(text: string): string | undefined {
  return text === '' ? undefined : text
}
