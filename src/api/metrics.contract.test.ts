import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { METRICS, SPLITS, type Metric } from './contract/metrics.ts'
import { exampleSpans, NOW_MS, ORIGIN_MS } from './example-spans.ts'
import { openTestServer, sketchSpan, type TestServer } from './test-server.ts'

let server: TestServer
const params = { project: 'default' }
const DAY_MS = 86_400_000

beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
  await server.fill('default', exampleSpans())
})
afterAll(() => server?.close())

const sum = (values: readonly (number | undefined)[]) => values.reduce<number>((total, each) => total + (each ?? 0), 0)
const series = (query: { metric: Metric } & Record<string, string>) => server.client.call('getTimeseries', { params, query })

/** Windows that begin and end inside traces, and filters of every kind; how time is cut changes no sum. */
const QUESTIONS: readonly (readonly [filter: Record<string, string>, cut: Record<string, string>])[] = [
  [{}, {}],
  [{ from: String(ORIGIN_MS + DAY_MS + 100), to: String(ORIGIN_MS + 4 * DAY_MS) }, {}],
  [{ from: String(ORIGIN_MS + DAY_MS + 100) }, { interval: '1d', tz: 'Asia/Kolkata' }],
  [{ to: String(ORIGIN_MS + 4 * DAY_MS) }, { interval: '12h', tz: 'America/New_York' }],
  [{ q: 'status:error,waiting' }, { interval: '1w' }],
  [{ q: 'refund', from: String(ORIGIN_MS + 2 * DAY_MS) }, { tz: 'Pacific/Chatham' }],
  [{ q: 'errors:>0 -has:user tokens:>5', status: 'error,running' }, {}],
  [{ userId: "O'Brien" }, { interval: '6h', tz: 'utc' }],
  [{ sessionId: "it's" }, {}],
  [{ q: 'nobody ever said this' }, {}],
]

describe('sums over time', () => {
  it.each(QUESTIONS)('are those of the traces list: %o %o', async (filter, cut) => {
    const { total, sums } = await server.client.call('listTraces', { params, query: filter })
    const failed = await server.client.call('getSummary', { params, query: filter })
    const expected = {
      traces: total,
      tokens: sums.totalTokens,
      cost: sums.costUsd ?? 0,
      errorSpans: sums.errorCount,
      errors: failed.current.errorTraceCount!,
    }
    for (const [metric, wanted] of Object.entries(expected)) {
      const found = await series({ ...filter, ...cut, metric: metric as Metric })
      const all = sum([found.before?.value, ...found.items.map((item) => item.value), found.after?.value])
      expect([metric, all, found.total]).toEqual([metric, expect.closeTo(wanted, 6), expect.closeTo(wanted, 6)])
    }
  })

  it.each(QUESTIONS)('of a strip are what its list holds: %o %o', async (filter, cut) => {
    for (const of of ['sessions', 'traces'] as const) {
      const { total } = await server.client.call(of === 'sessions' ? 'listSessions' : 'listTraces', { params, query: filter })
      const strip = await server.client.call('getHistogram', { params, query: { ...filter, ...cut, of } })
      const counts = [strip.before, ...strip.items, strip.after]
      expect([strip.total, sum(counts.map((it) => it && it.ok + it.error + it.waiting + it.running))]).toEqual([total, total])
      for (const status of ['ok', 'error', 'waiting', 'running'] as const) {
        const query = { ...filter, q: `${filter['q'] ?? ''} status:${status}` }
        const found = await server.client.call(of === 'sessions' ? 'listSessions' : 'listTraces', { params, query })
        expect([status, sum(counts.map((it) => it?.[status]))]).toEqual([status, found.total])
      }
    }
  })

  it.each(QUESTIONS)('of sessions are the total of the sessions list: %o %o', async (filter, cut) => {
    const { total } = await server.client.call('listSessions', { params, query: filter })
    const found = await series({ ...filter, ...cut, metric: 'sessions', by: 'status' })
    expect(found.total).toBe(total)
    const points = [...found.items, ...[found.before, found.after].flatMap((point) => point ?? [])]
    expect(sum(points.map((point) => point.value))).toBe(total)
    expect(points.map((point) => sum(point.parts!))).toEqual(points.map((point) => point.value))
  })

  it.each(QUESTIONS)('of tiles are those of the lists: %o', async (filter) => {
    const { current, waitingNow } = await server.client.call('getSummary', { params, query: filter })
    const [traces, sessions] = await Promise.all([
      server.client.call('listTraces', { params, query: filter }),
      server.client.call('listSessions', { params, query: filter }),
    ])
    const { spanCount: _, errorCount: __, ...sums } = traces.sums
    expect(current).toMatchObject({ traceCount: traces.total, sessionCount: sessions.total, ...sums })
    const { from: ___, to: ____, ...timeless } = filter
    const waiting = await server.client.call('listSessions', {
      params,
      query: { ...timeless, q: `${filter['q'] ?? ''} status:waiting`, sort: 'waitingSince' },
    })
    expect(waitingNow).toEqual({ count: waiting.total, oldestSince: waiting.items[0]?.waitingSince })
  })

  it.each(Object.entries(SPLITS).flatMap(([metric, splits]) => splits.map((by) => [metric as Metric, by] as const)))(
    'of %s add up by %s',
    async (metric, by) => {
      if (metric === 'latency') return
      const found = await series({ metric, by, interval: '1d' })
      expect(found.items.map((item) => sum(item.parts!))).toEqual(found.items.map((item) => expect.closeTo(item.value!, 6)))
      expect(found.items[0]!.parts).toHaveLength(found.names!.length)
    },
  )
})

