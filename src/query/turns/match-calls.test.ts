import { describe, expect, it } from 'vitest'
import type { TurnMessage, TurnStep } from '../../api/contract/turn.ts'
import { withCallIds } from './match-calls.ts'

const at = '2026-01-01T00:00:00.000Z'
const step = (name: string, callId?: string): TurnStep => ({
  spanId: name,
  kind: 'tool',
  name,
  outcome: 'ok',
  startedAt: at,
  durationMs: 1,
  callId,
})
const asks = (...calls: [id: string, name: string][]): TurnMessage => ({
  role: 'assistant',
  text: '',
  parts: calls.map(([id, name]) => ({ type: 'tool_call', id, name })),
  spanId: 'model',
  at,
})
const idsOf = (steps: readonly TurnStep[]) => steps.map(({ callId }) => callId)

describe('tools that do not say which call they run', () => {
  it('take the calls of their name in order', () => {
    const steps = [step('search'), step('read.tool'), step('search')]
    expect(idsOf(withCallIds(steps, [asks(['c1', 'search'], ['c2', 'read']), asks(['c3', 'search'])]))).toEqual(['c1', 'c2', 'c3'])
  })

  it('leave alone what another tool says it runs, and what has another name', () => {
    const steps = [step('search'), step('search', 'c1'), step('write')]
    expect(idsOf(withCallIds(steps, [asks(['c1', 'search'], ['c2', 'search'])]))).toEqual(['c2', 'c1', undefined])
  })
})
