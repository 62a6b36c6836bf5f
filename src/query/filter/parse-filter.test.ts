import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../base/errors.ts'
import { parseFilter } from './parse-filter.ts'

const failureOf = (text: string, target: 'sessions' | 'traces' = 'sessions') => {
  try {
    parseFilter(text, target)
  } catch (error) {
    return error as AppError
  }
  throw new Error('nothing was refused')
}

describe('a filter text', () => {
  it('ands words and quoted phrases as lower-cased text', () => {
    expect(parseFilter('  Refund "Delete the TABLE" ', 'sessions')).toEqual([
      { kind: 'text', text: 'refund' },
      { kind: 'text', text: 'delete the table' },
    ])
  })

  it('narrows fields, whatever the case of their names, and ors what commas divide', () => {
    expect(parseFilter('sessionId:a session:"b, c",d STATUS:error,waiting user:u1 userid:u2', 'sessions')).toEqual([
      { kind: 'session', anyOf: ['a'] },
      { kind: 'session', anyOf: ['b, c', 'd'] },
      { kind: 'status', anyOf: ['error', 'waiting'] },
      { kind: 'user', anyOf: ['u1'] },
      { kind: 'user', anyOf: ['u2'] },
    ])
  })

  it('asks traces for the presence of a session', () => {
    expect(parseFilter('has:session -has:session', 'traces')).toEqual([
      { kind: 'hasSession', isWanted: true },
      { kind: 'hasSession', isWanted: false },
    ])
    expect(failureOf('has:session').message).toContain('Unknown field `has`. Allowed here: sessionId, status, userId.')
  })

  it('refuses an unknown field, naming the allowed ones and the way out', () => {
    const failure = failureOf('tokens:5', 'traces')
    expect(failure).toMatchObject({ kind: 'bad_input', field: 'q' })
    expect(failure.message).toContain('sessionId, status, userId, has')
    expect(failure.hint).toContain('quote it')
    expect(parseFilter('"tokens:5"', 'traces')).toEqual([{ kind: 'text', text: 'tokens:5' }])
  })

  it.each(['status:broken', 'status:', 'session:""', '-status:ok', 'constructor:x', '__proto__:x', 'has:user'])('refuses %s', (text) => {
    expect(failureOf(text, 'traces')).toMatchObject({ kind: 'bad_input', field: 'q' })
  })

  it('takes a number with a colon, a lone minus and stray colons as text', () => {
    expect(parseFilter('12:30 - :x', 'sessions')).toEqual([
      { kind: 'text', text: '12:30' },
      { kind: 'text', text: '-' },
      { kind: 'text', text: ':x' },
    ])
  })

  it('lets a quote that is never closed reach to the end', () => {
    expect(parseFilter('"refund pol', 'sessions')).toEqual([{ kind: 'text', text: 'refund pol' }])
  })

  it('refuses more terms than a query should hold', () => {
    expect(failureOf('a '.repeat(21)).message).toContain('21 terms')
  })

  it('gives back any text that was quoted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (text) => {
        const quoted = `"${text.replace(/["\\]/g, (letter) => `\\${letter}`)}"`
        expect(parseFilter(quoted, 'sessions')).toEqual([{ kind: 'text', text: text.toWellFormed().toLowerCase() }])
      }),
    )
  })

  it('either understands a text or refuses it as bad input', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ab:",\\- \t%_\0')), maxLength: 40 }), (text) => {
        try {
          for (const condition of parseFilter(text, 'traces')) expect(condition.kind).toBeTypeOf('string')
        } catch (error) {
          expect(error).toMatchObject({ kind: 'bad_input', field: 'q' })
        }
      }),
    )
  })
})