describe('buckets', () => {
  it('follow one another, hold zero where nothing was, and latency leaves gaps', async () => {
    const counts = await series({
      metric: 'traces',
      from: String(ORIGIN_MS - 3 * DAY_MS),
      to: String(ORIGIN_MS + 3 * DAY_MS - 1),
      interval: '1d',
    })
    expect(counts.items.slice(0, 3).map((item) => item.value)).toEqual([0, 0, 0])
    expect(counts.items).toHaveLength(6)
    expect(counts).toMatchObject({
      interval: '1d',
      endsAt: new Date(ORIGIN_MS + 3 * DAY_MS).toISOString(),
      isFirstPartial: false,
      isLastPartial: false,
    })
    const latency = await series({
      metric: 'latency',
      by: 'percentile',
      from: String(ORIGIN_MS - DAY_MS),
      to: String(ORIGIN_MS),
      interval: '1d',
    })
    expect(latency.items[0]).toEqual({ at: new Date(ORIGIN_MS - DAY_MS).toISOString() })
    expect(latency.items[1]!.value).toBe(latency.items[1]!.parts![latency.names!.indexOf('p95')])
  })

  it('say when the window cuts them or they are not over', async () => {
    const cut = await series({ metric: 'traces', from: String(ORIGIN_MS + 1), to: String(ORIGIN_MS + DAY_MS), interval: '1d' })
    expect(cut).toMatchObject({ isFirstPartial: true, isLastPartial: true })
    const open = await series({ metric: 'traces', from: String(NOW_MS - DAY_MS), interval: '1h' })
    expect(open).toMatchObject({ isFirstPartial: false, isLastPartial: true })
  })

  it('are one, and zero, where a project has nothing', async () => {
    const { id } = await server.store.control.projects.create('Empty')
    const empty = { project: id }
    const found = await server.client.call('getTimeseries', { params: empty, query: { metric: 'traces' } })
    expect(found.items.map((item) => item.value)).toEqual([0])
    expect((await server.client.call('getSummary', { params: empty, query: { from: 'now-1d' } })).current).toEqual({
      sessionCount: 0,
      traceCount: 0,
      errorTraceCount: 0,
      promptTokens: 0,
      completionTokens: 0,
      totalTokens: 0,
      cachedPromptTokens: 0,
      reasoningTokens: 0,
    })
  })
})

