import { describe, expect, it } from 'vitest'
import type { Message } from '../../model/message.ts'
import type { SpanContent } from '../../normalize/normalize.ts'
import { bestHit } from './best-hit.ts'

const said = (role: Message['role'], text: string, direction: Message['direction'] = 'input'): Message => ({
  role,
  direction,
  parts: [{ type: 'text', text }],
})
const roleOf = (content: SpanContent, word: string) => bestHit(content, 'llm', [word])?.role

describe('the best place of a word in a span', () => {
  const messages: Message[] = [
    said('system', 'word of the system'),
    said('user', 'word before'),
    said('assistant', 'answer before'),
    said('user', 'a question'),
    { role: 'assistant', direction: 'output', parts: [{ type: 'tool_call', name: 'look', arguments: { for: 'word', at: 'desk' } }] },
  ]

  it('is what is new rather than what is repeated, what is said rather than what tools get', () => {
    expect(roleOf({ messages }, 'word')).toBe('tool')
    expect(roleOf({ messages: [...messages, said('assistant', 'the word', 'output')] }, 'word')).toBe('assistant')
    expect(roleOf({ messages }, 'before')).toBe('user')
    expect(roleOf({ messages: messages.slice(0, 1) }, 'word')).toBe('system')
    expect(roleOf({ messages }, 'absent')).toBeUndefined()
  })

  it('is an error, a question or an answer where nobody says it', () => {
    expect(roleOf({ messages, error: { type: 'DeskError', message: 'the desk is closed' } }, 'closed')).toBe('error')
    expect(roleOf({ messages, interrupt: { ids: [], payload: { ask: 'may I close?' } } }, 'close')).toBe('interrupt')
    expect(roleOf({ messages: [], output: { rows: ['closed'] } }, 'closed')).toBeUndefined()
    expect(bestHit({ messages: [], output: { rows: ['closed'] } }, 'tool', ['closed'])).toMatchObject({ role: 'tool' })
  })
})
