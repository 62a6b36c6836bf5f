import { describe, expect, it } from 'vitest'
import type { Turn, TurnMessage, TurnStep } from '../../api/contract/turn.ts'
import type { MessagePart } from '../../model/message.ts'
import { compareTurns } from './compare-turns.ts'

const AT = '2026-11-22T08:58:12.123Z'

function message(role: TurnMessage['role'], ...parts: (MessagePart | string)[]): TurnMessage {
  const whole = parts.map((part): MessagePart => (typeof part === 'string' ? { type: 'text', text: part } : part))
  return { role, text: '', parts: whole, spanId: 's', at: AT }
}

function turn(messages: TurnMessage[], steps: Partial<TurnStep>[] = []): Turn {
  const ran = steps.map((step): TurnStep => ({
    spanId: 's',
    kind: 'tool',
    name: 't',
    outcome: 'ok',
    startedAt: AT,
    durationMs: 5,
    ...step,
  }))
  return { messages, steps: ran } as Partial<Turn> as Turn
}

const call = (name: string, given: unknown, id?: string): MessagePart => ({
  type: 'tool_call',
  name,
  arguments: given,
  ...(id === undefined ? {} : { id }),
})

describe('two turns', () => {
  it('are the same when the same was said and called, whatever it took and thought', () => {
    const one = (seconds: number, thought: string) =>
      turn(
        [message('user', 'hi'), message('assistant', { type: 'reasoning', text: thought }, call('sql', { a: 1, b: 2 }, 'c'), 'done')],
        [{ name: 'sql', callId: 'c', durationMs: seconds }],
      )
    expect(compareTurns(one(1, 'hm'), one(2, 'well')).isSame).toBe(true)
  })

  it('have messages paired by who says them, and one that only one side has alone', () => {
    const { messages, isSame } = compareTurns(
      turn([message('user', 'hi'), message('assistant', 'hello')]),
      turn([message('system', 'be kind'), message('user', 'hi'), message('assistant', 'good day')]),
    )
    expect(messages.map(({ a, b }) => [a?.text, b?.text])).toEqual([
      [undefined, 'be kind'],
      ['hi', 'hi'],
      ['hello', 'good day'],
    ])
    expect(isSame).toBe(false)
  })

  it('have tools paired by name: the same, with other arguments, missing, added', () => {
    const { tools } = compareTurns(
      turn([message('assistant', call('list', {}), call('sql', { q: 'a' }), call('drop', {}))]),
      turn([message('assistant', call('list', {}), call('sql', { q: 'b' }), call('mail', {}))]),
    )
    expect(tools.map(({ a, b }) => [a?.name, b?.name])).toEqual([
      ['list', 'list'],
      ['sql', 'sql'],
      ['drop', undefined],
      [undefined, 'mail'],
    ])
  })

  it('compare arguments whatever the order of their keys', () => {
    const one = turn([message('assistant', call('sql', { a: 1, b: { c: 2, d: 3 } }))])
    const other = turn([message('assistant', call('sql', { b: { d: 3, c: 2 }, a: 1 }))])
    expect(compareTurns(one, other).isSame).toBe(true)
  })

  it('know how a call ran, and tools that ran unasked', () => {
    const { tools } = compareTurns(
      turn(
        [message('assistant', call('sql', {}, 'c1'), call('list', {}))],
        [
          { name: 'run sql', callId: 'c1', outcome: 'error' },
          { name: 'list', durationMs: 7 },
          { name: 'audit', input: 'x' },
        ],
      ),
      undefined,
    )
    expect(tools.map(({ a }) => a)).toEqual([
      { name: 'sql', given: '{}', outcome: 'error', durationMs: 5 },
      { name: 'list', given: '{}', outcome: 'ok', durationMs: 7 },
      { name: 'audit', given: 'x', outcome: 'ok', durationMs: 5 },
    ])
  })

  it('compare what is no text as well', () => {
    const parts: MessagePart[] = [
      { type: 'tool_result', name: 'sql', result: { rows: 3 } },
      { type: 'media', modality: 'image', mimeType: 'image/png' },
      { type: 'approval_request', toolName: 'drop', arguments: {} },
      { type: 'approval_response', approved: false, reason: 'no' },
      { type: 'redacted', marker: '***' },
      { type: 'other', value: [1] },
    ]
    for (const part of parts) expect(compareTurns(turn([message('tool', part)]), turn([])).isSame).toBe(false)
    expect(compareTurns(turn([message('tool', ...parts)]), turn([message('tool', ...parts)])).isSame).toBe(true)
  })
})
