import { describe, expect, it } from 'vitest'
import { askable, flipExcluded, joinFilter, readChip, splitFilter, takeFinished, withoutUnfinished } from './filter-text.ts'

const typed = (marked: string) => takeFinished(marked.replace('|', ''), marked.indexOf('|'), 'session')

describe('a filter in the editor', () => {
  it('is chips and words, and says the same when written again', () => {
    const edited = splitFilter('refund status:error,waiting "not this" foo:1 any(span kind:tool "x y") -has:user', 'session')
    expect(edited).toEqual({
      chips: ['status:error,waiting', 'foo:1', 'any(span kind:tool "x y")', '-has:user'],
      words: 'refund "not this"',
    })
    expect(joinFilter(edited)).toBe('status:error,waiting foo:1 any(span kind:tool "x y") -has:user refund "not this"')
  })

  it('takes a term out of the text when it is finished, never before', () => {
    expect(typed('user:alice|')).toEqual({ chips: [], words: 'user:alice', caret: 10 })
    expect(typed('user:alice |')).toEqual({ chips: ['user:alice'], words: '', caret: 0 })
    expect(typed('user:"a b |')).toEqual({ chips: [], words: 'user:"a b ', caret: 10 })
    expect(typed('any(span kind:tool |')).toMatchObject({ chips: [] })
    expect(typed('any(span kind:tool ) |')).toMatchObject({ chips: ['any(span kind:tool )'] })
    expect(typed('status:ok |refund')).toEqual({ chips: ['status:ok'], words: 'refund', caret: 0 })
    expect(typed('refund policy |')).toEqual({ chips: [], words: 'refund policy ', caret: 14 })
  })

  it('asks nothing of a term that is only begun', () => {
    expect(withoutUnfinished('refund status:', 'session')).toBe('refund ')
    expect(withoutUnfinished('refund status:error', 'session')).toBe('refund status:error')
    expect(withoutUnfinished('refund any(span ki', 'session')).toBe('refund ')
  })

  it('asks what is right and says what is left out', () => {
    expect(askable('status:error foo:1 refund', 'session')).toMatchObject({
      q: 'status:error refund',
      leftOut: [{ text: 'foo:1', fault: { message: expect.stringContaining('Unknown field `foo`.') as string } }],
    })
    expect(askable('foo:1', 'session').q).toBeUndefined()
    expect(askable(' refund ', 'session')).toEqual({ q: 'refund', leftOut: [] })
  })

  it('reads a term for its chip', () => {
    expect(readChip('-status:error,Waiting', 'session')).toMatchObject({ isExcluded: true, name: 'status', value: 'error, waiting' })
    expect(readChip('userId:"a, b"', 'session')).toMatchObject({ name: 'user', value: 'a, b' })
    expect(readChip('attr."a: b":x', 'session')).toMatchObject({ name: 'attr.a: b', value: 'x' })
    expect(readChip('tokens:>1k', 'session')).toMatchObject({ name: 'tokens', value: '>1k' })
    expect(readChip('any(span kind:tool)', 'session')).toMatchObject({ name: undefined, value: 'any(span kind:tool)' })
    expect(readChip('status:nope', 'session')).toMatchObject({
      name: 'status',
      value: 'nope',
      fault: { message: 'Unknown status `nope`.' },
    })
    expect(flipExcluded(flipExcluded('user:a'))).toBe('user:a')
  })
})
