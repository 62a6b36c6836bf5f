import type { Explanation, ExplainedField, ReadingSource } from '../../model/explanation.ts'
import type { RawSpan } from '../../model/raw-span.ts'
import type { Usage } from '../../model/usage.ts'
import { readCost } from '../cost.ts'
import type { Survey } from '../survey.ts'
import { readCacheRule, readUsage } from '../usage.ts'
import { groundedAnswers } from './grounds.ts'

type Tokens = 'promptTokens' | 'completionTokens' | 'cachedPromptTokens'

/** Tokens, from which family of names and why with or without the cached ones, and the cost as sent. */
export function explainNumbers(raw: RawSpan, survey: Survey): readonly Explanation[] {
  const count = (pick: Tokens) =>
    groundedAnswers(
      raw,
      (span) => countIn(readUsage(span, survey), pick),
      (value) => value?.count,
    ).map(({ value, keys }) => ({
      value: String(value.count),
      rule: `usage.${value.source}`,
      keys,
    }))
  return [
    ...explanation('promptTokens', count('promptTokens')),
    ...explanation('completionTokens', count('completionTokens')),
    ...explanation('cachedTokens', explainCached(raw, count('cachedPromptTokens'))),
    ...explanation(
      'cost',
      groundedAnswers(raw, (span) => readCost(span.attributes)).map(({ value, keys }) => ({
        value: String(value / 1e9),
        rule: 'cost.sent',
        keys,
      })),
    ),
  ]
}

function countIn(usage: Usage | undefined, pick: Tokens): { readonly count: number; readonly source: string } | undefined {
  const count = usage?.[pick]
  return usage === undefined || count === undefined ? undefined : { count, source: usage.source }
}

/** Of cached tokens it matters most whether the prompt tokens held them. */
function explainCached(raw: RawSpan, sources: readonly ReadingSource[]): readonly ReadingSource[] {
  const rule = readCacheRule(raw)
  return rule === undefined ? sources : sources.map((source, at) => (at === 0 ? { ...source, rule: `cache.${rule}` } : source))
}

/** Nothing when nothing was said. */
export function explanation(field: ExplainedField, sources: readonly ReadingSource[]): readonly Explanation[] {
  const [first, ...others] = sources
  return first === undefined ? [] : [{ field, ...first, others }]
}
