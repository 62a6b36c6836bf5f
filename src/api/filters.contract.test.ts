import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conditionsOf, parseFilter } from '../filter/filter.ts'
import type { Condition, FilterScope } from '../model/filter.ts'
import { changedAgain, exampleFilterSpans } from './example-filter-spans.ts'
import { NOW_MS, numbersFrom } from './example-spans.ts'
import { SESSION_SORTS } from './contract/session.ts'
import { TRACE_SORTS } from './contract/trace.ts'
import { meets, recountAll, valuesOf, type Oracle, type SessionView, type TraceView } from './test-filter-oracle.ts'
import { filterTexts } from './test-filter-texts.ts'
import { openTestServer, type TestServer } from './test-server.ts'

const params = { project: 'default' }
const asOf = BigInt(NOW_MS) * 1_000_000n
const window = { fromUnixNano: undefined, toUnixNano: undefined }
let server: TestServer
let oracle: Oracle

beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
  const spans = exampleFilterSpans(5)
  const again = changedAgain(spans)
  await server.fill('default', spans)
  await server.fill('default', again)
  // Another project, of which nothing may be found.
  const { id } = await server.client.call('createProject', { body: { name: 'Other' } })
  await server.fill(id, exampleFilterSpans(6))
  const gone = spans[0]!.traceId
  await server.client.call('deleteTrace', { params: { ...params, traceId: gone } })
  const left = (list: typeof spans) => list.filter(({ traceId }) => traceId !== gone)
  oracle = recountAll([left(spans), left(again)])
})
afterAll(() => server?.close())

const read = (text: string, scope: FilterScope): Condition[] => {
  const terms = parseFilter(text, scope, NOW_MS)
  expect(terms.flatMap(({ fault }) => (fault === undefined ? [] : [{ text, fault }]))).toEqual([])
  return conditionsOf(terms)
}

function expectedSessions(conditions: readonly Condition[]): string[] {
  return oracle.sessions
    .filter((view) => meets({ scope: 'session', ...view }, conditions, oracle, asOf))
    .map(({ session }) => session.sessionId)
    .sort(byBytes)
}

function expectedTraces(conditions: readonly Condition[]): string[] {
  const namesSession = conditions.some((it) => it.kind === 'field' && it.field === 'session' && !it.isExcluded)
  return oracle.traces
    .filter(({ trace }) => (namesSession ? trace.partCount === 0 : trace.part === ''))
    .filter((view) => meets({ scope: 'trace', ...view }, conditions, oracle, asOf))
    .map(({ trace }) => trace.traceId)
    .sort(byBytes)
}

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** Values that a field has somewhere. */
function observer() {
  const cache = new Map<string, (string | bigint)[]>()
  const thingsOf = (scope: FilterScope) => {
    if (scope === 'session') return oracle.sessions.map((view: SessionView) => ({ scope, ...view }) as const)
    if (scope === 'trace') return oracle.traces.map((view: TraceView) => ({ scope, ...view }) as const)
    return oracle.traces.flatMap(({ spans }) => spans.map((view) => ({ scope, ...view }) as const))
  }
  return (scope: FilterScope, field: string, key?: string) => {
    const name = `${scope} ${field} ${key}`
    const known = cache.get(name) ?? [
      ...new Set(thingsOf(scope).flatMap((it) => valuesOf(it, { field, ...(key === undefined ? {} : { key }) }, asOf))),
    ]
    cache.set(name, known)
    return known
  }
}

