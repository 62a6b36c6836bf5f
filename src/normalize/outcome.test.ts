import { describe, expect, it } from 'vitest'
import { readContent, readSpan } from './normalize.ts'
import { rawSpanOf, type SpanJson } from './test-raw-span.ts'

const exception = (type: string, message = '', stacktrace = '') => ({
  name: 'exception',
  attributes: { 'exception.type': type, 'exception.message': message, 'exception.stacktrace': stacktrace },
})
const failed = (message = '') => ({ code: 2, message })
const outcome = (span: SpanJson) => {
  const { outcome: what, outcomeRule } = readSpan(rawSpanOf(span))
  return `${what} by ${outcomeRule}`
}

describe('an error line', () => {
  it('is text that any store can keep, and an error of nothing but NUL says nothing', () => {
    const read = (message: string) => readSpan(rawSpanOf({ status: failed(message) }))
    expect(read('a\u0000b')).toMatchObject({ errorMessage: 'ab', isBareError: false })
    expect(read('\u0000')).toMatchObject({ errorMessage: '', isBareError: true })
  })
})

describe('an outcome', () => {
  it.each([
    ['langgraph.errors.GraphInterrupt', 'interrupted by 1'],
    ['GraphBubbleUp', 'interrupted by 1'],
    ['MyGraphInterrupt', 'error by 12'],
    ['langgraph.errors.InvalidUpdateError', 'error by 12'],
    ['crewai.flow.async_feedback.types.HumanFeedbackPending', 'interrupted by 3'],
    ['ToolInterruptError', 'interrupted by 3'],
    ['asyncio.exceptions.CancelledError', 'cancelled by 4'],
    ['AbortError', 'cancelled by 4'],
    ['KeyboardInterrupt', 'cancelled by 4'],
  ])('of an exception of type %s is %s', (type, expected) => {
    expect(outcome({ status: failed(), events: [exception(type)] })).toBe(expected)
    expect(outcome({ status: failed(), attributes: { 'error.type': type } })).toBe(expected)
  })

  it.each([
    ["(Interrupt(value='x', resumable=True, ns=['n:1'], when='during'),)", 'interrupted by 5'],
    ["[Interrupt(value='x', id='placeholder-id')]", 'interrupted by 5'],
    ['NodeInterrupt', 'interrupted by 6'],
    ['it stopped\nGraphInterrupt: x', 'interrupted by 6'],
    ["Command(graph='__parent__', goto='other')", 'control_flow by 7'],
    ['Graph drained: deploy', 'cancelled by 8'],
    ['[{"value":1,"when":"during","resumable":true}]', 'interrupted by 9'],
    ['[{"value":1}]', 'error by 12'],
    ['[\n  {\n    "id": "1",\n    "value": "x"\n  }\n]\n    at node (file.js:1:2)', 'interrupted by 9'],
    ['CancelledError()', 'cancelled by 4'],
    ['asyncio.exceptions.CancelledError', 'cancelled by 4'],
    ["langgraph.errors.GraphInterrupt: (Interrupt(value='x', id='1'),)", 'interrupted by 6'],
    ["langgraph.errors.ParentCommand: Command(graph='__parent__')", 'control_flow by 7'],
    ["Oops('x')Traceback (most recent call last):\nlanggraph.errors.GraphInterrupt: ()\n\nOops: x", 'error by 12'],
    ["GraphDrained('Graph drained: deploy')Traceback (most recent call last):", 'cancelled by 4'],
    ['the GraphInterrupt was lost', 'error by 12'],
    ["RuntimeError('GraphInterrupt: x')", 'error by 12'],
  ])('of the message %j is %s when the type says nothing', (message, expected) => {
    expect(outcome({ status: failed(message) })).toBe(expected)
    expect(outcome({ status: failed(), events: [exception('Exception', message)] })).toBe(expected)
    expect(outcome({ status: failed(), events: [exception('ValueError', message)] })).toBe('error by 12')
  })

  it('looks at the edges of a long message only', () => {
    const noise = 'x'.repeat(20_000)
    expect(outcome({ status: failed(`${noise}\nGraphInterrupt: x\n${noise}`) })).toBe('error by 12')
    expect(outcome({ status: failed(`${noise}\nGraphInterrupt: x`) })).toBe('interrupted by 6')
  })

  it('is taken from the last line of a stack trace when type and message say nothing', () => {
    expect(
      outcome({ status: failed(), events: [exception('Error', '', 'Traceback\n  File "x"\nlanggraph.errors.GraphInterrupt: ()')] }),
    ).toBe('interrupted by 1')
  })

  it('is interrupted under an OK status even when another exception was handled before', () => {
    expect(outcome({ status: { code: 1 }, events: [exception('ValueError', 'x'), exception('GraphInterrupt')] })).toBe('interrupted by 1')
    expect(outcome({ status: failed(), events: [exception('ValueError', 'x'), exception('GraphInterrupt')] })).toBe('error by 12')
  })

  it.each([
    [{ 'gen_ai.response.finish_reasons': ['interrupt'] }, 'interrupted by 10'],
    [{ 'gen_ai.response.finish_reasons': '["suspended"]' }, 'interrupted by 10'],
    [{ 'interrupt.status': 'pending' }, 'interrupted by 10'],
    [{ 'output.value': '{"status":"suspended"}' }, 'interrupted by 10'],
    [{ 'input.value': '{"status":"suspended"}' }, 'ok by 14'],
    [{ decision: 'user_reject' }, 'rejected by 11'],
    [{ 'output.value': '{"type":"execution-denied","reason":"no"}' }, 'rejected by 11'],
    [{ success: false }, 'error by 12'],
    [{ 'error.type': 'timeout' }, 'error by 12'],
  ])('of attributes %j is %s', (attributes, expected) => {
    expect(outcome({ attributes })).toBe(expected)
  })

  it('carries the message of the status when the exception has none', () => {
    const raw = rawSpanOf({ status: failed('rate limited'), events: [exception('RateLimitError')] })
    expect(readSpan(raw)).toMatchObject({ errorType: 'RateLimitError', errorMessage: 'rate limited' })
    expect(readContent(raw).error).toMatchObject({ type: 'RateLimitError', message: 'rate limited' })
  })

  it('is a bare error only without type and message', () => {
    expect(readSpan(rawSpanOf({ status: failed() })).isBareError).toBe(true)
    expect(readSpan(rawSpanOf({ status: failed('x') })).isBareError).toBe(false)
    expect(readSpan(rawSpanOf({ status: failed(), attributes: { 'error.type': 'X' } })).isBareError).toBe(false)
  })
})
