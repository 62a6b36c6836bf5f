import { describe, expect, it } from 'vitest'
import { ENCODING_ORDER } from '../../normalize/precedence.ts'
import { AGGREGATED_FAMILY, USAGE_BLOBS, USAGE_FAMILIES } from '../../normalize/usage-families.ts'
import { readingWords, valueWords } from './reading-words.ts'

describe('how a span was read', () => {
  it('has words for every family of usage and every encoding', () => {
    const sources = [...USAGE_FAMILIES, ...USAGE_BLOBS, AGGREGATED_FAMILY].map(({ source }) => source)
    const rules = [...sources.map((source) => `usage.${source}`), ...ENCODING_ORDER.map((name) => `encoding.${name}`)]
    expect(rules.filter((rule) => rule.endsWith(`.${readingWords(rule, '')}`))).toEqual([])
  })

  it('tells the outcome by the number of its rule', () => {
    expect(readingWords('outcome.11', 'rejected')).toContain('(rule 11)')
    expect(valueWords('outcome', 'control_flow')).toBe('Control flow')
  })

  it('names a rule it has no words for', () => {
    expect(readingWords('session.9', 'x')).toBe('session.9')
  })
})
