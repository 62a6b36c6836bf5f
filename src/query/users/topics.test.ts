import { describe, expect, it } from 'vitest'
import { topicsOf } from './topics.ts'

const openings = (...texts: string[]) => texts.map((text, index) => ({ sessionId: String(index), text }))
const terms = (...texts: string[]) => topicsOf(openings(...texts), 10).map(({ term, sessions }) => `${term}: ${sessions.length}`)

describe('topics', () => {
  it('counts each conversation once for a word, and leaves empty words and numbers out', () => {
    expect(terms('Refund the refund, please, 12', 'I want a REFUND', 'Is this the refund of 12?')).toEqual(['refund: 3'])
  })

  it('says two words in a row instead of each of them', () => {
    expect(terms('reset my password reset', 'delete staging table', 'delete the staging table now', 'staging table!')).toEqual([
      'staging table: 3',
      'delete: 2',
    ])
  })

  it('does not pair words with something between them', () => {
    expect(terms('billing, invoice', 'billing. invoice')).toEqual(['billing: 2', 'invoice: 2'])
  })

  it('knows words of languages without spaces', () => {
    expect(terms('東京の天気を教えて', '東京のホテル').some((term) => term.startsWith('東京'))).toBe(true)
  })

  it('has none where nothing is said twice', () => {
    expect(terms('alpha', 'beta', '')).toEqual([])
  })
})
