import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestServer, sketchSpan, type SpanSketch, type TestServer } from './test-server.ts'

const NOW_MS = Date.parse('2025-06-15T12:00:00Z')
const DAY_MS = 86_400_000

let server: TestServer
let count = 0
beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
})
afterAll(() => server?.close())

const newProject = async () => ({ project: (await server.client.call('createProject', { body: { name: `Project ${++count}` } })).id })
const span = (trace: number, attributes: SpanSketch['attributes'], rest: Partial<SpanSketch> = {}) =>
  sketchSpan({ trace, span: 0, startMs: NOW_MS - 60_000, durationMs: 5, attributes, ...rest })
const call = (model: string, tokens: bigint, rest: SpanSketch['attributes'] = {}): SpanSketch['attributes'] => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.request.model': model,
  'gen_ai.usage.input_tokens': tokens,
  'gen_ai.usage.output_tokens': 0n,
  ...rest,
})
const HOSTILE = `m'\\"; DROP--\u0007<b>`

describe('models without a price', () => {
  it('are told with what counts of them', async () => {
    const params = await newProject()
    await server.fill(params.project, [
      span(1, call('ours', 300n, { 'gen_ai.operation.name': 'invoke_agent' })),
      span(1, call('alias', 100n, { 'gen_ai.response.model': 'ours', 'gen_ai.provider.name': 'Home' }), { span: 1, parent: 0 }),
      span(1, call('ours', 200n), { span: 2, parent: 0, startMs: NOW_MS - 30_000 }),
      span(2, call('ours', 50n), { startMs: NOW_MS - 90_000 }),
      span(3, call(HOSTILE, 7n)),
      span(4, call('gpt-4o-mini', 9n)),
      span(5, call('theirs', 9n, { 'gen_ai.usage.cost': 0.5 })),
      span(6, call('ours', 1000n), { startMs: NOW_MS - 31 * DAY_MS }),
      span(7, { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'silent' }),
    ])
    const at = (ms: number) => new Date(NOW_MS - ms).toISOString()
    expect(await server.client.call('listUnpricedModels', { params })).toEqual({
      traceCount: 3,
      items: [
        { model: 'ours', spanCount: 2, totalTokens: 250, lastSeenAt: at(30_000) },
        { model: 'ours', provider: 'home', spanCount: 1, totalTokens: 100, lastSeenAt: at(60_000) },
        { model: HOSTILE, spanCount: 1, totalTokens: 7, lastSeenAt: at(60_000) },
      ],
    })
  })

  it('leave the list once there is a price, which changes no total of the past', async () => {
    const params = await newProject()
    await server.fill(params.project, [span(1, call('ours', 300n)), span(2, call('theirs', 10n))])
    await server.client.call('updateSettings', { params, body: { prices: [{ model: 'our*', inputUsd: 0, outputUsd: 0 }] } })
    const { items } = await server.client.call('listUnpricedModels', { params })
    expect(items.map(({ model }) => model)).toEqual(['theirs'])
    const trace = await server.client.call('getTrace', { params: { ...params, traceId: '1'.padStart(32, '0') } })
    expect(trace).toMatchObject({ unpricedModels: ['ours'] })
  })

  it('are none where nothing was sent, and of another project', async () => {
    const params = await newProject()
    expect(await server.client.call('listUnpricedModels', { params })).toEqual({ traceCount: 0, items: [] })
    await expect(server.client.call('listUnpricedModels', { params: { project: 'nowhere' } })).rejects.toMatchObject({ status: 404 })
  })
})

describe('what a call would cost', () => {
  const usage = { promptTokens: 1_000_000, completionTokens: 100_000 }

  it('is told with the price that says so', async () => {
    const params = await newProject()
    const prices = [
      { model: 'gpt-4o*', inputUsd: 2, cachedInputUsd: 1, outputUsd: 10 },
      { model: HOSTILE, provider: 'Home', inputUsd: 0, outputUsd: 0 },
    ]
    await server.client.call('updateSettings', { params, body: { prices } })
    const test = (body: { model: string; provider?: string; cachedPromptTokens?: number }) =>
      server.client.call('testPrice', { params, body: { ...usage, ...body } })
    expect(await test({ model: 'GPT-4o-mini', cachedPromptTokens: 500_000 })).toEqual({
      costUsd: 2.5,
      price: { source: 'project', ...prices[0] },
    })
    expect(await test({ model: HOSTILE, provider: 'home' })).toMatchObject({ costUsd: 0, price: { source: 'project', provider: 'Home' } })
    expect(await test({ model: HOSTILE })).toEqual({})
    expect(await test({ model: 'claude-3-5-haiku-latest', provider: 'anthropic' })).toMatchObject({
      costUsd: 1.2,
      price: { source: 'listed', provider: 'anthropic', inputUsd: 0.8, cachedInputUsd: 0.08, outputUsd: 4 },
    })
  })

  it('knows the rate of a long prompt, and gives up on sums beyond reason', async () => {
    const params = await newProject()
    const long = { model: 'gemini-2.5-pro', promptTokens: 300_000, completionTokens: 0 }
    const rateOf = async (promptTokens: number) =>
      (await server.client.call('testPrice', { params, body: { ...long, promptTokens } })).price?.inputUsd
    expect(await rateOf(300_000)).toBe(2 * (await rateOf(100_000))!)
    await server.client.call('updateSettings', { params, body: { prices: [{ model: '*', inputUsd: 1e6, outputUsd: 1e6 }] } })
    const huge = await server.client.call('testPrice', { params, body: { model: 'm', promptTokens: 1e12, completionTokens: 1e12 } })
    expect([huge.costUsd, huge.price?.model]).toEqual([undefined, '*'])
  })

  it.each([
    [{ model: ' ', ...usage }, 'model'],
    [{ model: 'm', promptTokens: -1, completionTokens: 0 }, 'promptTokens'],
    [{ model: 'm', promptTokens: 0.5, completionTokens: 0 }, 'promptTokens'],
    [{ model: 'm', promptTokens: 1, completionTokens: 1e13 }, 'completionTokens'],
    [{ model: 'm'.repeat(257), ...usage }, 'model'],
    [{ model: 'm', ...usage, cachedPromptTokens: '7' as unknown as number }, 'cachedPromptTokens'],
  ])('refuses %j', async (body, field) => {
    const params = { project: 'default' }
    await expect(server.client.call('testPrice', { params, body })).rejects.toMatchObject({ status: 400, field })
  })
})
