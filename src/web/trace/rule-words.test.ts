import { describe, expect, it } from 'vitest'
import { OUTCOMES } from '../../model/outcome.ts'
import { outcomeWords, ruleWords } from './rule-words.ts'

describe('the words of an outcome', () => {
  it('explain each of the fourteen rules by its number', () => {
    for (let rule = 1; rule <= 14; rule++) expect(ruleWords('ok', rule)).toMatch(new RegExp(`^OK: .+\\(rule ${rule}\\)\\.$`))
  })

  it('name a rule that is newer than the page', () => {
    expect(ruleWords('error', 99)).toBe('Error (rule 99).')
  })

  it('never call a pause an error', () => {
    expect(outcomeWords('interrupted')).toBe('Waiting for human')
    expect(new Set(OUTCOMES.map(outcomeWords)).size).toBe(OUTCOMES.length)
  })
})
