import { describe, expect, it } from 'vitest'
import { measureCompleteness, placeSpan, readSpan } from './normalize.ts'
import { rawSpanOf } from './test-raw-span.ts'

const pending = (parent: string, rest: object = {}) =>
  rawSpanOf({
    spanId: '0000000000000009',
    parentSpanId: '0000000000000002',
    attributes: { 'logfire.span_type': 'pending_span', 'logfire.pending_parent_id': parent },
    ...rest,
  })

describe('a pending span of Logfire', () => {
  it('is a first version of the span it announces', () => {
    expect(placeSpan(pending('0000000000000001'))).toMatchObject({ spanId: '0000000000000002', parentSpanId: '0000000000000001' })
    expect(placeSpan(pending('0000000000000000'))).toMatchObject({ spanId: '0000000000000002', parentSpanId: '' })
  })

  it('gives way to the span itself', () => {
    const placed = placeSpan(pending('0000000000000001'))
    const ended = rawSpanOf({ spanId: '0000000000000002', parentSpanId: '0000000000000001' })
    expect(readSpan(placed).isPending).toBe(true)
    expect(measureCompleteness(ended)).toBeGreaterThan(measureCompleteness(placed))
  })

  it.each(['0000000000000001', '0000000000000000'])('stays where it was placed (%s)', (parent) => {
    const placed = placeSpan(pending(parent))
    expect(placeSpan(placed)).toEqual(placed)
  })

  it.each([pending('no id'), pending('0000000000000001', { parentSpanId: '' })])(
    'that does not say what it announces stays as sent',
    (raw) => {
      expect(placeSpan(raw)).toBe(raw)
    },
  )
})

it.each([
  ['metadata of Laminar', rawSpanOf({ attributes: { 'lmnr.internal.metadata_only': true } })],
  ['merged tools of ADK', rawSpanOf({ name: 'execute_tool (merged tools)' })],
])('%s are a note', (_, raw) => {
  expect(placeSpan(raw)).toEqual({ ...raw, origin: 'note' })
})

it('any other span is as it was sent', () => {
  const raw = rawSpanOf({})
  expect(placeSpan(raw)).toBe(raw)
})
