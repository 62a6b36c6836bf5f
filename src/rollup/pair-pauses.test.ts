import { describe, expect, it } from 'vitest'
import { paused, trace } from './example-traces.ts'
import { pairPauses } from './rollup.ts'

describe('pairing pauses tells', () => {
  it('which trace answered which pause of which trace, and when', () => {
    const { answered, unanswered } = pairPauses([
      paused('a', 0, 10, ['n1', 'n2']),
      trace('b', 30, 40, { checkpointNamespaces: ['n2'] }),
      trace('c', 50, 60, { checkpointNamespaces: ['n1'] }),
    ])
    expect(answered).toEqual([
      { traceId: 'a', pause: { checkpointNs: 'n2', ids: [] }, start: 10n, end: 30n, resumedByTraceId: 'b' },
      { traceId: 'a', pause: { checkpointNs: 'n1', ids: [] }, start: 10n, end: 50n, resumedByTraceId: 'c' },
    ])
    expect(unanswered).toEqual([])
  })

  it('that one answer may be to several traces', () => {
    const { answered } = pairPauses([paused('a', 0, 10), paused('b', 5, 20), trace('c', 30, 40, { isResume: true })])
    expect(answered.map(({ traceId, resumedByTraceId }) => [traceId, resumedByTraceId])).toEqual([
      ['a', 'c'],
      ['b', 'c'],
    ])
  })

  it('what nothing has answered', () => {
    const { answered, unanswered } = pairPauses([paused('a', 0, 10, ['n1']), trace('b', 30, 40)])
    expect(answered).toEqual([])
    expect(unanswered.map(({ traceId }) => traceId)).toEqual(['a'])
  })
})
