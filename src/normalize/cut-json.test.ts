import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSpan } from './normalize.ts'
import { rawSpanOf } from './test-raw-span.ts'

const marks = (attributes: object) => readSpan(rawSpanOf({ attributes })).marks
const MESSAGES = JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: 'a "b" \\ [1, -2.5e3, true, null]' }] }])

describe('content that is cut off', () => {
  it('is marked wherever the cut is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: MESSAGES.length - 1 }), (length) => {
        const cut = MESSAGES.slice(0, length)
        const closes = /[\]\s]$/.test(cut)
        expect(marks({ 'gen_ai.input.messages': cut })).toEqual(closes ? [] : ['truncated_json'])
      }),
    )
  })

  it.each([
    ['gen_ai.input.messages', MESSAGES],
    ['gen_ai.input.messages', `${MESSAGES}\n`],
    ['gen_ai.input.messages', '[INST] what now? [/INST] ok'],
    ['gen_ai.input.messages', '[1] according to him'],
    ['gen_ai.input.messages', "{'a': (1, 'b'"],
    ['gen_ai.input.messages', 'plain words'],
    ['gen_ai.input.messages', '{name} says: hello'],
    ['my.own', '{"a": [1, 2'],
  ])('is not %s = %s', (key, value) => {
    expect(marks({ [key]: value })).toEqual([])
  })

  it('is marked beside what else is known', () => {
    const attributes = {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.system': 'strands-agents',
      'gen_ai.usage.input_tokens': 5,
      'gen_ai.output.messages': '[{"role": "assist',
    }
    expect(marks(attributes)).toEqual(['lifetime_usage', 'truncated_json'])
  })
})
