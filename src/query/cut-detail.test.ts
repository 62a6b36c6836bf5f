import { describe, expect, it } from 'vitest'
import type { SpanDetail } from '../api/contract/span.ts'
import { cutDetail } from './cut-detail.ts'
import { followPointer, readPointer } from './json-pointer.ts'

const long = 'x'.repeat(101)
const list = Array.from({ length: 60 }, (_, n) => n)
const detail = {
  id: 'a',
  attributes: { 'a/b~c': long, list, attributes: { deep: long }, short: 'x'.repeat(100), __proto__: 1 },
  resource: { attributes: { 'service.name': long } },
  events: [{ name: long, attributes: { list } }],
  messages: [
    {
      role: 'user',
      parts: [
        { type: 'text', text: long },
        { type: 'tool_result', result: { rows: list } },
      ],
    },
  ],
  input: { nested: long },
  error: { stack: long },
  readings: [{ value: long }],
} as unknown as SpanDetail

describe('a shortened span', () => {
  const { cuts = [], ...cut } = cutDetail(detail, 100)

  it('says of every value that was longer where the whole of it is and how long', () => {
    expect(cuts).toEqual([
      { pointer: '/attributes/a~1b~0c', chars: 101 },
      { pointer: '/attributes/list', isJson: true, chars: JSON.stringify(list).length },
      { pointer: '/attributes/attributes', isJson: true, chars: 112 },
      { pointer: '/resource/attributes/service.name', chars: 101 },
      { pointer: '/events/0/name', chars: 101 },
      { pointer: '/events/0/attributes/list', isJson: true, chars: JSON.stringify(list).length },
      { pointer: '/messages/0/parts/0/text', chars: 101 },
      { pointer: '/messages/0/parts/1/result', isJson: true, chars: JSON.stringify({ rows: list }).length },
      { pointer: '/input', isJson: true, chars: 114 },
      { pointer: '/error/stack', chars: 101 },
      { pointer: '/readings/0/value', chars: 101 },
    ])
  })

  it('has the beginning of each in its place, and all else as it was', () => {
    for (const { pointer, isJson } of cuts) {
      const whole = followPointer(detail, readPointer(pointer))
      const text = isJson ? JSON.stringify(whole) : (whole as string)
      expect(followPointer(cut, readPointer(pointer)), pointer).toBe(text.slice(0, 100))
    }
    expect(cut.attributes['short']).toBe(detail.attributes['short'])
  })

  it('never ends within a surrogate pair', () => {
    const { input } = cutDetail({ input: 'ab🙂' } as unknown as SpanDetail, 3)
    expect(input).toBe('ab')
  })
})
