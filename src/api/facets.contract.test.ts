import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ApiProblem } from '../client/client.ts'
import { fieldsOf, quoteValue } from '../filter/filter.ts'
import type { Session } from '../model/session.ts'
import { sessionStatus } from '../model/status.ts'
import type { Trace } from '../model/trace.ts'
import { exampleFilterSpans } from './example-filter-spans.ts'
import { exampleSpans, HOSTILE_TEXTS, NOW_MS, numbersFrom, ORIGIN_MS } from './example-spans.ts'
import { openTestServer, sketchSpan, type Library, type TestServer } from './test-server.ts'

let server: TestServer
let library: Library
const params = { project: 'default' }
const LISTS = ['sessions', 'traces'] as const
type List = (typeof LISTS)[number]

beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
  library = await server.fill('default', exampleSpans())
})
afterAll(() => server?.close())

const totalOf = async (of: List, q: string, window: object = {}) => {
  const query = { q, limit: 1, ...window }
  const page = await server.client.call(of === 'sessions' ? 'listSessions' : 'listTraces', { params, query })
  return page.total
}
const facet = (of: List, field: string, query: object = {}) =>
  server.client.call('listFacet', { params, query: { of, field, limit: 100, ...query } })
const explain = (of: List, q: string, window: object = {}) => server.client.call('explainFilter', { params, query: { of, q, ...window } })

/** Values with the number of things that have them, most frequent first; of those that differ by case alone the first in byte order. */
function tally<T>(things: readonly T[], valuesOf: (thing: T) => readonly string[], isFolded: boolean) {
  const keyOf = (value: string) => (isFolded ? value.toLowerCase() : value)
  const rows = new Map<string, { value: string; count: number }>()
  for (const thing of things) {
    const own = new Map(
      valuesOf(thing)
        .toSorted()
        .toReversed()
        .map((value) => [keyOf(value), value]),
    )
    own.delete('')
    for (const [key, value] of own) {
      const row = rows.get(key)
      rows.set(key, { value: row && row.value < value ? row.value : value, count: (row?.count ?? 0) + 1 })
    }
  }
  return [...rows.values()]
}
const sorted = (items: readonly { value: string; count: number }[]) =>
  items.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))

const ofSession: Record<string, (session: Session) => readonly string[]> = {
  user: (it) => [it.userId, ...it.users],
  status: (it) => [sessionStatus(it, BigInt(NOW_MS) * 1_000_000n)],
  model: (it) => it.models,
  tool: (it) => it.tools,
  tag: (it) => it.tags,
}
const ofTrace: Record<string, (trace: Trace) => readonly string[]> = {
  user: (it) => [it.userId],
  session: (it) => [it.sessionId],
  model: (it) => it.models,
  tool: (it) => it.tools,
  tag: (it) => it.tags,
  env: (it) => [it.environment],
  service: (it) => [it.service],
  name: (it) => [it.name],
}
const isId = (field: string) => field === 'user' || field === 'session'

