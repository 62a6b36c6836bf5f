import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleSpans, NOW_MS, ORIGIN_MS } from './example-spans.ts'
import { openTestServer, type TestServer } from './test-server.ts'

let server: TestServer
const params = { project: 'default' }

beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
  await server.fill('default', exampleSpans())
})
afterAll(() => server?.close())

const sum = (values: readonly (number | undefined)[]) => values.reduce<number>((total, each) => total + (each ?? 0), 0)

describe('sums over time', () => {
  const windows = [
    {},
    { from: String(ORIGIN_MS + 86_400_000 + 100), to: String(ORIGIN_MS + 4 * 86_400_000) },
    { from: String(ORIGIN_MS + 86_400_000 + 100), interval: '1d', tz: 'Asia/Kolkata' },
    { to: String(ORIGIN_MS + 4 * 86_400_000), interval: '12h', tz: 'America/New_York' },
  ] as const

  it.each(windows)('are those of the traces list: %o', async (query) => {
    const { interval: _, tz: __, ...window } = { interval: undefined, tz: undefined, ...query }
    const { total, sums } = await server.client.call('listTraces', { params, query: window })
    const expected = { traces: total, tokens: sums.totalTokens, cost: sums.costUsd ?? 0, errorSpans: sums.errorCount }
    for (const [metric, wanted] of Object.entries(expected)) {
      const series = await server.client.call('getTimeseries', { params, query: { ...query, metric: metric as 'traces' } })
      const found = sum([series.before?.value, ...series.items.map((item) => item.value), series.after?.value])
      expect([metric, found, series.total]).toEqual([metric, expect.closeTo(wanted, 6), expect.closeTo(wanted, 6)])
    }
  })

  it.each(windows)('of sessions are the total of the sessions list: %o', async (query) => {
    const { interval: _, tz: __, ...window } = { interval: undefined, tz: undefined, ...query }
    const { total } = await server.client.call('listSessions', { params, query: window })
    const series = await server.client.call('getTimeseries', { params, query: { ...query, metric: 'sessions', by: 'status' } })
    expect([series.total, sum([series.before?.value, ...series.items.map((item) => item.value), series.after?.value])]).toEqual([
      total,
      total,
    ])
    const histogram = await server.client.call('getHistogram', { params, query: { ...query, of: 'sessions' } })
    const counted = [histogram.before, ...histogram.items, histogram.after].map((it) => it && it.ok + it.error + it.waiting + it.running)
    expect([histogram.total, sum(counted)]).toEqual([total, total])
  })
})
