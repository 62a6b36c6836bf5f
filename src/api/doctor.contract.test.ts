import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnyValue } from '../model/any-value.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { readSpan } from '../normalize/normalize.ts'
import { NOW_MS, numbersFrom } from './example-spans.ts'
import { openTestServer, sketchSpan, type Library, type TestServer } from './test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
})
afterAll(() => server?.close())

const START_MS = NOW_MS - 3_600_000
const CHAT = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-4o-mini' }
const USAGE = { 'gen_ai.usage.input_tokens': 10n, 'gen_ai.usage.output_tokens': 2n, 'gen_ai.usage.cost': 0.001 }
const SAID = { 'gen_ai.input.messages': '[{"role":"user","parts":[{"type":"text","content":"hi"}]}]' }

type Sketch = { trace: number; span?: number; parent?: number; startMs?: number; scope?: string } & Partial<Omit<RawSpan, 'scope'>>
function span(
  { trace, span = 0, parent, startMs = START_MS, scope = 'traceloop.tracer', ...rest }: Sketch,
  attributes: Record<string, AnyValue>,
): RawSpan {
  const raw = sketchSpan({ trace, span, startMs, durationMs: 1000, attributes, ...(parent === undefined ? {} : { parent }) })
  return { ...raw, scope: { ...raw.scope, name: scope }, ...rest }
}

async function openProject(spans: readonly RawSpan[]): Promise<{ readonly project: string; readonly library: Library }> {
  const { id } = await server.client.call('createProject', { body: { name: 'P' } })
  return { project: id, library: await server.fill(id, spans) }
}

async function findingsOf(spans: readonly RawSpan[]) {
  const { project } = await openProject(spans)
  const { scopes } = await server.client.call('getDoctor', { params: { project } })
  return Object.fromEntries(
    scopes.map(({ scope, findings }) => [scope, Object.fromEntries(findings.map(({ kind, ...rest }) => [kind, rest]))]),
  )
}

