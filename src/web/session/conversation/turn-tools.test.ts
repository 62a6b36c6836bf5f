import { describe, expect, it } from 'vitest'
import type { Turn } from '../../../api/contract/turn.ts'
import { messageOf, stepOf } from './example-turn.ts'
import { cutSourceOf, readTurnTools } from './turn-tools.ts'

describe('what belongs to the parts of a turn', () => {
  const call = { type: 'tool_call' as const, id: 'c1', name: 'search' }
  const result = { type: 'tool_result' as const, id: 'c1', result: 'found' }
  const stray = { type: 'tool_result' as const, id: 'c9', result: 'stray' }
  const messages = [
    messageOf('assistant', 'calls', 0, { parts: [call], spanId: 'chat' }),
    messageOf('tool', 'results', 1, {
      parts: [result, stray],
      spanId: 'later',
      cuts: [{ part: 0, chars: 9_000_000, pointer: '/messages/1/parts/0/result' }],
    }),
  ]
  const steps = [stepOf('search', 0, { callId: 'c1' }), stepOf('other')]
  const tools = readTurnTools({ messages, steps, pauses: [], status: 'ok' })

  it('is the result of a call, which then stands nowhere else', () => {
    expect(tools.resultOf(call)).toBe(result)
    expect([result, stray, call].map(tools.isPaired)).toEqual([true, false, false])
  })

  it('is the step that ran a call', () => {
    expect(tools.stepOf('c1')?.name).toBe('search')
    expect(tools.stepOf('c9')).toBeUndefined()
    expect(tools.stepOf(undefined)).toBeUndefined()
  })

  it('is the message that holds them, and where the whole of a shortened one is', () => {
    const holder = tools.messageOf(result)!
    expect(holder).toBe(messages[1])
    const { spanId, cuts } = cutSourceOf('p', 't', holder)
    expect(spanId).toBe('later')
    expect([result, stray].map((part) => cuts.get(part)?.map(({ chars }) => chars))).toEqual([[9_000_000], undefined])
  })

  it('is why a call has no result', () => {
    const pause = { spanId: 's', ids: [], since: '2026-01-01T00:00:00.000Z' }
    const why = (pauses: Turn['pauses'], status: Turn['status']) => readTurnTools({ messages, steps, pauses, status }).withoutResult
    expect(why([pause], 'waiting')).toBe('waits for a human')
    expect(why([{ ...pause, answeredAt: '2026-01-01T00:00:01.000Z' }], 'ok')).toBe('stopped to ask a human')
    expect(why([], 'running')).toBe('still running')
    expect(why([], 'ok')).toBe('no result recorded')
  })
})
