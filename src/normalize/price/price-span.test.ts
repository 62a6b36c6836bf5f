import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, type ProjectSettings } from '../../model/project-settings.ts'
import { readSpan } from '../normalize.ts'
import { rawSpanOf } from '../test-raw-span.ts'
import { costOfTokens, type TokenPrice } from './token-price.ts'
import { matchesPattern } from './project-price.ts'

type Price = ProjectSettings['prices'][number]
type Case = { readonly prices?: readonly Price[]; readonly at?: string; readonly [attribute: string]: unknown }

const price = (model: string, inputUsd: number, rest: Partial<Price> = {}): Price => ({ model, inputUsd, outputUsd: 0, ...rest })

/** A model call with a million tokens in and none out: its cost is its input price. */
function costOf({ prices = [], at = '2025-06-15T12:00:00Z', ...attributes }: Case) {
  const raw = rawSpanOf({
    startTimeUnixNano: String(BigInt(Date.parse(at)) * 1_000_000n),
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o-mini',
      'gen_ai.usage.input_tokens': 1_000_000,
      'gen_ai.usage.output_tokens': 0,
      ...attributes,
    },
  })
  const { costNanoUsd, costSource } = readSpan(raw, { ...DEFAULT_SETTINGS, prices: [...prices] })
  return costNanoUsd === undefined ? costSource : `${costNanoUsd / 1e9} ${costSource}`
}

describe('the cost of a span', () => {
  it.each<[string, Case, string]>([
    ['is what the sender says', { 'gen_ai.usage.cost': 7, prices: [price('*', 1)] }, '7 sent'],
    ['is nothing when the sender says so', { 'gen_ai.usage.cost': 0, prices: [price('*', 1)] }, '0 sent'],
    ['is else a price of the project', { prices: [price('gpt-4o-mini', 3)] }, '3 project'],
    ['is else the listed price', {}, '0.15 listed'],
    ['is unknown for an unknown model', { 'gen_ai.request.model': 'gpt-4o-mini-but-ours' }, ''],
    ['is unknown without a model', { 'gen_ai.request.model': '' }, ''],
    ['is zero at a price of zero', { prices: [price('gpt-4o-mini', 0)] }, '0 project'],
    ['asks the model that answered first', { 'gen_ai.response.model': 'gpt-4o-2024-08-06' }, '2.5 listed'],
    ['falls back to the model asked for', { 'gen_ai.response.model': 'ft:who-knows' }, '0.15 listed'],
    ['needs no provider where the model says it', { 'gen_ai.provider.name': '' }, '0.15 listed'],
    [
      'knows who makes a model by its name',
      { 'gen_ai.provider.name': '', 'gen_ai.request.model': 'text-embedding-3-small' },
      '0.02 listed',
    ],
    ['knows a model behind its provider', { 'gen_ai.provider.name': '', 'gen_ai.request.model': 'openai/gpt-4o-mini' }, '0.15 listed'],
    ['is unknown behind a provider nobody knows', { 'gen_ai.provider.name': '', 'gen_ai.request.model': 'home/gpt-4o-mini' }, ''],
    ['is unknown behind one’s own machine', { 'gen_ai.provider.name': '', 'gen_ai.request.model': 'ollama/gpt-4o-mini' }, ''],
    ['is never the price of another provider', { 'gen_ai.provider.name': 'ollama' }, ''],
    ['knows Azure by its name', { 'gen_ai.provider.name': 'azure.ai.openai', 'gen_ai.request.model': 'gpt-4o' }, '2.5 listed'],
    [
      'knows the names of Google',
      { 'gen_ai.provider.name': 'gcp.gen_ai', 'gen_ai.request.model': 'models/gemini-2.0-flash' },
      '0.1 listed',
    ],
    ['takes cached tokens for a part of the prompt', { 'gen_ai.usage.cache_read.input_tokens': 400_000 }, '0.12 listed'],
    ['is unknown without usage', { 'gen_ai.usage.input_tokens': '', 'gen_ai.usage.output_tokens': '' }, ''],
    ['is that of the sum where a parent tells one', { 'gen_ai.operation.name': 'invoke_agent' }, '0.15 listed'],
    ['is none of a tool', { 'gen_ai.operation.name': 'execute_tool' }, ''],
  ])('%s', (_, span, cost) => expect(costOf(span)).toBe(cost))

  it('depends on the hour where the price does', () => {
    const model = { 'gen_ai.provider.name': 'deepseek', 'gen_ai.request.model': 'deepseek-chat' }
    expect(costOf({ ...model, at: '2025-06-15T16:29:59Z' })).not.toBe(costOf({ ...model, at: '2025-06-15T16:30:00Z' }))
  })

  it.each<[string, readonly Price[], string]>([
    ['a whole name beats a pattern', [price('gpt-*-mini', 1), price('gpt-4o-mini', 2)], '2 project'],
    ['a longer pattern beats a shorter one', [price('*', 1), price('gpt-4*', 3), price('gpt*', 2)], '3 project'],
    ['this provider beats whoever', [price('gpt*', 1), price('gpt*', 2, { provider: 'openai' })], '2 project'],
    ['another provider is another', [price('gpt*', 1, { provider: 'groq' })], '0.15 listed'],
    ['of equals the first', [price('gpt*', 1), price('gpt*', 2)], '1 project'],
    ['big and small letters are the same', [price('GPT-4o-Mini', 1, { provider: 'OpenAI' })], '1 project'],
    ['cached tokens cost as input unless told', [price('*', 2, { cachedInputUsd: 1 })], '1.5 project'],
  ])('among the prices of a project: %s', (_, prices, cost) => {
    expect(costOf({ prices, ...(cost === '1.5 project' ? { 'gen_ai.usage.cache_read.input_tokens': 500_000 } : {}) })).toBe(cost)
  })
})