describe('a facet', () => {
  it.each(Object.keys(ofSession))('counts the sessions of each %s', async (field) => {
    const { items, isComplete } = await facet('sessions', field)
    expect(isComplete).toBe(true)
    expect(sorted(items)).toEqual(sorted(tally(library.sessions, ofSession[field]!, !isId(field))))
    expect(items.map(({ count }) => count)).toEqual(items.map(({ count }) => count).toSorted((a, b) => b - a))
  })

  it.each(Object.keys(ofTrace))('counts the traces of each %s', async (field) => {
    const expected = sorted(tally(library.traces, ofTrace[field]!, !isId(field)))
    const { items, isComplete } = await facet('traces', field)
    expect(items.map(({ count }) => count)).toEqual(expected.slice(0, 100).map(({ count }) => count))
    expect(isComplete).toBe(expected.length <= 100)
    for (const item of items) expect(expected).toContainEqual(item)
  })

  it.each(LISTS)('says how many %s a term would leave, other terms and the window included', async (of) => {
    const window = { from: String(ORIGIN_MS), to: String(ORIGIN_MS + 5 * 86_400_000) }
    for (const [field, other] of [
      ['status', 'user'],
      ['user', 'status'],
    ] as const) {
      const [chosen] = (await facet(of, other)).items
      const term = `${other}:${quoteValue(chosen!.value)}`
      const { items } = await facet(of, field, { q: term, ...window })
      expect(items.length).toBeGreaterThan(0)
      for (const { value, count } of items.slice(0, 6)) {
        expect(await totalOf(of, `${term} ${field}:${quoteValue(value)}`, window), value).toBe(count)
      }
    }
  })

  it('leaves its own terms aside', async () => {
    expect(await facet('sessions', 'status', { q: 'status:error -status:ok' })).toEqual(await facet('sessions', 'status'))
  })

  it('finds values by how they begin, whatever the case and the characters', async () => {
    const { items } = await facet('traces', 'user')
    for (const text of [...items.slice(0, 5).map(({ value }) => value), ...HOSTILE_TEXTS.slice(0, 20)]) {
      const prefix = [...text].slice(0, 3).join('')
      const found = await facet('traces', 'user', { prefix: prefix.toUpperCase().toLowerCase() })
      const expected = items.filter(({ value }) => value.toLowerCase().startsWith(prefix.toLowerCase()))
      expect(found.items, prefix).toEqual(expected)
    }
  })

  it('tells of numbers what they span', async () => {
    const tokens = library.sessions.flatMap((it) => it.totalTokens ?? []).toSorted((a, b) => a - b)
    const { items, range } = await facet('sessions', 'tokens')
    expect(items).toEqual([])
    expect(range).toMatchObject({ min: tokens[0], max: tokens.at(-1), count: tokens.length })
    expect(tokens).toContain(range!.p50)
    const costs = library.traces.flatMap((it) => it.costNanoUsd ?? [])
    expect((await facet('traces', 'cost')).range!.max).toBeCloseTo(Math.max(...costs) / 1e9)
    const created = (await facet('sessions', 'created')).range!
    expect(await totalOf('sessions', '', { to: String(Math.floor(created.min) - 1) })).toBe(0)
  })

  it('answers a field without values with none, and cuts a long list with a word about it', async () => {
    expect(await facet('sessions', 'user', { q: '"nobody said this"' })).toMatchObject({ items: [], isComplete: true })
    expect(await facet('sessions', 'tokens', { q: '"nobody said this"' })).toEqual({ field: 'tokens', items: [], isComplete: true })
    const first = await facet('traces', 'session', { limit: 2 })
    expect(first).toMatchObject({ isComplete: false, items: (await facet('traces', 'session')).items.slice(0, 2) })
  })

  it('refuses an unknown field, and names those there are', async () => {
    for (const field of ['foo', 'constructor', '__proto__', 'ttft', "user' OR 1=1"]) {
      const problem = await facet('sessions', field).catch((error: unknown) => error)
      expect(problem, field).toBeInstanceOf(ApiProblem)
      expect(problem, field).toMatchObject({ status: 400, field: 'field' })
    }
    await expect(facet('sessions', 'nope')).rejects.toMatchObject({ hint: expect.stringMatching(/user.*model.*attr/) as unknown })
    await expect(facet('sessions', 'user', { q: 'foo:1' })).rejects.toMatchObject({ code: 'bad_filter', field: 'q' })
  })
})

