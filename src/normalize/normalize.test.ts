import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RawSpan } from '../model/raw-span.ts'
import { messageSchema } from '../model/message.ts'
import { isPayloadKey, measureCompleteness, readContent, readSpan } from './normalize.ts'
import { arbitrarySpan } from './test-arbitrary-span.ts'
import { rawSpanOf } from './test-raw-span.ts'

const reading = (attributes: object, rest: object = {}) => readSpan(rawSpanOf({ attributes, ...rest }))
const reversed = (raw: RawSpan): RawSpan => ({ ...raw, attributes: new Map([...raw.attributes].reverse()) })
const isWellFormed = (text: string) => (text as string & { isWellFormed(): boolean }).isWellFormed() && !text.includes('\0')

describe('any span', () => {
  it('is read without throwing, into bounded well-formed text', () => {
    fc.assert(
      fc.property(arbitrarySpan, (raw) => {
        const read = readSpan(raw)
        for (const line of [read.inputPreview, read.outputPreview, read.errorMessage])
          expect(line.length <= 300 && isWellFormed(line)).toBe(true)
        for (const text of [read.searchText, read.userId, read.toolName, read.requestModel, read.checkpointNs, read.errorType])
          expect(isWellFormed(text)).toBe(true)
        for (const { value } of read.sessionCandidates) expect(value !== '' && value.length <= 256 && isWellFormed(value)).toBe(true)
        for (const count of Object.values(read.usage ?? {}))
          expect(typeof count === 'number' ? Number.isSafeInteger(count) && count >= 0 : true).toBe(true)
        for (const id of read.interruptIds) expect(id.length <= 256 && isWellFormed(id)).toBe(true)
        expect(read.interruptIds.length > 0).toBe(read.outcome === 'interrupted')
      }),
      { numRuns: 500 },
    )
  })

  it('gives the same reading whatever the order of its attributes', () => {
    fc.assert(
      fc.property(arbitrarySpan, (raw) => void expect(readSpan(reversed(raw))).toEqual(readSpan(raw))),
      { numRuns: 500 },
    )
  })

  it('has content that is plain JSON and fits the message schema', () => {
    fc.assert(
      fc.property(arbitrarySpan, (raw) => {
        const content = readContent(raw)
        expect(() => JSON.stringify(content)).not.toThrow()
        for (const message of content.messages) expect(messageSchema.safeParse(message).success).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it.each(['[', '{"message":', '{"goto":1,"update":', '{"role":"user","content":[{"text":', '{"messages":['])(
    'nested a hundred thousand times as %s does no harm',
    (opening) => {
      const depth = 100_000
      const text =
        opening.repeat(depth) +
        '1' +
        [...opening].reverse().join('').replaceAll(/[^[{]/g, '').replaceAll('[', ']').replaceAll('{', '}').repeat(depth)
      for (const key of ['input.value', 'gen_ai.output.messages', 'gen_ai.tool.call.result', 'metadata']) {
        const raw = rawSpanOf({ attributes: { 'gen_ai.operation.name': 'chat', [key]: text } })
        readSpan(raw)
        expect(() => JSON.stringify(readContent(raw))).not.toThrow()
      }
    },
  )

  it('does not pollute prototypes', () => {
    readContent(
      rawSpanOf({
        attributes: {
          'gen_ai.prompt.0.__proto__.polluted': 'yes',
          'gen_ai.input.messages': '[{"role":"user","__proto__":{"polluted":1}}]',
          'input.value': '{"__proto__":{"polluted":1}}',
        },
      }),
    )
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

describe('session ids', () => {
  it('are cut at 256 characters without halving one', () => {
    const [candidate] = reading({ 'session.id': `${'x'.repeat(255)}👋` }).sessionCandidates
    expect(candidate?.value).toBe('x'.repeat(255))
  })

  it('appear once per tier and value', () => {
    expect(reading({ 'session.id': 's', 'langfuse.session.id': 's', 'gen_ai.conversation.id': 's' }).sessionCandidates).toEqual([
      { tier: 1, key: 'langfuse.session.id', value: 's' },
      { tier: 2, key: 'gen_ai.conversation.id', value: 's' },
    ])
  })
})

describe('previews', () => {
  it('never cut a character in half', () => {
    const { inputPreview } = reading({ 'openinference.span.kind': 'AGENT', 'input.value': `${'y'.repeat(299)}👋👋` })
    expect(inputPreview).toBe('y'.repeat(299))
  })

  it('skip user messages that only carry tool results', () => {
    const messages = [
      { role: 'user', content: 'Rome?' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'weather', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: 'sunny' }] },
    ]
    expect(reading({ 'gen_ai.operation.name': 'chat', 'gen_ai.input.messages': JSON.stringify(messages) })).toMatchObject({
      inputPreview: 'Rome?',
      inputRank: 2,
    })
  })

  it('take an answer from this turn only', () => {
    const state = {
      messages: [
        { role: 'assistant', content: 'old' },
        { role: 'user', content: 'next?' },
        { role: 'assistant', content: '', tool_calls: [{ id: 'c', name: 'f', args: {} }] },
      ],
    }
    expect(
      reading({ 'traceloop.span.kind': 'workflow', 'traceloop.entity.output': JSON.stringify({ outputs: state, kwargs: {} }) }),
    ).toMatchObject({ outputPreview: 'f({})', outputRank: 1 })
  })
})

describe('search text', () => {
  it('is decoded, so that escapes do not glue words', () => {
    expect(reading({ 'input.value': '{"q":"First\\nSecond"}' }).searchText).toContain('first\nsecond')
    expect(reading({ 'input.value': '{"q":"First\\nSecond' }).searchText).toContain('first second')
  })

  it('keeps the head and the tail of long content', () => {
    const { searchText } = reading({ 'input.value': `HEAD ${'z '.repeat(100_000)} TAIL` })
    expect(searchText.length).toBeLessThanOrEqual(64 * 1024)
    expect(searchText.startsWith('head') && searchText.includes('tail\n')).toBe(true)
  })
})

describe('payload keys', () => {
  it.each([
    'gen_ai.prompt.0.content',
    'gen_ai.input.messages',
    'llm.input_messages.3.message.role',
    'input.value',
    'traceloop.entity.output',
    'ai.response.text',
    'mastra.agent_run.output',
  ])('include %s', (key) => expect(isPayloadKey(key)).toBe(true))

  it.each([
    'gen_ai.usage.input_tokens',
    'session.id',
    'gen_ai.request.model',
    'metadata',
    'http.url',
    '',
    'input.mime_type',
    'gen_ai.prompt_name',
  ])('do not include %s', (key) => expect(isPayloadKey(key)).toBe(false))
})

describe('completeness', () => {
  it('puts any ended span above any unended one, then counts attributes and events', () => {
    const ended = measureCompleteness(rawSpanOf({}))
    const fuller = measureCompleteness(rawSpanOf({ attributes: { a: 1 }, events: [{ name: 'e' }] }))
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, index]))
    const unended = measureCompleteness(rawSpanOf({ endTimeUnixNano: '0', attributes: many }))
    expect(unended).toBeLessThan(ended)
    expect(ended).toBeLessThan(fuller)
    expect(fuller).toBeLessThanOrEqual(65_535)
  })
})
