import { describe, expect, test } from 'vitest'
import { EngineFailure, readFailure, statusOf } from './failure.ts'

describe('a failure', () => {
  test.each([
    ['Code: 62. DB::Exception: Syntax error: oh (no). (SYNTAX_ERROR)', 62, 'SYNTAX_ERROR', 'Syntax error: oh (no).', 400],
    [
      'Code: 27. DB::Exception: Code: 27. DB::Exception: Cannot parse: (at row 3)\n: While executing X. (CANNOT_PARSE_INPUT_ASSERTION_FAILED) (version 26.7.2.1). (CANNOT_PARSE_INPUT_ASSERTION_FAILED)',
      ...([27, 'CANNOT_PARSE_INPUT_ASSERTION_FAILED', 'Cannot parse: (at row 3)\n: While executing X.', 400] as const),
    ],
    ['Code: 60. DB::Exception: Unknown table. (UNKNOWN_TABLE)', 60, 'UNKNOWN_TABLE', 'Unknown table.', 404],
    ['Code: 241. DB::Exception: Memory. (MEMORY_LIMIT_EXCEEDED)', 241, 'MEMORY_LIMIT_EXCEEDED', 'Memory.', 500],
    ['something else', 1002, 'UNKNOWN_EXCEPTION', 'something else', 500],
  ])('is read from what chDB throws: %s', (message, code, type, text, status) => {
    const failure = readFailure(new Error(message))
    expect([failure.code, failure.type, failure.message, statusOf(failure)]).toEqual([code, type, text, status])
    expect(failure.text).toBe(`Code: ${code}. DB::Exception: ${text} (${type})\n`)
  })

  test('of our own stays what it is', () => {
    const failure = new EngineFailure(202, 'TOO_MANY_SIMULTANEOUS_QUERIES', 'full')
    expect(readFailure(failure)).toBe(failure)
    expect(statusOf(failure)).toBe(503)
  })
})