describe('any filter', () => {
  it('is asked of enough', () => {
    expect(oracle.sessions.length).toBeGreaterThan(50)
    expect(oracle.traces.filter(({ trace }) => trace.part !== '').length).toBeGreaterThan(10)
    for (const status of ['waiting', 'running', 'error', 'ok'])
      expect(expectedSessions(read(`status:${status}`, 'session'))).not.toEqual([])
  })

  it.each([
    ['session', 'sessions'],
    ['trace', 'traces'],
  ] as const)('counts as many rows of a %s list as a recount', async (scope, list) => {
    const write = filterTexts(numbersFrom(11), observer())
    const texts = Array.from({ length: 120 }, () => write(scope))
    const wrong: unknown[] = []
    const found = new Set<number>()
    for (let start = 0; start < texts.length; start += 10) {
      const asked = texts.slice(start, start + 10)
      const filters = await Promise.all(
        asked.map(async (text) => ({ projectId: 'default', conditions: await resolved(read(text, scope)), window, asOfUnixNano: asOf })),
      )
      const counts = await server.store.reads.countFilters(list, filters as [(typeof filters)[0]])
      asked.forEach((text, index) => {
        const conditions = read(text, scope)
        const expected = (scope === 'session' ? expectedSessions(conditions) : expectedTraces(conditions)).length
        found.add(expected)
        if (counts[index] !== expected) wrong.push({ text, counted: counts[index], expected })
      })
    }
    expect(wrong).toEqual([])
    expect(found.size).toBeGreaterThan(20)
  })

  it('lists the same sessions as a recount, in any order', async () => {
    const random = numbersFrom(3)
    const write = filterTexts(random, observer())
    for (let run = 0; run < 25; run++) {
      const q = write('session')
      const name = SESSION_SORTS[Math.floor(random() * SESSION_SORTS.length)]!
      const isDescending = random() < 0.5
      const page = await server.client.call('listSessions', { params, query: { q, sort: isDescending ? `-${name}` : name, limit: 200 } })
      expect(page.items.map(({ id }) => id).sort(byBytes), q).toEqual(expectedSessions(read(q, 'session')))
      expect(page.total, q).toBe(page.items.length)
      expectOrder(page.items, name, isDescending)
    }
  })

  it('lists the same traces as a recount, in any order', async () => {
    const random = numbersFrom(4)
    const write = filterTexts(random, observer())
    for (let run = 0; run < 25; run++) {
      const q = write('trace')
      const name = TRACE_SORTS[Math.floor(random() * TRACE_SORTS.length)]!
      const isDescending = random() < 0.5
      const query = { q, sort: isDescending ? (`-${name}` as const) : name, limit: 200 }
      const first = await server.client.call('listTraces', { params, query })
      const rest =
        first.nextCursor === undefined
          ? []
          : (await server.client.call('listTraces', { params, query: { ...query, cursor: first.nextCursor } })).items
      const items = [...first.items, ...rest]
      expect(items.map(({ id }) => id).sort(byBytes), q).toEqual(expectedTraces(read(q, 'trace')))
      expect(first.total, q).toBe(items.length)
      expectOrder(items, name, isDescending)
    }
  })
})

async function resolved(conditions: readonly Condition[]): Promise<Condition[]> {
  return Promise.all(
    conditions.map(async (condition): Promise<Condition> => {
      if (condition.kind === 'inside') return { ...condition, conditions: await resolved(condition.conditions) }
      if (condition.kind !== 'field' || condition.field !== 'session') return condition
      const texts = condition.anyOf.flatMap((match) => (match.kind === 'text' ? [match] : []))
      const ids = await server.store.reads.resolveSessionIds(
        'default',
        texts.flatMap(({ text, isPattern }) => (isPattern ? [] : [text])),
      )
      return {
        ...condition,
        anyOf: [...ids.map((text) => ({ kind: 'text' as const, text, isPattern: false })), ...texts.filter(({ isPattern }) => isPattern)],
      }
    }),
  )
}

/** Unknown values come last; texts are compared by their bytes. */
function expectOrder(rows: readonly object[], name: string, isDescending: boolean): void {
  const values = rows.map((row) => (row as Record<string, string | number | undefined>)[name])
  const compare = (a: string | number | undefined, b: string | number | undefined) => {
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
    const order = typeof a === 'string' ? byBytes(a, String(b)) : a - Number(b)
    return isDescending ? -order : order
  }
  expect(values).toEqual([...values].sort(compare))
}
