import { describe, expect, it } from 'vitest'
import { NO_HISTORY } from '../model/reading.ts'
import { DEFAULT_SETTINGS } from '../model/project-settings.ts'
import { readSpan } from './normalize.ts'
import { rawSpanOf } from './test-raw-span.ts'

type Said = readonly [role: string, text: string]
const message = ([role, content]: Said) => ({ role, parts: [{ type: 'text', content }] })
const call = { role: 'assistant', parts: [{ type: 'tool_call', id: 'c', name: 'look_up', arguments: {} }] }
const result = { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c', response: '7' }] }

function chat(input: readonly unknown[], reply: unknown) {
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.input.messages': JSON.stringify(input),
    'gen_ai.output.messages': JSON.stringify([reply]),
  }
  return readSpan(rawSpanOf({ attributes }), { ...DEFAULT_SETTINGS, isInferringSessions: true })
}

describe('the history of a model call', () => {
  const first = [message(['system', 's']), message(['user', 'hi'])]
  const hello = message(['assistant', 'hello'])

  it('of a first turn is empty', () => {
    expect(chat(first, hello).historyKey).toBe(NO_HISTORY)
  })

  it('is what the turn before came to', () => {
    const next = chat([...first, hello, message(['user', 'how much?'])], message(['assistant', '7']))
    expect(next.historyKey).toBe(chat(first, hello).threadKey)
    expect(next.threadKey).not.toBe(next.historyKey)
  })

  it('does not mind tools, whether the app hands their calls on or not', () => {
    const asked = [...first, hello, message(['user', 'how much?'])]
    const answered = chat([...asked, call, result], message(['assistant', '7']))
    const bare = chat([...asked, message(['assistant', '7']), message(['user', 'thanks'])], message(['assistant', 'bye']))
    const full = chat([...asked, call, result, message(['assistant', '7']), message(['user', 'thanks'])], message(['assistant', 'bye']))
    expect([bare.historyKey, full.historyKey]).toEqual([answered.threadKey, answered.threadKey])
  })

  it('is not read unless the project asks for it', () => {
    expect(readSpan(rawSpanOf({ attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.prompt': 'hi' } }))).toMatchObject({
      historyKey: '',
      threadKey: '',
    })
  })
})
