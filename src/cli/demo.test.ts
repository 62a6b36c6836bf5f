import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Log } from '../base/log.ts'
import type { RawSpan } from '../model/raw-span.ts'
import type { Session } from '../model/session.ts'
import type { Trace } from '../model/trace.ts'
import { readSpan } from '../normalize/normalize.ts'
import { createJournal, registerOtlpHttp } from '../receive/receive.ts'
import { countedSpanIds, foldSession, foldTrace } from '../rollup/rollup.ts'
import { pastSessions } from './demo.ts'
import { createDice } from './demo/dice.ts'
import { createSender } from './demo/send.ts'
import type { Telling } from './demo/tell.ts'

const NOW_MS = Date.UTC(2026, 4, 20, 12)
const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined }
const received: RawSpan[] = []
const app = Fastify()

/** The stories in the order of the programme, as traces. */
let told: Telling[][]
let traces: Trace[]
let sessions: Map<string, Session>

beforeAll(async () => {
  registerOtlpHttp(app, {
    sink: { acceptSpans: async (_project, spans) => void received.push(...spans), acceptLogs: async () => undefined },
    resolveProject: async () => 'default',
    journal: createJournal(10),
    log,
    maxBodyBytes: 1024 * 1024,
  })
  told = pastSessions(11, NOW_MS, createDice(7))
  for (const { body } of told.flat()) {
    const reply = await app.inject({ method: 'POST', url: '/v1/traces', headers: { 'content-type': 'application/json' }, payload: body })
    expect([reply.statusCode, reply.body]).toEqual([200, '{}'])
  }
  const byTrace = groupByTrace(received)
  traces = [...byTrace.values()].map((spans) => foldTrace(spans.map(factOf)))
  const ids = new Set(traces.map(({ sessionId }) => sessionId).filter((id) => id !== ''))
  sessions = new Map([...ids].map((id) => [id, foldSession(traces.filter(({ sessionId }) => sessionId === id))!]))
})
afterAll(() => app.close())

function groupByTrace(spans: readonly RawSpan[]): Map<string, RawSpan[]> {
  const groups = new Map<string, RawSpan[]>()
  for (const span of spans) groups.set(span.traceId, [...(groups.get(span.traceId) ?? []), span])
  return groups
}

function factOf(raw: RawSpan) {
  return {
    ...readSpan(raw),
    projectId: 'default',
    traceId: raw.traceId,
    spanId: raw.spanId,
    parentSpanId: raw.parentSpanId,
    name: raw.name,
    origin: 'span' as const,
    startUnixNano: raw.startTimeUnixNano,
    endUnixNano: raw.endTimeUnixNano,
    batchSeq: 1n,
    rank: 1n,
  }
}

const sessionsOf = (service: string) =>
  [...sessions.values()].filter((session) => tracesOf(session).some((trace) => trace.service === service))
const tracesOf = (session: Session) => traces.filter(({ sessionId }) => sessionId === session.sessionId)

