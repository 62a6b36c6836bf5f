import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { percentile } from '../base/percentile.ts'
import { ORIGIN_MS } from './example-spans.ts'
import { exampleUsage, spansOf, type UsageSketch } from './example-usage.ts'
import { openTestServer, type TestServer } from './test-server.ts'

let server: TestServer
const params = { project: 'default' }
const sketches = exampleUsage()

beforeAll(async () => {
  server = await openTestServer(() => ORIGIN_MS + 7 * 86_400_000)
  await server.fill('default', spansOf(sketches))
})
afterAll(() => server?.close())

type Traced = UsageSketch & { readonly spans: readonly UsageSketch[] }

function groups<T>(things: readonly T[], nameOf: (thing: T) => string): [string, T[]][] {
  const found = new Map<string, T[]>()
  for (const thing of things) found.set(nameOf(thing), [...(found.get(nameOf(thing)) ?? []), thing])
  return [...found]
}

/** Counted again, from what was sent. */
const traces: readonly Traced[] = groups(sketches, (sketch) => String(sketch.trace)).map(([, spans]) => ({
  ...spans[0]!,
  durationMs: Math.max(...spans.map((span) => span.startMs + span.durationMs)) - spans[0]!.startMs,
  spans,
}))
const hasFailed = ({ spans }: Traced) => spans.some((span) => span.error !== undefined)
const sum = <T>(things: readonly T[], read: (thing: T) => number) => things.reduce((total, thing) => total + read(thing), 0)

function durations<T extends { durationMs: number }>(things: readonly T[], nameOf: (thing: T) => string, isError: (thing: T) => boolean) {
  return groups(things, nameOf).map(([name, some]) => {
    const ascending = some.map((each) => each.durationMs).toSorted((a, b) => a - b)
    const at = (share: number) => expect.closeTo(percentile(ascending, share)!, 2)
    return {
      name,
      count: some.length,
      p50Ms: at(0.5),
      p90Ms: at(0.9),
      p95Ms: at(0.95),
      p99Ms: at(0.99),
      maxMs: at(1),
      errorCount: some.filter(isError).length,
    }
  })
}

const byName = <T extends { name: string }>(items: readonly T[]) => items.toSorted((a, b) => (a.name < b.name ? -1 : 1))

describe('percentiles', () => {
  const isError = (span: UsageSketch) => span.error !== undefined
  const named = traces.filter((trace) => trace.session !== undefined)
  it.each([
    ['trace', durations(traces, () => '', hasFailed)],
    ['name', durations(traces, (trace) => trace.name, hasFailed)],
    ['session', durations(named, (trace) => trace.session!, hasFailed)],
    ['span', durations(sketches, (span) => span.name, isError)],
    [
      'model',
      durations(
        sketches.filter(({ kind }) => kind === 'llm'),
        (span) => span.model,
        isError,
      ),
    ],
    [
      'tool',
      durations(
        sketches.filter(({ kind }) => kind === 'tool'),
        (span) => span.name,
        isError,
      ),
    ],
  ] as const)('by %s are those of the durations sent', async (by, expected) => {
    const { items, total } = await server.client.call('getPercentiles', { params, query: { by, limit: 200 } })
    expect(byName(items)).toEqual(byName(expected))
    expect(total).toBe(expected.length)
    expect(items.map((item) => item.count)).toEqual(items.map((item) => item.count).toSorted((a, b) => b - a))
    const few = await server.client.call('getPercentiles', { params, query: { by, limit: 1 } })
    expect(few).toEqual({ items: items.slice(0, 1), total })
  })

  it('of a window are those of the spans of all traces that reach into it, filtered or not', async () => {
    for (let day = 0; day < 6; day++) {
      const [from, to] = [ORIGIN_MS + day * 86_400_000, ORIGIN_MS + day * 86_400_000 + 40_000_000]
      const inside = traces.filter((trace) => trace.startMs <= to + 0.999999 && trace.startMs + trace.durationMs >= from)
      const expected = durations(
        inside.flatMap(({ spans }) => spans),
        (span) => span.name,
        isError,
      )
      const query = { by: 'span', from: String(from), to: String(to), limit: 200 } as const
      const plain = await server.client.call('getPercentiles', { params, query })
      const filtered = await server.client.call('getPercentiles', { params, query: { ...query, status: 'ok,error,waiting,running' } })
      expect([byName(plain.items), byName(filtered.items)]).toEqual([byName(expected), byName(expected)])
    }
  })
})

type Used = { readonly name: string; readonly trace: Traced; readonly spans: readonly UsageSketch[] }

