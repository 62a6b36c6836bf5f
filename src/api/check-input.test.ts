import { describe, expect, it } from 'vitest'
import { checkInput } from './check-input.ts'
import { contract } from './contract/contract.ts'

const failureOf = (value: unknown) => {
  try {
    checkInput(contract.listSessions.query, value, 'query')
  } catch (error) {
    return error
  }
  throw new Error('nothing was refused')
}

describe('the check of a query', () => {
  it('fills in what is absent', () => {
    expect(checkInput(contract.listSessions.query, {}, 'query')).toEqual({ limit: 50, sort: '-lastTraceAt' })
  })

  it.each([
    [{ sort: 'colour' }, 'sort', /must be one of: id, traceCount/],
    [{ limit: '0' }, 'limit', /must be 1 or more/],
    [{ limit: '201' }, 'limit', /must be 200 or less/],
    [{ limit: 'many' }, 'limit', /must be a number/],
    [{ limit: '1.5' }, 'limit', /must be a whole number/],
    [{ q: ['a', 'b'] }, 'q', /must be a string, once/],
    [{ q: 'x'.repeat(2001) }, 'q', /at most 2000 characters/],
    [{ colour: 'red' }, 'colour', /Unknown in the query: `colour`/],
  ])('refuses %j, naming the field and what is allowed', (value, field, message) => {
    const failure = failureOf(value)
    expect(failure).toMatchObject({ kind: 'bad_input', field })
    expect((failure as Error).message).toMatch(message)
  })

  it('lists what it knows when it meets something unknown', () => {
    expect(failureOf({ colour: 'red' })).toMatchObject({ hint: expect.stringContaining('from, to, q, limit, cursor, sort') })
  })

  it('says which field of a body is missing', () => {
    expect(() => checkInput(contract.createProject.body, {}, 'body')).toThrow('`name` is missing.')
    expect(() => checkInput(contract.createProject.body, { name: ' ' }, 'body')).toThrow('`name` must have at least 1 character.')
    expect(() => checkInput(contract.createProject.body, [], 'body')).toThrow('The body must be an object')
  })
})