describe('the ingest doctor', () => {
  it('finds nothing where nothing is wrong, and nothing where nothing is', async () => {
    const { project } = await openProject([span({ trace: 1 }, { ...CHAT, ...USAGE, ...SAID, 'session.id': 's' })])
    const answer = await server.client.call('getDoctor', { params: { project } })
    expect(answer).toMatchObject({ traces: 1, checkedTraces: 1, requests: [] })
    expect(answer.scopes).toEqual([
      {
        scope: 'traceloop.tracer',
        sdk: 'OpenLLMetry (Traceloop) for Python',
        spans: 1,
        traces: 1,
        lastSeenAt: '2026-11-29T23:00:01.000Z',
        findings: [],
      },
    ])
    const empty = await openProject([])
    expect(await server.client.call('getDoctor', { params: { project: empty.project } })).toMatchObject({ traces: 0, scopes: [] })
  })

  it('tells of traces without session, with the fix for the SDK, and blames no web server for it', async () => {
    const found = await findingsOf([
      span({ trace: 1, scope: 'opentelemetry.instrumentation.fastapi' }, {}),
      span({ trace: 1, span: 1, parent: 0, scope: 'ai' }, { ...CHAT, ...USAGE, ...SAID }),
      span({ trace: 2, scope: 'ai' }, { ...CHAT, ...USAGE, ...SAID, 'session.id': 's' }),
      span({ trace: 3, scope: 'opentelemetry.instrumentation.fastapi' }, {}),
    ])
    expect(found['ai']).toEqual({
      no_session: {
        severity: 'problem',
        unit: 'traces',
        count: 1,
        of: 2,
        details: [],
        samples: [{ traceId: '1'.padStart(32, '0') }],
        fix: expect.objectContaining({ code: expect.stringContaining('sessionId'), language: 'javascript' }),
      },
    })
    expect(found['opentelemetry.instrumentation.fastapi']).toMatchObject({ no_session: { count: 1, of: 2 } })
  })

  it('tells of parents that never came, but not of those that may still come', async () => {
    const orphan = span({ trace: 1, span: 1, parent: 0 }, { 'session.id': 's' })
    const recent = span({ trace: 2, span: 1, parent: 0, startMs: NOW_MS - 10_000 }, { 'session.id': 's' })
    const found = await findingsOf([orphan, recent])
    expect(found['traceloop.tracer']).toMatchObject({
      no_root: { count: 1, of: 2, samples: [{ traceId: orphan.traceId, spanId: orphan.spanId }] },
    })
  })

  it('tells of model calls without usage or content, unless a call inside them or a log record has it', async () => {
    const session = { 'session.id': 's' }
    const bare = span({ trace: 1 }, { ...CHAT, ...session })
    const wrapper = span({ trace: 2 }, { ...CHAT, ...session })
    const inner = span({ trace: 2, span: 1, parent: 0, scope: 'openinference.instrumentation.openai' }, { ...CHAT, ...USAGE, ...SAID })
    const failed = span({ trace: 3, statusCode: 2 }, { ...CHAT, ...session })
    const pending = span({ trace: 4, endTimeUnixNano: 0n }, { ...CHAT, ...session })
    const found = await findingsOf([bare, wrapper, inner, failed, pending])
    const one = { count: 1, of: 2, unit: 'calls', samples: [{ traceId: bare.traceId, spanId: bare.spanId }] }
    expect(found['traceloop.tracer']).toEqual({
      no_usage: expect.objectContaining({ ...one, severity: 'warning' }),
      no_content: expect.objectContaining({ ...one, severity: 'info' }),
    })
  })

  it('tells of usage that is told twice, and does not count it twice', async () => {
    const agent = span({ trace: 1 }, { 'gen_ai.operation.name': 'invoke_agent', ...USAGE, 'session.id': 's' })
    const call = span({ trace: 1, span: 1, parent: 0 }, { ...CHAT, ...USAGE, ...SAID })
    const found = await findingsOf([agent, call])
    expect(found['traceloop.tracer']).toEqual({
      double_usage: expect.objectContaining({
        severity: 'info',
        count: 1,
        of: 2,
        samples: [{ traceId: agent.traceId, spanId: agent.spanId }],
      }),
    })
  })

  it('tells of clocks that differ, impossible times, things dropped and content cut off', async () => {
    const session = { 'session.id': 's' }
    const found = await findingsOf([
      span({ trace: 1 }, session),
      span({ trace: 1, span: 1, parent: 0, startMs: START_MS - 3000 }, {}),
      span({ trace: 1, span: 2, parent: 0, startMs: START_MS - 50 }, {}),
      span({ trace: 2, endTimeUnixNano: 5n }, session),
      span({ trace: 3, droppedAttributesCount: 4, droppedLinksCount: 1 }, session),
      span({ trace: 3, span: 1, parent: 0, droppedEventsCount: 4 }, {}),
      span({ trace: 4 }, { ...CHAT, ...USAGE, ...session, 'gen_ai.input.messages': SAID['gen_ai.input.messages'].slice(0, 40) }),
    ])
    expect(found['traceloop.tracer']).toMatchObject({
      clock_skew: { count: 1, of: 7, details: ['3000 ms'] },
      corrected_times: { count: 1, of: 7 },
      dropped: { count: 3, details: ['attributes', 'events', 'links'] },
      truncated_json: { count: 1 },
    })
    expect(Object.keys(found['traceloop.tracer']!)).toHaveLength(4)
  })

  it('tells of models without a price', async () => {
    const tokens = { 'gen_ai.usage.input_tokens': 10n, 'gen_ai.usage.output_tokens': 2n }
    const named = (model: string) => ({ 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': model, 'session.id': 's', ...SAID })
    const found = await findingsOf([
      span({ trace: 1 }, { 'session.id': 's' }),
      span({ trace: 1, span: 2, parent: 0 }, { ...named('nobody-sells-this'), ...tokens }),
      span({ trace: 1, span: 1, parent: 0, scope: 'ai' }, { ...named('paid-for'), ...USAGE }),
    ])
    expect(found).toMatchObject({ 'traceloop.tracer': { unpriced_model: { count: 1, of: 1, details: ['nobody-sells-this'] } }, ai: {} })
    expect(found['ai']).toEqual({})
  })

  it('looks at the version of a span that is shown', async () => {
    const { project } = await openProject([span({ trace: 1, droppedAttributesCount: 9 }, { 'session.id': 's' })])
    await server.fill(project, [span({ trace: 1 }, { 'session.id': 's', more: 'yes' })])
    const { scopes } = await server.client.call('getDoctor', { params: { project } })
    expect(scopes).toMatchObject([{ spans: 1, findings: [] }])
  })

  it('tells of traces that name two sessions, and keeps to its window and its project', async () => {
    const spans = [
      span({ trace: 1 }, { 'session.id': 'a' }),
      span({ trace: 1, span: 1, parent: 0 }, { 'session.id': 'b' }),
      span({ trace: 2, startMs: NOW_MS - 30 * 86_400_000 }, {}),
    ]
    const { project } = await openProject(spans)
    const { scopes, traces } = await server.client.call('getDoctor', { params: { project } })
    expect(traces).toBe(1)
    expect(scopes).toMatchObject([{ findings: [{ kind: 'session_conflict', count: 1, of: 1 }] }])
    const all = await server.client.call('getDoctor', { params: { project }, query: { from: 'now-60d' } })
    expect(all).toMatchObject({
      traces: 2,
      scopes: [{ traces: 2, findings: [{ kind: 'no_session', count: 1 }, { kind: 'session_conflict' }] }],
    })
    await expect(server.client.call('getDoctor', { params: { project }, query: { from: 'yesterday' } })).rejects.toMatchObject({
      status: 400,
    })
    await expect(server.client.call('getDoctor', { params: { project: 'nobody' } })).rejects.toMatchObject({ status: 404 })
  })

  it('answers what a recount of the spans gives', async () => {
    const spans = randomSpans()
    const { project, library } = await openProject(spans)
    const answer = await server.client.call('getDoctor', { params: { project } })
    expect(answer.traces).toBe(library.traces.length)
    const parents = new Map(spans.map((raw) => [raw.traceId + raw.spanId, raw]))
    const readings = new Map(spans.map((raw) => [raw, readSpan(raw)]))
    for (const { scope, spans: spanCount, traces, findings } of answer.scopes) {
      const own = spans.filter((raw) => raw.scope.name === scope)
      const tracesWith = (test: (raw: RawSpan) => boolean) => new Set(own.filter(test).map(({ traceId }) => traceId)).size
      const isBareCall = (raw: RawSpan) => {
        const { kind, usage, outcome } = readings.get(raw)!
        const isWrapper = spans.some(
          (other) => other.traceId === raw.traceId && other.parentSpanId === raw.spanId && readings.get(other)!.usage !== undefined,
        )
        return kind === 'llm' && outcome === 'ok' && usage === undefined && !isWrapper
      }
      const counts: Partial<Record<string, number>> = Object.fromEntries(findings.map(({ kind, count }) => [kind, count]))
      expect({ scope, spanCount, traces, ...pick(counts) }).toEqual({
        scope,
        spanCount: own.length,
        traces: tracesWith(() => true),
        no_session: tracesWith(({ traceId }) => library.traces.find((trace) => trace.traceId === traceId)!.sessionId === ''),
        no_root: tracesWith((raw) => raw.parentSpanId !== '' && !parents.has(raw.traceId + raw.parentSpanId)),
        no_usage: own.filter(isBareCall).length,
        dropped: own.filter((raw) => raw.droppedAttributesCount > 0).length,
        clock_skew: own.filter(
          (raw) => (parents.get(raw.traceId + raw.parentSpanId)?.startTimeUnixNano ?? 0n) > raw.startTimeUnixNano + 100_000_000n,
        ).length,
      })
    }
  })
})

const pick = ({ no_session = 0, no_root = 0, no_usage = 0, dropped = 0, clock_skew = 0 }: Partial<Record<string, number>>) => ({
  no_session,
  no_root,
  no_usage,
  dropped,
  clock_skew,
})

function randomSpans(): RawSpan[] {
  const random = numbersFrom(11)
  const chance = (share: number) => random() < share
  return Array.from({ length: 60 }, (_, trace) =>
    Array.from({ length: 1 + Math.floor(random() * 5) }, (_, at) =>
      span(
        {
          trace: trace + 1,
          span: at,
          ...(at === 0 ? {} : { parent: chance(0.1) ? 77 : Math.floor(random() * at) }),
          startMs: START_MS + Math.floor(random() * 5) * 70,
          scope: chance(0.5) ? 'ai' : 'langfuse-sdk',
          droppedAttributesCount: chance(0.1) ? 3 : 0,
        },
        { ...CHAT, ...(chance(0.6) ? USAGE : {}), ...(chance(0.3) ? { 'session.id': `s${trace}` } : {}) },
      ),
    ),
  ).flat()
}
