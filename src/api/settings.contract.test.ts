import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RawSpan } from '../model/raw-span.ts'
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
const at = { startMs: NOW_MS - 60_000, durationMs: 5 }
const span = (trace: number, attributes: SpanSketch['attributes'], rest: Partial<SpanSketch> = {}) =>
  sketchSpan({ trace, span: 0, ...at, attributes, ...rest })
const ofResource = (raw: RawSpan, key: string, value: string): RawSpan => ({
  ...raw,
  resource: { attributes: new Map([[key, value]]), droppedAttributesCount: 0, schemaUrl: '' },
})

describe('trying attributes as session ids', () => {
  it('tells who carries them, and which traces would get a session', async () => {
    const params = await newProject()
    await server.fill(params.project, [
      span(1, { ticket: 'T-1', 'session.id': 's' }),
      span(2, { ticket: 7n }),
      span(2, { ticket: 'T-1' }, { span: 1, parent: 0 }),
      ofResource(span(3, { ticket: ' None ' }), 'pod', "it's a pod"),
      span(4, { ticket: 'too old' }, { startMs: NOW_MS - 8 * DAY_MS }),
      span(5, { 'gen_ai.prompt': 'said' }),
    ])
    const keys = ['ticket', 'pod', 'gen_ai.prompt', "no'thing\\", 'ticket']
    const { keys: tried, ...seen } = await server.client.call('testSessionKeys', { params, body: { keys } })
    expect(seen).toEqual({
      spanCount: 5,
      traceCount: 4,
      movedTraceCount: 1,
      moves: [{ traceId: '1'.padStart(32, '0'), from: 's', to: 'T-1' }],
    })
    expect(tried.map(({ samples, ...rest }) => ({ ...rest, samples: samples.sort() }))).toEqual([
      { key: 'ticket', spanCount: 3, traceCount: 2, newlyGroupedTraceCount: 1, samples: ['7', 'T-1'] },
      { key: 'pod', spanCount: 1, traceCount: 1, newlyGroupedTraceCount: 1, samples: ["it's a pod"] },
      { key: 'gen_ai.prompt', spanCount: 1, traceCount: 1, newlyGroupedTraceCount: 1, samples: ['said'] },
      { key: "no'thing\\", spanCount: 0, traceCount: 0, newlyGroupedTraceCount: 0, samples: [] },
    ])
  })

  it('answers where there is nothing to look at or to look for', async () => {
    const params = await newProject()
    const unmoved = { movedTraceCount: 0, moves: [] }
    const none = { spanCount: 0, traceCount: 0, newlyGroupedTraceCount: 0, samples: [] }
    expect(await server.client.call('testSessionKeys', { params, body: { keys: ['ticket'] } })).toEqual({
      spanCount: 0,
      traceCount: 0,
      keys: [{ key: 'ticket', ...none }],
      ...unmoved,
    })
    await server.fill(params.project, [span(1, { ticket: 'T-1' })])
    expect(await server.client.call('testSessionKeys', { params, body: { keys: [] } })).toEqual({
      spanCount: 1,
      traceCount: 1,
      keys: [],
      ...unmoved,
    })
  })

  it('lets the first attribute of the list decide where a trace goes, and the first span of the trace', async () => {
    const params = await newProject()
    const to = (trace: number, attributes: SpanSketch['attributes'], number = 0, startMs = NOW_MS - 60_000) =>
      span(trace, { 'session.id': 's', ...attributes }, { span: number, startMs })
    await server.fill(params.project, [
      to(1, { second: 'two' }),
      to(1, { first: 'late' }, 1, NOW_MS - 1000),
      to(1, { first: 'early' }, 2, NOW_MS - 2000),
      to(2, { second: 's' }),
      to(3, { second: 'other' }, 0, NOW_MS - 90_000),
      to(4, {}),
    ])
    const moved = async (keys: string[]) => {
      const { moves, movedTraceCount } = await server.client.call('testSessionKeys', { params, body: { keys } })
      return [movedTraceCount, ...moves.map((move) => `${Number(move.traceId)} ${move.from} ${move.to}`)]
    }
    expect(await moved(['first', 'second'])).toEqual([2, '1 s early', '3 s other'])
    expect(await moved(['second', 'first'])).toEqual([2, '1 s two', '3 s other'])
    await server.client.call('updateSettings', { params, body: { sessionKeys: ['first'] } })
    expect(await moved(['nobody'])).toEqual([0])
  })

  it('looks at the newest 2,000 spans and shows five ids', async () => {
    const params = await newProject()
    const many = Array.from({ length: 2100 }, (_, index) =>
      span(index + 1, { turn: BigInt(index) }, { startMs: NOW_MS - 3 * DAY_MS + index * 60_000 }),
    )
    await server.fill(params.project, many)
    const { keys, ...seen } = await server.client.call('testSessionKeys', { params, body: { keys: ['turn'] } })
    expect(seen).toEqual({ spanCount: 2000, traceCount: 2000, movedTraceCount: 0, moves: [] })
    expect(keys[0]).toMatchObject({ spanCount: 2000, newlyGroupedTraceCount: 2000, samples: ['2099', '2098', '2097', '2096', '2095'] })
  })
})

describe('what a project pays', () => {
  it('is told with its source, and what has no price by name', async () => {
    const params = await newProject()
    await server.client.call('updateSettings', { params, body: { prices: [{ model: 'our-*', inputUsd: 1, outputUsd: 2 }] } })
    const call = (model: string, usd?: number) => ({
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': model,
      'gen_ai.usage.input_tokens': 1000n,
      'gen_ai.usage.output_tokens': 1000n,
      'session.id': 's',
      ...(usd === undefined ? {} : { 'gen_ai.usage.cost': usd }),
    })
    const agent = span(1, { ...call('gpt-4o-mini'), 'gen_ai.operation.name': 'invoke_agent' })
    const traceId = agent.traceId
    await server.fill(params.project, [
      agent,
      span(1, call('gpt-4o-mini'), { span: 1, parent: 0 }),
      span(1, call('our-own'), { span: 2, parent: 0 }),
      span(1, call('nobody-knows'), { span: 3, parent: 0 }),
      span(2, call('gpt-4o-mini', 0.5)),
    ])
    const { items } = await server.client.call('listSpans', { params: { ...params, traceId }, query: {} })
    const costs = items.map(({ model, costUsd, costSource, counted }) => [model, costUsd, costSource, counted])
    expect(costs).toEqual([
      ['gpt-4o-mini', undefined, undefined, false],
      ['gpt-4o-mini', 0.00075, 'listed', true],
      ['our-own', 0.003, 'project', true],
      ['nobody-knows', undefined, undefined, true],
    ])
    const unpriced = { isCostEstimated: true, unpricedModels: ['nobody-knows'] }
    expect(await server.client.call('getTrace', { params: { ...params, traceId } })).toMatchObject({ costUsd: 0.00375, ...unpriced })
    expect(await server.client.call('getSession', { params: { ...params, sessionId: 's' } })).toMatchObject({
      costUsd: 0.50375,
      ...unpriced,
    })
    const { sums } = await server.client.call('listSessions', { params, query: {} })
    expect([sums.costUsd, sums.isCostEstimated]).toEqual([0.50375, true])
    const sent = await server.client.call('getTrace', { params: { ...params, traceId: '2'.padStart(32, '0') } })
    expect([sent.costUsd, sent.isCostEstimated, sent.unpricedModels]).toEqual([0.5, undefined, undefined])
  })
})
