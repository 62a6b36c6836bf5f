import { foldCase } from '../base/fold-case.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../model/session.ts'
import { sessionStatus } from '../model/status.ts'
import type { Trace } from '../model/trace.ts'
import { ApiProblem } from '../client/client.ts'
import { SESSION_SORTS } from './contract/session.ts'
import { TRACE_SORTS } from './contract/trace.ts'
import { exampleSpans, HOSTILE_TEXTS, NOW_MS, numbersFrom, ORIGIN_MS } from './example-spans.ts'
import { openTestServer, type Library, type TestServer } from './test-server.ts'

let server: TestServer
let library: Library
const params = { project: 'default' }

beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
  library = await server.fill('default', exampleSpans())
})
afterAll(() => server?.close())

type Value = bigint | number | string | undefined
const sessionValues: Record<(typeof SESSION_SORTS)[number], (session: Session) => Value> = {
  id: (it) => it.sessionId,
  traceCount: (it) => it.traceCount,
  errorCount: (it) => it.errorCount,
  errorSpanCount: (it) => it.errorSpanCount,
  completionTokens: (it) => it.completionTokens,
  promptTokens: (it) => it.promptTokens,
  totalTokens: (it) => it.totalTokens,
  cachedPromptTokens: (it) => it.cachedPromptTokens,
  reasoningTokens: (it) => it.reasoningTokens,
  costUsd: (it) => it.costNanoUsd,
  createdAt: (it) => it.createdUnixNano,
  lastTraceAt: (it) => it.lastTraceUnixNano,
  lastActivityAt: (it) => it.lastActivityUnixNano,
  durationMs: (it) => it.lastActivityUnixNano - it.createdUnixNano,
  p50Ms: (it) => it.p50Nano,
  p95Ms: (it) => it.p95Nano,
  activeMs: (it) => it.activeNano,
  waitingMs: (it) => it.waitingNano,
  waitingSince: (it) => it.waitingSinceUnixNano || undefined,
}
const traceValues: Record<(typeof TRACE_SORTS)[number], (trace: Trace) => Value> = {
  id: (it) => it.traceId,
  name: (it) => it.name,
  startedAt: (it) => it.startUnixNano,
  updatedAt: (it) => it.endUnixNano,
  durationMs: (it) => it.endUnixNano - it.startUnixNano,
  spanCount: (it) => it.spanCount,
  errorCount: (it) => it.errorCount,
  interruptCount: (it) => it.interruptCount,
  completionTokens: (it) => it.completionTokens,
  promptTokens: (it) => it.promptTokens,
  totalTokens: (it) => it.totalTokens,
  cachedPromptTokens: (it) => it.cachedPromptTokens,
  reasoningTokens: (it) => it.reasoningTokens,
  costUsd: (it) => it.costNanoUsd,
}

const bytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** Unknown values last, ties by id; ids and names by their bytes. */
function expectedOrder<T>(things: readonly T[], valueOf: (thing: T) => Value, idOf: (thing: T) => string, isDescending: boolean): string[] {
  const sign = isDescending ? -1 : 1
  const compare = (a: Value, b: Value) => (typeof a === 'string' && typeof b === 'string' ? bytes(a, b) : a! < b! ? -1 : a! > b! ? 1 : 0)
  return [...things]
    .sort((left, right) => {
      const [a, b] = [valueOf(left), valueOf(right)]
      if (a === undefined || b === undefined) return a === b ? bytes(idOf(left), idOf(right)) : a === undefined ? 1 : -1
      return sign * compare(a, b) || bytes(idOf(left), idOf(right))
    })
    .map(idOf)
}

async function readAllPages(ask: (cursor: string | undefined) => Promise<{ items: { id: string }[]; nextCursor?: string; total: number }>) {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await ask(cursor)
    ids.push(...page.items.map((item) => item.id))
    cursor = page.nextCursor
  } while (cursor !== undefined && ids.length < 10_000)
  return ids
}

describe('sorting', () => {
  it('meets ties, unknown values and every status in the example', () => {
    expect(library.sessions).toHaveLength(70)
    const statuses = library.sessions.map((session) => sessionStatus(session, BigInt(NOW_MS) * 1_000_000n))
    expect(new Set(statuses)).toEqual(new Set(['ok', 'error', 'waiting', 'running']))
    expect(library.sessions.filter((session) => session.costNanoUsd === undefined).length).toBeGreaterThan(20)
    expect(new Set(library.sessions.map((session) => session.costNanoUsd)).size).toBeGreaterThan(3)
    expect(library.sessions.some((session) => session.aliases.length > 0)).toBe(true)
  })

  it.each(SESSION_SORTS.flatMap((sort) => [sort, `-${sort}` as const]))(
    'pages sessions by %s without losing or repeating one',
    async (sort) => {
      const name = sort.replace('-', '') as (typeof SESSION_SORTS)[number]
      const ids = await readAllPages((cursor) => server.client.call('listSessions', { params, query: { sort, limit: 9, cursor } }))
      expect(ids).toEqual(expectedOrder(library.sessions, sessionValues[name], (it) => it.sessionId, sort.startsWith('-')))
    },
  )

  it.each(TRACE_SORTS.flatMap((sort) => [sort, `-${sort}` as const]))(
    'pages traces by %s without losing or repeating one',
    async (sort) => {
      const name = sort.replace('-', '') as (typeof TRACE_SORTS)[number]
      const ids = await readAllPages((cursor) => server.client.call('listTraces', { params, query: { sort, limit: 31, cursor } }))
      expect(ids).toEqual(expectedOrder(library.traces, traceValues[name], (it) => it.traceId, sort.startsWith('-')))
    },
  )
})