describe('tokens times a price', () => {
  const PRICE: TokenPrice = { input: 10, cachedInput: 1, cacheWrite: 12, output: 20, reasoning: 30, requestUsd: 0 }
  const NONE = {
    promptTokens: undefined,
    completionTokens: undefined,
    totalTokens: undefined,
    cachedPromptTokens: undefined,
    cacheWriteTokens: undefined,
    reasoningTokens: undefined,
    source: 'gen_ai',
  }
  const micro = (usage: object, rest: Partial<TokenPrice> = {}, kind: 'llm' | 'embedding' = 'llm') => {
    const nanoUsd = costOfTokens({ ...PRICE, ...rest }, { ...NONE, ...usage }, kind)
    return nanoUsd === undefined ? undefined : nanoUsd / 1e3
  }

  it.each<[string, number | undefined, number | undefined]>([
    ['every part at its rate', micro({ promptTokens: 10, cachedPromptTokens: 4, cacheWriteTokens: 3 }), 30 + 4 + 36],
    ['parts without a rate at that of the whole', micro({ promptTokens: 10, cachedPromptTokens: 4 }, { cachedInput: undefined }), 100],
    ['reasoning as a part of the completion', micro({ completionTokens: 5, reasoningTokens: 2 }), 60 + 60],
    ['a rate of zero', micro({ promptTokens: 10, cachedPromptTokens: 4 }, { cachedInput: 0 }), 60],
    ['more cached than prompt tokens', micro({ promptTokens: 4, cachedPromptTokens: 9, cacheWriteTokens: 9 }), 4],
    ['the half that a total leaves', micro({ promptTokens: 4, totalTokens: 6 }), 80],
    ['a total alone', micro({ totalTokens: 6 }), undefined],
    ['a total alone of an embedding', micro({ totalTokens: 6 }, {}, 'embedding'), 60],
    ['a price for each call', micro({ promptTokens: 1 }, { requestUsd: 0.001 }), 1010],
    ['tiers: up to the first', micro({ promptTokens: 100 }, { input: { base: 1, tiers: [{ start: 100, price: 2 }] } }), 100],
    ['tiers: all tokens at the tier reached', micro({ promptTokens: 101 }, { input: { base: 1, tiers: [{ start: 100, price: 2 }] } }), 202],
    ['counts no one can pay', micro({ promptTokens: 2 ** 53 - 1 }, { input: 1e6 }), undefined],
  ])('%s', (_, cost, expected) => expect(cost).toBe(expected))
})

describe('a pattern for models', () => {
  it.each<[string, string, boolean]>([
    ['gpt-4o', 'gpt-4o', true],
    ['gpt-4o', 'gpt-4', false],
    ['gpt-4o', '*', true],
    ['', '*', true],
    ['aba', 'ab*ba', false],
    ['abba', 'ab*ba', true],
    ['openai/gpt-4o-mini', '*gpt*mini', true],
    ['gpt-4o', 'gpt?4o', false],
    ['gpt-4o', 'g.t*', false],
    ['x-y', '*x*y*', true],
    ['y-x', '*x*y*', false],
    [`${'a'.repeat(256)}`, `${'*a'.repeat(99)}*b`, false],
  ])('%s by %s: %s', (text, pattern, is) => expect(matchesPattern(text, pattern)).toBe(is))
})
