import { describe, expect, it } from 'vitest'
import type { Message } from '../../model/message.ts'
import { pairTools, readSoleText } from './pair-tools.ts'

const call = (id: string, name = 'search') => ({ type: 'tool_call' as const, id, name, arguments: {} })
const result = (id: string, said: string) => ({ type: 'tool_result' as const, id, result: said })
const from = (role: Message['role'], ...parts: Message['parts']): Message => ({ role, direction: 'input', parts })

describe('a tool result', () => {
  it('is shown under its call and its message is left out', () => {
    const asked = call('1')
    const { messages, resultOf } = pairTools([
      from('user', { type: 'text', text: 'hi' }),
      from('assistant', asked),
      from('tool', result('1', 'found')),
    ])
    expect(messages.map((message) => message.role)).toEqual(['user', 'assistant'])
    expect(resultOf.get(asked)?.result).toBe('found')
  })

  it('stays where it is when nothing called for it', () => {
    const { messages } = pairTools([from('tool', result('9', 'stray')), from('tool', { type: 'tool_result', result: 'no id' })])
    expect(messages).toHaveLength(2)
  })

  it('pairs in order when an id is used twice', () => {
    const [first, second] = [call('1'), call('1')]
    const { resultOf } = pairTools([
      from('assistant', first),
      from('tool', result('1', 'a')),
      from('assistant', second),
      from('tool', result('1', 'b')),
    ])
    expect([resultOf.get(first)?.result, resultOf.get(second)?.result]).toEqual(['a', 'b'])
  })

  it('leaves the other parts of its message in place', () => {
    const { messages } = pairTools([from('assistant', call('1')), from('user', result('1', 'a'), { type: 'text', text: 'and now?' })])
    expect(messages[1]?.parts).toEqual([{ type: 'text', text: 'and now?' }])
  })

  it('keeps a message that had no parts', () => {
    expect(pairTools([from('assistant')]).messages).toHaveLength(1)
  })
})

describe('the arguments of a call', () => {
  it('are text when there is one and it is a string', () => {
    expect(readSoleText({ sql: 'select 1' })).toEqual({ label: 'sql', text: 'select 1' })
    expect([readSoleText({ a: 1 }), readSoleText({ a: 'x', b: 'y' }), readSoleText(['x']), readSoleText(null)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})
