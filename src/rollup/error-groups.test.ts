import { describe, expect, it } from 'vitest'
import type { SpanFact } from '../model/span-fact.ts'
import { fact } from './example-facts.ts'
import { foldTrace } from './rollup.ts'

const failed = (spanId: string, parent: string, errorType: string, errorMessage: string, rest: Partial<SpanFact> = {}) =>
  fact(spanId, parent, { outcome: 'error', errorType, errorMessage, ...rest })

describe('the errors of a trace', () => {
  it('are told by type, with what the first one says', () => {
    const spans = [
      failed('a', '', 'Timeout', 'after 5 s'),
      failed('b', '', 'Timeout', 'after 6 s'),
      failed('c', '', 'RateLimit', 'slow down'),
    ]
    expect(foldTrace(spans).errors).toEqual([
      { type: 'Timeout', message: 'after 5 s', spanCount: 2 },
      { type: 'RateLimit', message: 'slow down', spanCount: 1 },
    ])
  })

  it('are told by what they say where they tell no type', () => {
    const spans = [failed('a', '', '', 'no such user'), failed('b', '', '', 'no such order'), failed('c', '', '', 'no such user')]
    expect(foldTrace(spans).errors.map(({ message, spanCount }) => [message, spanCount])).toEqual([
      ['no such user', 2],
      ['no such order', 1],
    ])
  })

  it('are told by the deepest span alone, not by those that an exception leaves', () => {
    const spans = [failed('root', '', '', ''), failed('tool', 'root', 'Timeout', 'after 5 s')]
    expect(foldTrace(spans)).toMatchObject({ errorCount: 2, errors: [{ type: 'Timeout', message: 'after 5 s', spanCount: 1 }] })
  })

  it('are none of a caller that leaves at a pause', () => {
    const pause = fact('pause', 'root', { outcome: 'interrupted', interruptIds: ['i'] })
    expect(foldTrace([failed('root', '', '', '', { isBareError: true }), pause]).errors).toEqual([])
  })

  it('are no more than fifty, however many there are', () => {
    const spans = Array.from({ length: 80 }, (_, n) => failed(`s${n}`, '', `Error${n}`, ''))
    expect(foldTrace(spans).errors).toHaveLength(50)
  })
})
