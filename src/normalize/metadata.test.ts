import { describe, expect, it } from 'vitest'
import type { AnyValue } from '../model/any-value.ts'
import { readMetadata } from './metadata.ts'

const read = (attributes: Record<string, AnyValue>) => Object.fromEntries(readMetadata(new Map(Object.entries(attributes))))

describe('metadata', () => {
  it.each([
    'traceloop.association.properties.',
    'lmnr.association.properties.metadata.',
    'ai.telemetry.metadata.',
    'langfuse.trace.metadata.',
    'langfuse.observation.metadata.',
    'langsmith.metadata.',
    'langwatch.metadata.',
    'mastra.metadata.',
    'metadata.',
  ])('is read below %s', (prefix) => {
    expect(read({ [`${prefix}plan`]: 'pro', [`${prefix}a.b`]: 3n, other: 'x' })).toEqual({ plan: 'pro', 'a.b': '3' })
  })

  it('is read from an object, as JSON or as a map', () => {
    expect(read({ metadata: '{"plan":"pro","n":2,"on":true,"list":[1,"a"],"none":null}' })).toEqual({
      plan: 'pro',
      n: '2',
      on: 'true',
      list: '[1,"a"]',
    })
    expect(read({ 'langfuse.metadata': new Map<string, AnyValue>([['deep', new Map([['x', 1n]])]]) })).toEqual({ deep: '{"x":1}' })
  })

  it('takes the better spelling, whatever the order', () => {
    const both: [string, AnyValue][] = [
      ['metadata.plan', 'b'],
      ['langsmith.metadata.plan', 'a'],
    ]
    for (const order of [both, both.toReversed()]) expect(Object.fromEntries(readMetadata(new Map(order)))).toEqual({ plan: 'a' })
  })

  it('survives what is no metadata', () => {
    expect(read({ metadata: 'prose', 'metadata.': 'x', 'metadata.empty': '', 'langfuse.metadata': [1n], '': 'y' })).toEqual({})
    expect(read({ 'metadata.__proto__': 'x', 'metadata.bad\ud800': '\ud800' })).toHaveProperty('bad\ufffd', '\ufffd')
  })
})
