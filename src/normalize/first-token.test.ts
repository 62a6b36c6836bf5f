import { describe, expect, it } from 'vitest'
import { readSpan } from './normalize.ts'
import { rawSpanOf } from './test-raw-span.ts'

const START = '1750000000000000000'
/** In milliseconds, of a call that took 2 s. */
function read(attributes: object, rest: object = {}, scope: object = {}): number | undefined {
  const span = { name: 'call', startTimeUnixNano: START, endTimeUnixNano: '1750000002000000000', attributes, ...rest }
  const { ttftNano } = readSpan(rawSpanOf(span, {}, scope))
  return ttftNano === undefined ? undefined : ttftNano / 1e6
}

describe('the time to the first token', () => {
  it.each([
    ['gen_ai.response.time_to_first_chunk', 0.4275, 427.5],
    ['gen_ai.client.operation.time_to_first_chunk', 0.045, 45],
    ['gen_ai.server.time_to_first_token', 0.0125, 12.5],
    ['ai.response.msToFirstChunk', 45.5, 45.5],
    ['metadata.ai.response.msToFirstChunk', 43.5, 43.5],
    ['ai.stream.msToFirstChunk', '17', 17],
    ['ttft_ms', 29, 29],
    ['langfuse.observation.completion_start_time', '"2025-06-15T15:06:40.250000Z"', 250],
    ['mastra.completion_start_time', '2025-06-15T15:06:40.100Z', 100],
    ['langwatch.timestamps', '{"started_at": 1750000000000, "first_token_at": 1750000000015, "finished_at": 1750000000017}', 15],
  ])('is read from %s', (key, value, expected) => {
    expect(read({ [key]: value })).toBeCloseTo(expected, 3)
  })

  it('is in milliseconds where Strands states it', () => {
    expect(read({ 'gen_ai.server.time_to_first_token': 96 }, {}, { name: 'strands.telemetry.tracer' })).toBe(96)
  })

  it.each(['First Token Stream Event', 'ai.stream.firstChunk', 'gen_ai.content.completion.chunk', 'llm.content.completion.chunk'])(
    'is when %s came first',
    (name) => {
      const events = ['1750000000300000000', '1750000000400000000'].map((timeUnixNano) => ({ name, timeUnixNano, attributes: {} }))
      expect(read({}, { events })).toBe(300)
    },
  )

  it.each([{}, { ttft_ms: 0 }, { ttft_ms: 2001 }, { ttft_ms: 'soon' }, { 'mastra.completion_start_time': '2024-01-01T00:00:00Z' }])(
    'is unknown from %o',
    (attributes) => {
      expect(read(attributes)).toBeUndefined()
    },
  )
})

describe('finish reasons', () => {
  const reasons = (attributes: object, rest: object = {}) => readSpan(rawSpanOf({ name: 'call', attributes, ...rest })).finishReasons

  it.each([
    [{ 'gen_ai.response.finish_reasons': '["stop"]' }, ['stop']],
    [{ 'ai.response.finishReason': 'tool-calls' }, ['tool_calls']],
    [{ 'llm.finish_reason': 'STOP' }, ['stop']],
    [{ stop_reason: 'end_turn' }, ['stop']],
    [{ 'anthropic.message.stop_reason': 'tool_use', 'gen_ai.response.finish_reasons': '["tool_calls"]' }, ['tool_calls']],
    [{ 'langfuse.observation.metadata.finish_reason': '"max_tokens"' }, ['length']],
    [{ 'llm.response.finish_reason': 'Other-Reason' }, ['other_reason']],
    [
      { 'gen_ai.completion.0.finish_reason': 'stop', 'gen_ai.completion.0.content': 'Hi', 'gen_ai.completion.0.role': 'assistant' },
      ['stop'],
    ],
    [{ 'llm.response.finish_reason': 'x'.repeat(50) }, ['x'.repeat(40)]],
    [{}, []],
  ])('of %o are %o', (attributes, expected) => {
    expect(reasons(attributes)).toEqual(expected)
  })
})