describe('the demo', () => {
  it('sends every span it says it sends', () => {
    expect(received).toHaveLength(told.flat().reduce((sum, { spanCount }) => sum + spanCount, 0))
    expect(new Set(received.map(({ spanId }) => spanId)).size).toBe(received.length)
  })

  it('forms a session of every story but the one that names none', () => {
    expect(sessions.size).toBe(10)
    expect(traces.filter(({ sessionId }) => sessionId === '')).toHaveLength(1)
    expect(traces.some(({ hasSessionConflict }) => hasSessionConflict)).toBe(false)
  })

  it('names one session by no UUID', () => {
    expect([...sessions.keys()].some((id) => /^acme\/web shop #\d+$/.test(id))).toBe(true)
  })

  it('leaves one pause waiting, and has two answered', () => {
    const waiting = sessionsOf('support-bot').filter(({ waitingSinceUnixNano }) => waitingSinceUnixNano > 0n)
    expect(waiting).toHaveLength(1)
    expect(traces.filter(({ outcome }) => outcome === 'interrupted')).toHaveLength(3)
    expect(traces.filter(({ isResume }) => isResume)).toHaveLength(2)
    expect(sessionsOf('support-bot').every(({ errorCount }) => errorCount === 0)).toBe(true)
  })

  it('has errors that end a turn and errors that were recovered', () => {
    const failed = traces.filter(({ outcome }) => outcome === 'error')
    expect(failed.filter(({ isRecovered }) => isRecovered).map(({ service }) => service)).toEqual(
      expect.arrayContaining(['warehouse-analyst', 'patchwork']),
    )
    expect(failed.filter(({ isRecovered }) => !isRecovered).map(({ service }) => service)).toEqual(
      expect.arrayContaining(['warehouse-analyst', 'trip-planner']),
    )
  })

  it('counts every model call once, though agents repeat the sum', () => {
    for (const { service, traceId } of traces) {
      const facts = received.filter((span) => span.traceId === traceId).map(factOf)
      const counted = countedSpanIds(facts)
      for (const { spanId, kind } of facts) if (counted.has(spanId)) expect(`${service} ${kind}`).toMatch(/ (llm|embedding)$/)
    }
  })

  it('reports cached tokens once the prompt has been seen', () => {
    expect(traces.some(({ cachedPromptTokens = 0 }) => cachedPromptTokens > 0)).toBe(true)
  })

  it('speaks of what was said in every turn', () => {
    for (const trace of traces) {
      expect(trace.input).not.toBe('')
      if (trace.outcome !== 'error') expect(trace.output).not.toBe('')
      expect(trace.promptTokens === undefined && trace.outcome !== 'error').toBe(false)
    }
    expect(new Set(traces.map(({ service }) => service)).size).toBe(6)
  })

  it('knows every kind of span and no unknown one', () => {
    const kinds = new Set(received.map((span) => readSpan(span).kind))
    for (const kind of ['agent', 'workflow', 'llm', 'tool', 'retriever', 'embedding', 'chain']) expect(kinds).toContain(kind)
    expect(kinds).not.toContain('other')
  })

  it('lies in the last hours', () => {
    const starts = traces.map(({ startUnixNano }) => Number(startUnixNano / 1_000_000n))
    expect(Math.min(...starts)).toBeGreaterThan(NOW_MS - 7 * 3600_000)
    expect(Math.max(...traces.map(({ endUnixNano }) => Number(endUnixNano / 1_000_000n)))).toBeLessThan(NOW_MS)
  })

  it('is the same for the same seed and another for another', () => {
    const isSame = (seed: number) => JSON.stringify(pastSessions(11, NOW_MS, createDice(seed))) === JSON.stringify(told)
    expect([isSame(7), isSame(8)]).toEqual([true, false])
  })
})

describe('sending', () => {
  const answering = (...statuses: number[]) => {
    const asked: RequestInit[] = []
    const fetchOnce = async (_url: unknown, init?: RequestInit) => {
      asked.push(init!)
      return new Response('{}', { status: statuses.shift() ?? 200, headers: { 'retry-after': '0.001' } })
    }
    return { asked, fetch: fetchOnce as typeof fetch }
  }

  it('tries again when the server asks for it', async () => {
    const { asked, fetch } = answering(503, 429, 200)
    await createSender({ url: 'http://127.0.0.1:1', apiKey: 'k', fetch })('{}')
    expect(asked).toHaveLength(3)
    expect(asked[0]!.headers).toMatchObject({ authorization: 'Bearer k' })
  })

  it('says what to do about a missing key or a server that is not there', async () => {
    const refused = createSender({ url: 'http://127.0.0.1:1', apiKey: undefined, fetch: answering(401).fetch })
    await expect(refused('{}')).rejects.toMatchObject({ kind: 'unauthenticated', hint: expect.stringContaining('--api-key') })
    const absent = createSender({ url: 'http://127.0.0.1:1', apiKey: undefined })
    await expect(absent('{}')).rejects.toMatchObject({ code: 'server_unreachable', hint: expect.stringContaining('sojourn serve') })
  })
})
