import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSettings, writeReset, writeSet } from './settings.ts'
import { maskSql } from './sql-text.ts'

describe('settings', () => {
  test('are what the URL holds beside the words of the door', () => {
    const url = new URLSearchParams('query=SELECT&database=d&query_id=q&param_x=1&wait_end_of_query=1&http_x=1&max_threads=2')
    expect([...readSettings(url)]).toEqual([['max_threads', '2']])
  })

  test.each(['readonly', 'profile', 'a b', "a'", 'a=1,b', 'Upper', '1a', ''])('refuse the name %s', (name) => {
    expect(() => readSettings(new URLSearchParams([[name, '1']]))).toThrow('neither a known setting nor allowed')
  })

  test('are set and taken back to what the session had', () => {
    const settings = new Map([
      ['max_threads', '2'],
      ['max_execution_time', '5'],
    ])
    expect(writeSet(settings)).toBe("SET max_threads = '2', max_execution_time = '5'")
    expect(writeReset(settings, new Map([['max_execution_time', '30']]))).toBe("SET max_threads = DEFAULT, max_execution_time = '30'")
  })

  test('keep every value inside its literal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(maskSql(writeSet(new Map([['log_comment', value]])))).toMatch(/^SET log_comment = '+$/)
      }),
    )
  })
})
