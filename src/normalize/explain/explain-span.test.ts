import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExplainedField } from '../../model/explanation.ts'
import { DEFAULT_SETTINGS } from '../../model/project-settings.ts'
import type { RawSpan } from '../../model/raw-span.ts'
import type { SpanReading } from '../../model/reading.ts'
import { explainSpan, readSpan } from '../normalize.ts'
import { arbitrarySpan } from '../test-arbitrary-span.ts'
import { rawSpanOf } from '../test-raw-span.ts'

const count = (value: number | undefined) => (value === undefined ? '' : String(value))
/** What the reading says of every field that is explained by its value. */
const SAID: Partial<Record<ExplainedField, (reading: SpanReading) => string>> = {
  session: ({ sessionCandidates }) => sessionCandidates[0]?.value ?? '',
  user: ({ userId }) => userId,
  environment: ({ environment }) => environment,
  kind: ({ kind }) => kind,
  outcome: ({ outcome }) => outcome,
  requestModel: ({ requestModel }) => requestModel,
  responseModel: ({ responseModel }) => responseModel,
  provider: ({ provider }) => provider,
  toolName: ({ toolName }) => toolName,
  promptTokens: ({ usage }) => count(usage?.promptTokens),
  completionTokens: ({ usage }) => count(usage?.completionTokens),
  cachedTokens: ({ usage }) => count(usage?.cachedPromptTokens),
  cost: ({ costNanoUsd, costSource }) => (costSource === 'sent' ? count(costNanoUsd! / 1e9) : ''),
  pending: ({ isPending }) => (isPending ? 'yes' : ''),
}

const settings = { ...DEFAULT_SETTINGS, sessionKeys: ['gen_ai.response.id'] }
const explain = (attributes: object, rest: object = {}) =>
  new Map(explainSpan(rawSpanOf({ attributes, ...rest })).map(({ field, ...explained }) => [field, explained]))
const reversed = (raw: RawSpan): RawSpan => ({ ...raw, attributes: new Map([...raw.attributes].reverse()) })

describe('the explanation of any span', () => {
  it('says what the reading says, of every field', () => {
    fc.assert(
      fc.property(arbitrarySpan, (raw) => {
        const reading = readSpan(raw, settings)
        const explained = new Map(explainSpan(raw, settings).map((each) => [each.field, each.value]))
        for (const [field, read] of Object.entries(SAID))
          expect([field, explained.get(field as ExplainedField) ?? '']).toEqual([field, read(reading)])
        expect(explainSpan(raw, settings).find(({ field }) => field === 'outcome')?.rule).toBe(`outcome.${reading.outcomeRule}`)
        expect(explained.has('input') || reading.inputRank === 0 || reading.outcome === 'interrupted').toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('is the same whatever the order of its attributes', () => {
    fc.assert(
      fc.property(arbitrarySpan, (raw) => void expect(explainSpan(reversed(raw))).toEqual(explainSpan(raw))),
      { numRuns: 200 },
    )
  })
})

describe('a field', () => {
  it('names the attribute that won, and those that lost, best first', () => {
    const read = explain({
      'traceloop.association.properties.session_uuid': 'uuid',
      'session.id': 'plain',
      'gen_ai.conversation.id': 'talk',
      'traceloop.association.properties.thread_id': 'thread',
    })
    expect(read.get('session')).toEqual({
      value: 'uuid',
      rule: 'session.1',
      keys: ['traceloop.association.properties.session_uuid'],
      others: [
        { value: 'plain', rule: 'session.1', keys: ['session.id'] },
        { value: 'talk', rule: 'session.2', keys: ['gen_ai.conversation.id'] },
        { value: 'thread', rule: 'session.3', keys: ['traceloop.association.properties.thread_id'] },
      ],
    })
  })

  it('of the session says that the project named the attribute', () => {
    const raw = rawSpanOf({ attributes: { ticket: 'T-1', 'session.id': 's' } })
    const [session] = explainSpan(raw, { ...DEFAULT_SETTINGS, sessionKeys: ['ticket'] })
    expect(session).toMatchObject({ field: 'session', value: 'T-1', rule: 'session.own', keys: ['ticket'], others: [{ value: 's' }] })
  })

  it('of usage takes one family of names and leaves the others', () => {
    const read = explain({
      'gen_ai.usage.input_tokens': 100,
      'gen_ai.usage.prompt_tokens': 90,
      'llm.token_count.prompt': 80,
      'gen_ai.usage.output_tokens': 7,
    })
    expect(read.get('promptTokens')).toEqual({
      value: '100',
      rule: 'usage.gen_ai',
      keys: ['gen_ai.usage.input_tokens'],
      others: [
        { value: '90', rule: 'usage.gen_ai', keys: ['gen_ai.usage.prompt_tokens'] },
        { value: '80', rule: 'usage.gen_ai', keys: ['llm.token_count.prompt'] },
      ],
    })
    expect(read.get('completionTokens')).toMatchObject({ value: '7', keys: ['gen_ai.usage.output_tokens'], others: [] })
  })

  it.each([
    [{ 'gen_ai.usage.cache_read.input_tokens': 40, 'gen_ai.usage.input_tokens': 5 }, '45', 'cache.more-than-input'],
    [
      { 'gen_ai.usage.cache_read.input_tokens': 40, 'gen_ai.usage.input_tokens': 80, 'gen_ai.usage.total_tokens': 145 },
      '120',
      'cache.total-adds-it',
    ],
    [
      { 'gen_ai.usage.cache_read.input_tokens': 40, 'gen_ai.usage.input_tokens': 80, 'gen_ai.usage.total_tokens': 105 },
      '80',
      'cache.total-includes-it',
    ],
    [{ 'gen_ai.usage.cache_read.input_tokens': 40, 'gen_ai.usage.input_tokens': 80 }, '80', 'cache.as-usual'],
  ])('of cached tokens says why they are in the input: %j', (attributes, prompt, rule) => {
    const read = explain({ 'gen_ai.usage.output_tokens': 25, ...attributes })
    expect([read.get('promptTokens')?.value, read.get('cachedTokens')?.rule]).toEqual([prompt, rule])
    expect(read.get('cachedTokens')).toMatchObject({ value: '40', keys: ['gen_ai.usage.cache_read.input_tokens'] })
  })

  it('of the content names its encoding and those it beat', () => {
    const read = explain({
      'openinference.span.kind': 'LLM',
      'llm.input_messages.0.message.role': 'user',
      'llm.input_messages.0.message.content': 'hi',
      'input.value': '{"messages":[{"role":"user","content":"hi"}],"n":1}',
    })
    expect(read.get('input')).toEqual({
      value: '1 message',
      rule: 'encoding.openinference-messages',
      keys: [],
      others: [{ value: '1 message and a value', rule: 'encoding.generic-io', keys: [] }],
    })
    expect(read.get('kind')).toMatchObject({ value: 'llm', rule: 'kind.word', keys: ['openinference.span.kind'] })
  })

  it('of the outcome names its rule and what it rests on', () => {
    const failed = explain({ 'error.type': 'TimeoutError' })
    expect(failed.get('outcome')).toEqual({ value: 'error', rule: 'outcome.12', keys: ['error.type'], others: [] })
  })
})