const sum = (values: readonly (number | undefined)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0)
const idsOf = (page: { items: { id: string }[] }) => page.items.map((item) => item.id).sort(bytes)

/** Both lists with one query, compared with a filter in memory. */
async function expectLists(
  query: Record<string, string>,
  matches: (trace: Trace) => boolean,
  sessionMatches?: (session: Session, traces: Trace[]) => boolean,
) {
  const isInside = sessionMatches ?? ((_, traces) => traces.some(matches))
  const sessions = library.sessions.filter((session) =>
    isInside(
      session,
      library.traces.filter((it) => it.sessionId === session.sessionId),
    ),
  )
  const traces = library.traces.filter(matches)
  const [page, tracePage] = await Promise.all([
    server.client.call('listSessions', { params, query: { ...query, limit: 200 } }),
    server.client.call('listTraces', { params, query: { ...query, sort: 'id', limit: 200 } }),
  ])
  expect(idsOf(page), JSON.stringify(query)).toEqual(sessions.map((it) => it.sessionId).sort(bytes))
  expect(page).toMatchObject({ total: sessions.length, totalIsExact: true })
  expect(page.sums).toMatchObject({
    traceCount: sum(sessions.map((it) => it.traceCount)),
    errorCount: sum(sessions.map((it) => it.errorCount)),
    errorSpanCount: sum(sessions.map((it) => it.errorSpanCount)),
    promptTokens: sum(sessions.map((it) => it.promptTokens)),
    completionTokens: sum(sessions.map((it) => it.completionTokens)),
    totalTokens: sum(sessions.map((it) => it.totalTokens)),
  })
  expect(page.sums.costUsd ?? 0).toBeCloseTo(sum(sessions.map((it) => it.costNanoUsd)) / 1e9)
  expect(tracePage.total, JSON.stringify(query)).toBe(traces.length)
  expect(tracePage.sums).toMatchObject({
    spanCount: sum(traces.map((it) => it.spanCount)),
    errorCount: sum(traces.map((it) => it.errorCount)),
  })
  expect(idsOf(tracePage)).toEqual(
    traces
      .map((it) => it.traceId)
      .sort(bytes)
      .slice(0, 200),
  )
  return page
}

describe('a time window', () => {
  it('holds a session when any of its traces is inside, also when the window lies in a gap', async () => {
    const random = numbersFrom(3)
    for (let n = 0; n < 60; n++) {
      const fromMs = ORIGIN_MS + Math.floor(random() * 9 * 24) * 3_600_000 - Math.floor(random() * 2)
      const toMs = fromMs + Math.floor(random() * 3) * 3_600_000 * 8
      const from = BigInt(fromMs) * 1_000_000n
      const to = BigInt(toMs) * 1_000_000n + 999_999n
      const query = { from: String(fromMs), ...(n % 3 === 0 ? {} : { to: n % 2 === 0 ? String(toMs) : new Date(toMs).toISOString() }) }
      const matches = (it: Trace) => it.endUnixNano >= from && (query.to === undefined || it.startUnixNano <= to)
      const page = await expectLists(query, matches)
      expect(page.tracesWithoutSession).toBe(library.traces.filter((it) => it.sessionId === '' && matches(it)).length)
    }
  })

  it('takes relative times from the moment of the first page', async () => {
    const from = BigInt(NOW_MS - 7 * 86_400_000) * 1_000_000n
    await expectLists({ from: 'now-7d' }, (it) => it.endUnixNano >= from)
  })
})

describe('a status', () => {
  it.each(['ok', 'error', 'waiting', 'running', 'error,waiting'])('%s is filtered as it is shown', async (status) => {
    const all = await server.client.call('listSessions', { params, query: { limit: 200 } })
    const expected = all.items.filter((item) => status.split(',').includes(item.status))
    const byParameter = await server.client.call('listSessions', { params, query: { limit: 200, status } })
    const byText = await server.client.call('listSessions', { params, query: { limit: 200, q: `status:${status}` } })
    expect(idsOf(byParameter)).toEqual(idsOf({ items: expected }))
    expect(idsOf(byText)).toEqual(idsOf({ items: expected }))
    const traces = await readAllPages((cursor) => server.client.call('listTraces', { params, query: { limit: 200, cursor } }))
    const rows = await Promise.all(traces.map((traceId) => server.client.call('getTrace', { params: { ...params, traceId } })))
    const filtered = await server.client.call('listTraces', { params, query: { limit: 200, status } })
    expect(filtered.total).toBe(rows.filter((row) => status.split(',').includes(row.status)).length)
  })
})

