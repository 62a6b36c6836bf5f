import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RawLogRecord } from '../../model/raw-span.ts'
import { readContent, readSpan } from '../normalize.ts'
import { arbitrarySpan } from '../test-arbitrary-span.ts'
import { logRecordOf } from '../test-raw-span.ts'
import { spanOfLog } from './span-of-log.ts'

const claude = (attributes: object, rest: object = {}) =>
  spanOfLog(
    logRecordOf(
      { attributes: { 'session.id': 'S', 'prompt.id': 'P', ...attributes }, ...rest },
      {},
      { name: 'com.anthropic.claude_code.events' },
    ),
  )!
const gemini = (attributes: object, rest: object = {}) =>
  spanOfLog(logRecordOf({ attributes: { 'session.id': 'S', ...attributes }, ...rest }, {}, { name: 'gemini-cli' }))!

describe('a prompt', () => {
  const top = claude({ 'event.name': 'user_prompt' })

  it('is a trace, and every other event of it is below it, whichever comes first', () => {
    const step = claude({ 'event.name': 'api_request', duration_ms: '40' })
    expect(step).toMatchObject({ traceId: top.traceId, parentSpanId: top.spanId })
    expect(step.endTimeUnixNano - step.startTimeUnixNano).toBe(40_000_000n)
  })

  it('of another session or number is another trace', () => {
    const others = [claude({ 'event.name': 'user_prompt', 'prompt.id': 'Q' }), claude({ 'event.name': 'user_prompt', 'session.id': 'T' })]
    expect(new Set([top, ...others].map(({ traceId }) => traceId)).size).toBe(3)
  })

  it('that is called as its session shares the trace of the session, as a top of its own', () => {
    const [one, two] = ['a', 'b'].map((prompt) => gemini({ 'event.name': 'gemini_cli.user_prompt', prompt_id: 'S', prompt }))
    expect(one).toMatchObject({ traceId: two!.traceId, parentSpanId: '' })
    expect(one!.spanId).not.toBe(two!.spanId)
  })

  it('that names neither session nor trace is a log line', () => {
    expect(claude({ 'event.name': 'user_prompt', 'session.id': '', 'prompt.id': '' })).toBeUndefined()
  })
})

describe('an event', () => {
  it('sent again is the same span, and two events never are', () => {
    const at = (timeUnixNano: string) => claude({ 'event.name': 'api_request' }, { timeUnixNano })
    expect(at('1750000000000000000')).toEqual(at('1750000000000000000'))
    expect(at('1750000000000000000').spanId).not.toBe(at('1750000000000000001').spanId)
  })

  it('with an absurd duration begins when it ended or long ago, never before time', () => {
    for (const duration_ms of [-1, 'x', 1e300, '1e9']) {
      const span = claude({ 'event.name': 'api_request', duration_ms })
      expect(span.startTimeUnixNano).toBeGreaterThan(0n)
      expect(span.startTimeUnixNano).toBeLessThanOrEqual(span.endTimeUnixNano)
    }
  })
})

describe('any log record', () => {
  const names = ['gen_ai.user.message', 'gen_ai.choice', 'claude_code.user_prompt', 'codex.sse_event', 'gemini_cli.api_response', 'x', '']
  const records: fc.Arbitrary<RawLogRecord> = fc
    .tuple(arbitrarySpan, arbitrarySpan, fc.constantFrom(...names), fc.boolean(), fc.boolean())
    .map(([span, other, eventName, hasTrace, hasTextBody]) => ({
      traceId: hasTrace ? span.traceId : '',
      spanId: hasTrace ? span.spanId : '',
      timeUnixNano: span.startTimeUnixNano,
      observedTimeUnixNano: span.endTimeUnixNano,
      severityNumber: 0,
      severityText: '',
      eventName,
      body: hasTextBody ? [...other.attributes.values()][0] : other.attributes,
      attributes: span.attributes,
      droppedAttributesCount: 0,
      flags: 0,
      resource: span.resource,
      scope: span.scope,
    }))

  it('is read without a throw, and the order of its attributes changes nothing', () => {
    fc.assert(
      fc.property(records, (record) => {
        const made = spanOfLog(record)
        const turned = spanOfLog({ ...record, attributes: new Map([...record.attributes].reverse()) })
        expect([turned?.spanId, turned?.traceId, turned?.origin]).toEqual([made?.spanId, made?.traceId, made?.origin])
        if (made === undefined) return
        expect(made.traceId).toMatch(/^[0-9a-f]{32}$/)
        expect(made.spanId).toMatch(/^[0-9a-f]{16}$/)
        readSpan(made)
        readContent(made)
      }),
    )
  })
})