describe('a question that cannot be answered', () => {
  it.each([
    [{ tz: 'Europe/Atlantis' }, { field: 'tz', detail: expect.stringContaining('Europe/Atlantis') }],
    [
      { interval: '1s', from: 'now-7d' },
      { field: 'interval', hint: 'Allowed here: 1h, 3h, 6h, 12h, 1d, 1w.' },
    ],
    [{ by: 'model' }, { field: 'by', hint: 'Allowed: status.' }],
    [{ q: 'colour:red' }, { field: 'q', code: 'bad_filter' }],
    [{ from: 'yesterday-ish' }, { field: 'from' }],
  ])('is refused with the field and what is allowed: %o', async (query, problem) => {
    await expect(series({ metric: 'traces', ...query })).rejects.toMatchObject({ status: 400, ...problem })
  })

  it('names every metric there is', async () => {
    await expect(series({ metric: 'joy' as Metric })).rejects.toMatchObject({
      status: 400,
      field: 'metric',
      detail: expect.stringContaining(METRICS.join(', ')),
    })
  })

  it('leaves a tile out where the filter asks what only the other list can answer', async () => {
    const ofTraces = await server.client.call('getSummary', { params, query: { q: 'name:Chat' } })
    expect(ofTraces.current.traceCount).toBeGreaterThan(0)
    expect([ofTraces.current.sessionCount, ofTraces.waitingNow]).toEqual([undefined, undefined])
    const ofSessions = await server.client.call('getSummary', { params, query: { q: 'traces:>1' } })
    expect(ofSessions.current.sessionCount).toBeGreaterThan(0)
    expect(ofSessions.current.traceCount).toBeUndefined()
    await expect(server.client.call('getSummary', { params, query: { q: 'traces:>1 name:Chat' } })).rejects.toMatchObject({ field: 'q' })
  })
})

describe('a trace that several sessions share', () => {
  it('counts once among traces, and in each of its sessions by its part', async () => {
    const { id } = await server.store.control.projects.create('Split')
    const split = { project: id }
    const of = (span: number, session: string, durationMs: number) => {
      const attributes = { 'gen_ai.operation.name': 'invoke_agent', 'session.id': session }
      return sketchSpan({ trace: 900, span, parent: 0, startMs: ORIGIN_MS + span, durationMs, name: `work of ${session}`, attributes })
    }
    const root = sketchSpan({ trace: 900, span: 0, startMs: ORIGIN_MS, durationMs: 1_000, name: 'batch', attributes: {} })
    await server.fill(split.project, [root, of(1, 'one', 10), of(2, 'two', 30)])
    const percentiles = async (query: { by: 'trace' | 'session' | 'span'; sessionId?: string }) => {
      const { items } = await server.client.call('getPercentiles', { params: split, query })
      return items.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((item) => [item.name, item.count, item.maxMs])
    }
    expect(await percentiles({ by: 'trace' })).toEqual([['', 1, 1_000]])
    expect(await percentiles({ by: 'session' })).toEqual([
      ['one', 1, 10],
      ['two', 1, 30],
    ])
    expect(await percentiles({ by: 'span', sessionId: 'two' })).toEqual([['work of two', 1, 30]])
  })
})

describe('a caller that leaves at a pause below it', () => {
  it('is no error of its name', async () => {
    const { id } = await server.store.control.projects.create('Pauses')
    const pause = { type: 'langgraph.errors.GraphInterrupt', message: `(Interrupt(value='ok?', id='i'),)` }
    const at = { trace: 901, startMs: ORIGIN_MS, durationMs: 5, attributes: {} }
    const caller = { ...sketchSpan({ ...at, span: 0, name: 'caller', isError: true }), statusMessage: '' }
    const failed = sketchSpan({ ...at, trace: 902, span: 0, name: 'caller', isError: true })
    await server.fill(id, [caller, sketchSpan({ ...at, span: 1, parent: 0, name: 'node', isError: true, exception: pause }), failed])
    const { items } = await server.client.call('getPercentiles', { params: { project: id }, query: { by: 'span' } })
    expect(items.map((item) => [item.name, item.count, item.errorCount])).toEqual([
      ['caller', 2, 1],
      ['node', 1, 0],
    ])
    const { sums } = await server.client.call('listTraces', { params: { project: id } })
    expect(sums.errorCount).toBe(1)
  })
})
