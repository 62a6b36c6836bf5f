import { describe, expect, it } from 'vitest'
import { NO_HISTORY } from '../model/reading.ts'
import { inferSession, type UnclaimedTrace } from './infer-session.ts'

const MINUTE = 60_000_000_000n
const trace = (traceId: string, minute: number, rest: Partial<UnclaimedTrace> = {}): UnclaimedTrace => ({
  traceId,
  sessionId: `inferred-${traceId}`,
  startUnixNano: BigInt(minute) * MINUTE,
  endUnixNano: BigInt(minute) * MINUTE + MINUTE,
  userId: '',
  service: 'bot',
  historyKey: '',
  threadKey: '',
  ...rest,
})
const infer = (of: UnclaimedTrace, ...others: UnclaimedTrace[]) => inferSession(of, others, 30n * MINUTE)

describe('a trace that names no session', () => {
  it('stays without one when neither a user nor a history is known', () => {
    expect(infer(trace('b', 5), trace('a', 1))).toEqual({ sessionId: '', sessionOrigin: '' })
  })

  it('goes on with the latest earlier trace whose conversation it repeats', () => {
    const first = { historyKey: NO_HISTORY, threadKey: 'k1' }
    const next = trace('c', 600, { historyKey: 'k1', threadKey: 'k2' })
    expect(infer(next, trace('a', 1, first), trace('b', 2, first), trace('d', 700, first))).toEqual({
      sessionId: 'inferred-b',
      sessionOrigin: 'history',
    })
  })

  it('never goes on with another user or another service', () => {
    const next = trace('c', 5, { historyKey: 'k1', userId: 'ada' })
    expect(infer(next, trace('a', 1, { threadKey: 'k1', userId: 'bob' })).sessionId).toBe('inferred-c')
    expect(infer({ ...next, userId: '' }, trace('a', 1, { threadKey: 'k1', service: 'other' })).sessionId).toBe('inferred-c')
  })

  it('goes on with what its user did last, until a long silence', () => {
    const before = [trace('a', 0, { userId: 'ada' }), trace('x', 4, { userId: 'bob' })]
    expect(infer(trace('b', 31, { userId: 'ada' }), ...before)).toEqual({ sessionId: 'inferred-a', sessionOrigin: 'user' })
    expect(infer(trace('b', 32, { userId: 'ada' }), ...before)).toEqual({ sessionId: 'inferred-b', sessionOrigin: 'user' })
  })

  it('begins anew when its app hands on histories and this one is empty', () => {
    const last = trace('a', 0, { userId: 'ada', historyKey: 'k7', threadKey: 'k8' })
    expect(infer(trace('b', 3, { userId: 'ada', historyKey: NO_HISTORY }), last).sessionId).toBe('inferred-b')
    expect(infer(trace('b', 3, { userId: 'ada', historyKey: NO_HISTORY }), { ...last, historyKey: NO_HISTORY }).sessionId).toBe(
      'inferred-a',
    )
  })
})
