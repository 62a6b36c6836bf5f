import { describe, expect, it } from 'vitest'
import { fieldGroups, termFor } from './field-groups.ts'
import { FIELDS } from '../../filter/filter.ts'
import { readRangeEnds, writeRange } from './amounts.ts'
import { fieldTermIn, narrowTo, withFieldTerm } from './narrow.ts'

const user = { field: 'user' }

describe('a picker of values', () => {
  it('edits the term that is there, and leaves the others alone', () => {
    const text = 'refund -user:alice,"b c" status:error'
    expect(fieldTermIn(text, 'session', user)).toEqual({ values: ['alice', '"b c"'], isExcluded: true })
    expect(withFieldTerm(text, 'session', user, { values: ['dora'], isExcluded: false })).toBe('refund user:dora status:error')
    expect(withFieldTerm(text, 'session', user, { values: [], isExcluded: true })).toBe('refund status:error')
    expect(withFieldTerm('', 'session', user, { values: ['dora'], isExcluded: false })).toBe('user:dora')
  })

  it('asks of the spans inside what only they have', () => {
    const kind = { field: 'kind' }
    const text = withFieldTerm('', 'session', kind, { values: ['tool'], isExcluded: true })
    expect(text).toBe('-any(span kind:tool)')
    expect(fieldTermIn(text, 'session', kind)).toEqual({ values: ['tool'], isExcluded: true })
    expect(fieldTermIn('any(span kind:tool status:error)', 'session', kind)).toBeUndefined()
    expect(termFor({ field: 'kind' }, 'trace', ['tool'])).toBe('kind:tool')
  })

  it('keeps amounts and patterns as they are written', () => {
    expect(fieldTermIn('created:>=2026-11-20T09:00', 'session', { field: 'created' })?.values).toEqual(['>=2026-11-20T09:00'])
    expect(fieldTermIn('any(span ttft:>1s)', 'session', { field: 'ttft' })?.values).toEqual(['>1s'])
    expect(fieldTermIn('model:gpt*', 'session', { field: 'model' })?.values).toEqual(['gpt*'])
  })

  it('has a place for every field', () => {
    const names = fieldGroups('session').flatMap(({ fields }) => fields.map(({ name }) => name))
    expect(names.toSorted()).toEqual(FIELDS.map(({ name }) => name).toSorted())
  })

  it('writes a range from its ends and finds them again', () => {
    for (const [from, to, text] of [
      ['1k', '5k', '1k..5k'],
      ['', '5k', '<=5k'],
      ['1k', '', '>=1k'],
      ['5', '5', '5'],
    ] as const) {
      expect(writeRange(from, to)).toBe(text)
      expect(readRangeEnds(text)).toEqual({ from, to })
    }
  })
})

describe('filtering to a value that is seen', () => {
  it('adds a term, and takes the place of another value', () => {
    expect(narrowTo('refund', 'session', user, 'alice', false)).toBe('refund user:alice')
    expect(narrowTo('user:bob refund', 'session', user, 'a b', false)).toBe('user:"a b" refund')
    expect(narrowTo('', 'trace', { field: 'attr', key: 'deploy region' }, 'eu', false)).toBe('attr."deploy region":eu')
    expect(narrowTo('', 'session', { field: 'kind' }, 'tool', false)).toBe('any(span kind:tool)')
  })

  it('excludes one after the other', () => {
    const one = narrowTo('user:carl', 'session', user, 'alice', true)
    expect(one).toBe('user:carl -user:alice')
    expect(narrowTo(narrowTo(one, 'session', user, 'bob', true), 'session', user, 'bob', true)).toBe('user:carl -user:alice,bob')
  })
})