function breakdown(uses: readonly Used[], isOfModel = false) {
  return groups(uses, ({ name }) => name).map(([name, some]) => {
    const spans = some.flatMap((each) => each.spans)
    const calls = spans.filter(({ kind }) => kind === 'llm')
    const [promptTokens, completionTokens] = [sum(spans, (span) => span.prompt), sum(spans, (span) => span.completion)]
    const session = new Set(some.flatMap(({ trace }) => trace.session ?? []))
    return {
      name,
      traceCount: some.length,
      sessionCount: session.size,
      errorCount: some.filter(({ trace }) => hasFailed(trace)).length,
      ...(isOfModel ? { callCount: calls.length } : {}),
      promptTokens,
      completionTokens,
      totalTokens: promptTokens + completionTokens,
      cachedPromptTokens: 0,
      reasoningTokens: 0,
      ...(calls.length === 0 ? {} : { costUsd: expect.closeTo(sum(spans, (span) => span.costNanoUsd) / 1e9, 6) }),
    }
  })
}

describe('breakdowns', () => {
  const whole = (nameOf: (trace: Traced) => string) => traces.map((trace) => ({ name: nameOf(trace), trace, spans: trace.spans }))
  const models = traces.flatMap((trace) =>
    groups(
      trace.spans.filter(({ kind }) => kind === 'llm'),
      (span) => span.model,
    ).map(([name, spans]) => ({ name, trace, spans })),
  )
  it.each([
    ['model', breakdown(models, true)],
    ['name', breakdown(whole((trace) => trace.name))],
    ['user', breakdown(whole((trace) => trace.user ?? ''))],
    ['environment', breakdown(whole((trace) => trace.environment))],
  ] as const)('by %s are those of the usage sent', async (by, expected) => {
    const { items, total } = await server.client.call('getBreakdown', { params, query: { by, limit: 200 } })
    expect(byName(items)).toEqual(byName(expected))
    expect(total).toBe(expected.length)
    expect(items.map((item) => item.costUsd ?? -1)).toEqual(items.map((item) => item.costUsd ?? -1).toSorted((a, b) => b - a))
  })

  it('of errors has each type with the spans, traces and sessions that have it', async () => {
    const failed = traces.flatMap((trace) => trace.spans.flatMap((span) => (span.error === undefined ? [] : [{ ...span, trace }])))
    const { items, buckets, total } = await server.client.call('getErrorBreakdown', { params, query: { interval: '1d' } })
    const expected = groups(failed, (span) => span.error!.type).map(([type, spans]) => {
      const found = [...new Set(spans.map((span) => span.trace))]
      const last = found.reduce((a, b) => (b.startMs > a.startMs ? b : a))
      return {
        type,
        message: `failed ${last.trace}`,
        spanCount: spans.length,
        traceCount: found.length,
        sessionCount: new Set(found.flatMap((trace) => trace.session ?? [])).size,
        lastAt: new Date(last.startMs).toISOString(),
        spark: buckets.map((at) => found.filter((trace) => Math.floor((trace.startMs - Date.parse(at)) / 86_400_000) === 0).length),
      }
    })
    expect(items.toSorted((a, b) => (a.type! < b.type! ? -1 : 1))).toEqual(expected.toSorted((a, b) => (a.type < b.type ? -1 : 1)))
    expect(total).toBe(expected.length)
  })

  it('of sessions has how many have how many traces, and those with most', async () => {
    const counts = groups(
      traces.filter(({ session }) => session !== undefined),
      ({ session }) => session!,
    ).map(([, some]) => some.length)
    const { items, top, total } = await server.client.call('getTracesPerSession', { params })
    expect(total).toBe(counts.length)
    const within = (from: number, to = Infinity) => counts.filter((count) => count >= from && count <= to).length
    expect(items.map((item) => item.sessionCount)).toEqual(items.map(({ from, to }) => within(from, to)))
    expect(sum(items, (item) => item.sessionCount)).toBe(total)
    expect(top.map((session) => session.traceCount)).toEqual(counts.toSorted((a, b) => b - a).slice(0, 20))
  })
})

describe('tokens and cost over time', () => {
  it.each(['tokens', 'cost'] as const)('of %s by model name the six with most, and what the rest adds', async (metric) => {
    const plain = await server.client.call('getTimeseries', { params, query: { metric, interval: '1d', tz: 'Asia/Kathmandu' } })
    const series = await server.client.call('getTimeseries', {
      params,
      query: { metric, interval: '1d', tz: 'Asia/Kathmandu', by: 'model' },
    })
    expect(series.otherCount).toBe(3)
    expect(series.names).toHaveLength(7)
    for (const [index, item] of series.items.entries()) {
      expect(item.value).toBeCloseTo(plain.items[index]!.value!, 6)
      expect(sum(item.parts!, (part) => part)).toBeCloseTo(item.value!, 6)
    }
    const calls = sketches.filter(({ kind }) => kind === 'llm')
    const amount = (span: UsageSketch) => (metric === 'tokens' ? span.prompt + span.completion : span.costNanoUsd / 1e9)
    const sums = groups(calls, (span) => span.model).map(([model, spans]) => [model, sum(spans, amount)] as const)
    const most = sums.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 6)
    expect(series.names!.slice(0, 6)).toEqual(most.map(([model]) => model))
    for (const [place, [, expected]] of most.entries()) expect(sum(series.items, (item) => item.parts![place]!)).toBeCloseTo(expected, 6)
  })
})
