import type { TokenTotals } from '../model/trace.ts'

/** What nobody reported stays absent. */
export function sumTotals(parts: readonly TokenTotals[]): TokenTotals {
  const sum = (key: keyof TokenTotals) =>
    parts.reduce<number | undefined>((total, part) => (part[key] === undefined ? total : (total ?? 0) + part[key]), undefined)
  return {
    promptTokens: sum('promptTokens'),
    completionTokens: sum('completionTokens'),
    totalTokens: sum('totalTokens'),
    cachedPromptTokens: sum('cachedPromptTokens'),
    reasoningTokens: sum('reasoningTokens'),
    costNanoUsd: sum('costNanoUsd'),
  }
}
