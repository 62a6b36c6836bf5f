import { describe, expect, it } from 'vitest'
import { RUNS_TOOLS } from '../model/reading.ts'
import { readSpan } from './normalize.ts'
import { rawSpanOf } from './test-raw-span.ts'

const chat = (input: unknown, output: unknown) =>
  readSpan(
    rawSpanOf({
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.input.messages': JSON.stringify(input),
        'gen_ai.output.messages': JSON.stringify(output),
      },
    }),
  )
const call = (id: string) => ({ role: 'assistant', parts: [{ type: 'tool_call', id, name: 'look_up', arguments: {} }] })
const result = (id: string, role = 'tool') => ({ role, parts: [{ type: 'tool_call_response', id, response: '7' }] })
const text = (role: string, content: string) => ({ role, parts: [{ type: 'text', content }] })

describe('tool calls of a model call', () => {
  it('are asked in its output', () => {
    expect(chat([text('user', 'a')], [call('c1')])).toMatchObject({ askedCallIds: ['c1'], answeredCallIds: [] })
  })

  it('are asked of nobody when their provider has run them', () => {
    const ran = { role: 'assistant', parts: [...call('c1').parts, ...result('c1').parts, ...call('c2').parts] }
    expect(chat([text('user', 'a')], [ran])).toMatchObject({ askedCallIds: ['c2'], answeredCallIds: [] })
  })

  it('are waited for only by a run whose SDK runs them, and not when the model said that it was done', () => {
    const marks = (scope: string, reason: string) =>
      readSpan(
        rawSpanOf(
          {
            attributes: {
              'gen_ai.operation.name': 'chat',
              'gen_ai.output.messages': JSON.stringify([call('c1')]),
              'gen_ai.response.finish_reasons': [reason],
            },
          },
          undefined,
          { name: scope },
        ),
      ).marks
    expect(marks('gen_ai', 'tool-calls')).toEqual([RUNS_TOOLS])
    expect(marks('gen_ai', 'stop')).toEqual([])
    expect(marks('opentelemetry.instrumentation.openai', 'tool-calls')).toEqual([])
  })

  it('are answered by the results that came in after the last user turn', () => {
    expect(chat([text('user', 'a'), call('c1'), result('c1')], [text('assistant', 'b')]).answeredCallIds).toEqual(['c1'])
    const later = [text('user', 'a'), call('c1'), result('c1'), text('assistant', 'b'), text('user', 'c')]
    expect(chat(later, [text('assistant', 'd')]).answeredCallIds).toEqual([])
  })

  it('are answered too when the results come as a user message', () => {
    expect(chat([text('user', 'a'), call('c1'), result('c1', 'user')], [text('assistant', 'b')]).answeredCallIds).toEqual(['c1'])
  })

  it('are answered by the tool span that has their id', () => {
    const span = rawSpanOf({ attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.call.id': 'c1' } })
    expect(readSpan(span)).toMatchObject({ askedCallIds: [], answeredCallIds: ['c1'] })
  })
})