describe('a filter text', () => {
  const quote = (text: string) => `"${text.replace(/["\\]/g, (letter) => `\\${letter}`)}"`
  const contains = (text: string) => (value: string) => value.toLowerCase().includes(text.toWellFormed().toLowerCase())
  const isSaid = (text: string, { traceId }: Trace) =>
    contains(text)(traceId) || library.texts.get(traceId)?.some((said) => said.includes(foldCase(text.toWellFormed()))) === true
  const traceHas = (text: string) => (trace: Trace) =>
    isSaid(text, trace) || [trace.sessionId, trace.userId, ...trace.aliases].some(contains(text))
  const sessionHas = (text: string) => (session: Session, traces: Trace[]) =>
    [session.sessionId, session.userId, ...session.aliases, ...session.users].some(contains(text)) ||
    traces.some((trace) => isSaid(text, trace))

  it('finds pieces of what was said and of ids, whatever characters they have', async () => {
    const random = numbersFrom(11)
    const said = [...library.texts.values()].flat()
    for (let n = 0; n < 200; n++) {
      const source = n % 2 === 0 ? said[Math.floor(random() * said.length)]! : HOSTILE_TEXTS[n % HOSTILE_TEXTS.length]!
      const begin = Math.floor(random() * source.length)
      const text = source
        .slice(begin, begin + 1 + Math.floor(random() * 12))
        .toWellFormed()
        .replaceAll('\ufffd', '')
      if (text === '') continue
      await expectLists({ q: quote(text) }, traceHas(text), sessionHas(text))
    }
  })

  it('means the same as an oracle for random strings', async () => {
    const random = numbersFrom(13)
    const letters = [...Array.from('\'"\\`-;%_{}():,*?[]<>/|&^$#@!~ \0\n\taAeE1ñß漢🙂'), '{x:String}', ' OR 1=1', "\\'", '/*', 'refund']
    for (let n = 0; n < 200; n++) {
      const text = Array.from({ length: 1 + Math.floor(random() * 6) }, () => letters[Math.floor(random() * letters.length)]!).join('')
      await expectLists({ q: quote(text) }, traceHas(text), sessionHas(text))
    }
  })

  it('ands its terms, each of them somewhere in the session', async () => {
    await expectLists(
      { q: 'refund "hello"' },
      (it) => traceHas('refund')(it) && traceHas('hello')(it),
      (session, traces) => sessionHas('refund')(session, traces) && sessionHas('hello')(session, traces),
    )
  })

  it('answers random unquoted text or says what it does not understand', async () => {
    const random = numbersFrom(17)
    const letters = [...Array.from('ab":,\\- %\'{}\0'), 'status', 'session:', 'user:']
    for (let n = 0; n < 100; n++) {
      const q = Array.from({ length: 1 + Math.floor(random() * 8) }, () => letters[Math.floor(random() * letters.length)]!).join('')
      const answer = await server.client.call('listTraces', { params, query: { q } }).catch((error: unknown) => error)
      if (answer instanceof ApiProblem) expect(answer, q).toMatchObject({ status: 400, field: 'q' })
      else expect(answer, q).toHaveProperty('total')
    }
  })

  it('narrows by session, alias and user', async () => {
    for (const session of library.sessions) {
      const own = (it: Trace) => it.sessionId === session.sessionId
      const isOwn = (it: Session) => it.sessionId === session.sessionId
      await expectLists({ q: `session:${quote(session.sessionId)}` }, own, isOwn)
      await expectLists({ sessionId: session.sessionId }, own, isOwn)
      for (const alias of session.aliases) await expectLists({ sessionId: alias }, own, isOwn)
      if (session.userId === '') continue
      await expectLists(
        { userId: session.userId },
        (it) => it.userId === session.userId,
        (it) => it.users.includes(session.userId),
      )
    }
  })

  it('asks traces for the presence of a session', async () => {
    const without = library.traces.filter((it) => it.sessionId === '').length
    expect(without).toBeGreaterThan(0)
    expect((await server.client.call('listTraces', { params, query: { hasSession: 'false' } })).total).toBe(without)
    expect((await server.client.call('listTraces', { params, query: { q: '-has:session' } })).total).toBe(without)
    expect((await server.client.call('listTraces', { params, query: { q: 'has:session' } })).total).toBe(library.traces.length - without)
  })
})
