export const EXPLAINED_FIELDS = [
  'session',
  'user',
  'environment',
  'kind',
  'outcome',
  'requestModel',
  'responseModel',
  'provider',
  'toolName',
  'promptTokens',
  'completionTokens',
  'cachedTokens',
  'counted',
  'cost',
  'input',
  'output',
  'pending',
] as const
export type ExplainedField = (typeof EXPLAINED_FIELDS)[number]

/** What an SDK said of a field: the value as read, by which rule, from which attributes. */
export type ReadingSource = { readonly value: string; readonly rule: string; readonly keys: readonly string[] }

/** How one field of a span was read, and what would have been read otherwise, best first. */
export type Explanation = ReadingSource & {
  readonly field: ExplainedField
  readonly others: readonly ReadingSource[]
  /** Spans that this one gives way to. */
  readonly spanIds?: readonly string[]
}
