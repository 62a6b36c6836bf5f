/** Tokens of one span, cache-inclusive: `promptTokens` contains cached and cache-written ones. Absent = not reported. */
export type Usage = {
  readonly promptTokens: number | undefined
  readonly completionTokens: number | undefined
  readonly totalTokens: number | undefined
  readonly cachedPromptTokens: number | undefined
  readonly cacheWriteTokens: number | undefined
  readonly reasoningTokens: number | undefined
  /** Which family of names was read: `gen_ai`, `gen_ai.old`, `openinference`, `ai`, `langfuse`, … `aggregated` never counts while a carrier does. */
  readonly source: string
}

/** Prompt plus completion; a stated total only where one of the two is missing. */
export function totalTokensOf(usage: Usage | undefined): number | undefined {
  if (usage === undefined) return undefined
  const { promptTokens, completionTokens, totalTokens } = usage
  if (promptTokens !== undefined && completionTokens !== undefined) return promptTokens + completionTokens
  return totalTokens ?? promptTokens ?? completionTokens
}
