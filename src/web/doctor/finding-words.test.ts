import { describe, expect, it } from 'vitest'
import { FINDING_KINDS } from '../../model/finding.ts'
import { findingDetails, findingShare, findingTitle, troubleTitle } from './finding-words.ts'

describe('a finding', () => {
  it('has a title of its own', () => {
    expect(new Set(FINDING_KINDS.map(findingTitle)).size).toBe(FINDING_KINDS.length)
  })

  it('says how many of how many, and when there may be more', () => {
    expect(findingShare({ count: 1200, of: 1, unit: 'traces' })).toBe('1,200 of 1 trace')
    expect(findingShare({ count: 3, of: 40, unit: 'calls', isAtLeast: true })).toBe('≥ 3 of 40 model calls')
  })

  it('names what was lost, by how much, or whose price is missing', () => {
    expect(findingDetails({ kind: 'dropped', details: ['attributes', 'links'] })).toBe('Lost: attributes, links')
    expect(findingDetails({ kind: 'no_session', details: [] })).toBe('')
  })

  it('at the door is named by what became of the request', () => {
    expect(troubleTitle({ kind: 'refused', status: 401 })).toBe('Refused with 401')
  })
})