describe('what a facet offers', () => {
  const project = 'offered'
  const offered = { project }

  beforeAll(async () => {
    await server.client.call('createProject', { body: { name: project } })
    const { items } = await server.client.call('listProjects')
    const random = numbersFrom(29)
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!
    const spans = Array.from({ length: 150 }, (_, n) =>
      sketchSpan({
        trace: 1_000 + Math.floor(n / 2),
        span: n % 2,
        ...(n % 2 === 1 ? { parent: 0 } : {}),
        startMs: ORIGIN_MS + n * 1000,
        durationMs: 10,
        name: pick(['Plan', 'plan', 'act']),
        attributes: {
          'session.id': `s ${Math.floor(n / 6)}`,
          'user.id': pick(['ada', 'Ada', "O'Brien", 'a,b', '*', 'x..y']),
          'gen_ai.operation.name': pick(['chat', 'execute_tool']),
          'gen_ai.tool.name': pick(['search', 'Search', 'a"b']),
          'gen_ai.request.model': pick(['gpt-4o', 'GPT-4o', 'o1']),
          'gen_ai.provider.name': pick(['openai', 'anthropic']),
          'gen_ai.response.finish_reasons': [pick(['stop', 'length'])],
          'traceloop.association.properties.plan': pick(['pro', 'Free', 'a: b']),
          region: pick(['eu', 'us', 'EU-west']),
          retries: BigInt(Math.floor(random() * 3)),
          isBeta: random() < 0.5,
          steps: ['one', pick(['two', 'three'])],
          "it's odd": pick(['', 'x'.repeat(2_000), HOSTILE_TEXTS[n % HOSTILE_TEXTS.length]!]),
        },
        isError: random() < 0.2,
        ...(random() < 0.3
          ? { exception: { type: pick(['TypeError', 'KeyError']), message: pick(['no such key', 'it broke\nat line 7']) } }
          : {}),
      }),
    )
    await server.fill(items.find(({ name }) => name === project)!.id, spans)
  })

  const offers = async (of: List, field: string, q = '') =>
    server.client.call('listFacet', { params: offered, query: { of, field, q, limit: 100 } })
  const rowsWith = async (of: List, q: string) => {
    const page = await server.client.call(of === 'sessions' ? 'listSessions' : 'listTraces', { params: offered, query: { q, limit: 1 } })
    return page.total
  }

  it.each(
    LISTS.flatMap((of) => {
      const texts = fieldsOf(of === 'sessions' ? 'session' : 'trace').filter(({ type }) => ['id', 'name', 'choice'].includes(type))
      const keys = ['attr.region', 'attr.retries', 'attr.isBeta', 'attr.steps', `attr."it's odd"`, 'metadata.plan']
      return [...texts.filter(({ isOpen }) => !isOpen).map(({ name }) => name), ...keys].map((field) => [of, field] as const)
    }),
  )('in %s, of %s, leaves as many rows as it says', async (of, field) => {
    const others = ['status:ok,error', '-user:"*"'].filter((term) => !term.includes(`${field}:`))
    const { items } = await offers(of, field.replace(/"/g, ''), others.join(' '))
    const [first] = items
    if (['env', 'service', 'tag'].includes(field)) return expect(items).toEqual([])
    expect(first, field).toBeDefined()
    for (const { value, count } of items.slice(0, 4)) {
      expect(await rowsWith(of, `${others.join(' ')} ${field}:${quoteValue(value)}`), value).toBe(count)
    }
  })

  it('are keys where a field has some, and what differs by case is one', async () => {
    const keys = (await offers('traces', 'attr')).items.map(({ value }) => value)
    expect(keys).toEqual(expect.arrayContaining(['region', "it's odd", 'gen_ai.request.model']))
    expect((await offers('sessions', 'metadata')).items).toContainEqual({ value: 'plan', count: 25 })
    expect((await offers('sessions', 'model')).items.map(({ value }) => value).toSorted()).toEqual(['GPT-4o', 'o1'])
    expect((await offers('sessions', 'user')).items.map(({ value }) => value)).toEqual(expect.arrayContaining(['ada', 'Ada']))
  })

  it('are errors by what finds them', async () => {
    for (const of of LISTS) {
      const { items } = await offers(of, 'error')
      expect(items.map(({ value }) => value)).toEqual(expect.arrayContaining(['TypeError', 'KeyError', 'no such key']))
      for (const { value, count } of items) expect(await rowsWith(of, `error:${quoteValue(value)}`)).toBeGreaterThanOrEqual(count)
    }
  })

  it('says that there is more when a value is too long to choose', async () => {
    const { items, isComplete } = await offers('traces', "attr.it's odd")
    expect(isComplete).toBe(false)
    expect(items.every(({ value }) => value.length <= 256)).toBe(true)
    expect((await offers('traces', 'attr.region')).isComplete).toBe(true)
  })
})

describe('an explanation', () => {
  it.each(LISTS)('counts what each term does to the list of %s', async (of) => {
    const [user] = (await facet(of, 'user')).items
    const terms = [`user:${quoteValue(user!.value)}`, '-status:ok', 'e', '"not said anywhere"']
    const window = { from: String(ORIGIN_MS + 86_400_000) }
    const { total, isPartial, terms: told } = await explain(of, terms.join('  '), window)
    expect(isPartial).toBe(false)
    expect(total).toBe(await totalOf(of, terms.join(' '), window))
    expect(told.map(({ text }) => text)).toEqual(terms)
    for (const [at, { alone, without }] of told.entries()) {
      expect(alone).toBe(await totalOf(of, terms[at]!, window))
      expect(without).toBe(await totalOf(of, terms.toSpliced(at, 1).join(' '), window))
    }
    expect(new Set(told.map(({ alone }) => alone)).size).toBeGreaterThan(2)
  })

  it('counts a trace that sessions share as the list does, which shows parts to those who ask for a session', async () => {
    const { id } = await server.client.call('createProject', { body: { name: 'Sharing' } })
    const { traces } = await server.fill(id, exampleFilterSpans(5))
    expect(traces.some(({ partCount }) => partCount > 0)).toBe(true)
    const at = { project: id }
    const ask = async (q: string) => (await server.client.call('listTraces', { params: at, query: { q, limit: 1 } })).total
    const { items } = await server.client.call('listSessions', { params: at, query: { limit: 200 } })
    const terms = [`session:${items.map((item) => quoteValue(item.id)).join(',')}`, 'any(span kind:llm,tool)', '-status:waiting']
    const { total, terms: told } = await server.client.call('explainFilter', { params: at, query: { of: 'traces', q: terms.join(' ') } })
    expect(total).toBe(await ask(terms.join(' ')))
    for (const [n, { alone, without }] of told.entries()) {
      expect(alone, terms[n]).toBe(await ask(terms[n]!))
      expect(without, terms[n]).toBe(await ask(terms.toSpliced(n, 1).join(' ')))
    }
  })

  it('leaves out what has a fault, and says so with its place', async () => {
    const q = 'status:broken status:error foo:1'
    const { total, isPartial, terms } = await explain('sessions', q)
    expect(isPartial).toBe(true)
    expect(total).toBe(await totalOf('sessions', 'status:error'))
    const [first, second, third] = terms
    expect(first).toMatchObject({ text: 'status:broken', without: total, fault: { hint: 'Allowed: ok, error, waiting, running.' } })
    expect(first).not.toHaveProperty('alone')
    expect(q.slice(first!.fault!.start, first!.fault!.end)).toBe('broken')
    expect(second).toMatchObject({ alone: total, without: library.sessions.length })
    expect(third!.fault!.message).toContain('Unknown field `foo`')
  })

  it('has nothing to say of no terms, and something of many', async () => {
    expect(await explain('traces', '')).toEqual({ total: library.traces.length, isPartial: false, terms: [] })
    const many = await explain('sessions', Array.from({ length: 51 }, (_, n) => (n % 2 === 0 ? 'user:Ada' : 'e')).join(' '))
    expect(many.terms).toHaveLength(51)
    expect(many.terms.every(({ without }) => without === many.total)).toBe(true)
  })

  it('takes hostile texts for what they are', async () => {
    for (const text of HOSTILE_TEXTS.slice(0, 40)) {
      const term = `"${text.replace(/["\\]/g, (letter) => `\\${letter}`)}"`
      if (term.length > 900 || text.trim() === '') continue
      const { terms, total } = await explain('traces', `${term} ${term}`)
      expect(
        terms.map(({ alone }) => alone),
        text,
      ).toEqual([total, total])
    }
  })
})
