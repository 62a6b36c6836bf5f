import { describe, expect, it } from 'vitest'
import type { SpanFact } from '../model/span-fact.ts'
import { fact } from './example-facts.ts'
import { traceErrors } from './rollup.ts'

const failed = (spanId: string, parent: string, errorType = '', errorMessage = '', rest: Partial<SpanFact> = {}) =>
  fact(spanId, parent, { outcome: 'error', errorType, errorMessage, ...rest })
const told = (...facts: SpanFact[]) => traceErrors(facts, '').map(({ spanId }) => spanId)

describe('the errors of a trace', () => {
  it('are told by the deepest span, not by those an exception only passes through', () => {
    expect(told(failed('root', '', 'E', 'no'), fact('step', 'root'), failed('call', 'step', 'E', 'no'))).toEqual(['call'])
    expect(told(failed('root', ''), failed('call', 'root', 'E', 'no'))).toEqual(['call'])
    expect(told(failed('root', '', 'E'), failed('call', 'root', 'E', 'no'))).toEqual(['call'])
    expect(told(failed('root', '', 'RunError', 'run failed: E: no such table'), failed('call', 'root', 'E', 'no such table'))).toEqual([
      'call',
    ])
    expect(told(failed('root', '', 'E', 'no'), failed('a', 'root', 'E', 'no'), failed('b', 'a', 'E', 'no'))).toEqual(['b'])
  })

  it('stay apart where a span says something else than those below, or several went wrong', () => {
    expect(told(failed('root', '', 'GaveUp', 'after 3 tries'), failed('call', 'root', 'E', 'no'))).toEqual(['call', 'root'])
    expect(told(failed('root', '', 'E', 'no'), failed('a', 'root', 'E', 'no'), failed('b', 'root', 'F', 'other'))).toEqual(['a', 'b'])
    expect(told(failed('root', '', 'GaveUp'), failed('call', 'root', 'E', 'no'))).toEqual(['call', 'root'])
  })

  it('leave out what its trace makes no error', () => {
    const left = failed('root', '', '', '', { isBareError: true })
    expect(told(left, fact('ask', 'root', { outcome: 'interrupted' }))).toEqual([])
    expect(told(fact('a', ''), fact('b', 'a', { outcome: 'rejected' }))).toEqual([])
  })

  it('of a shared trace are those of the part', () => {
    const named = (session: string) => ({ kind: 'agent', sessionCandidates: [{ tier: 1, key: 'session.id', value: session }] }) as const
    const facts = [fact('root', ''), failed('a', 'root', 'E', 'no', named('S')), failed('b', 'root', 'F', 'other', named('T'))]
    expect(traceErrors(facts, 'S').map(({ spanId }) => spanId)).toEqual(['a'])
    expect(traceErrors(facts, 'nobody')).toEqual([])
  })

  it('of a chain of 100,000 failed spans are one', () => {
    const chain = Array.from({ length: 100_000 }, (_, at) => failed(`s${at}`, at === 0 ? '' : `s${at - 1}`, 'E', 'no'))
    expect(told(...chain)).toEqual(['s99999'])
  })
})
