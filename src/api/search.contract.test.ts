import { afterAll, beforeAll, expect, it } from 'vitest'
import { spansOfRequests } from '../../test/corpus/fold-recording.ts'
import { readStories } from '../../test/corpus/recordings.ts'
import { foldCase } from '../base/fold-case.ts'
import type { SearchHit } from './contract/search.ts'
import { exampleSpans, HOSTILE_TEXTS, NOW_MS, numbersFrom, ORIGIN_MS } from './example-spans.ts'
import { openTestServer, sketchSpan, type Library, type TestServer } from './test-server.ts'

const libraries = new Map<string, Library>()
let server: TestServer
beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
  for (const [name, spans] of [
    ['strange', exampleSpans()],
    ['recorded', readStories().flatMap((story) => spansOfRequests(story.requests))],
  ] as const) {
    const { id } = await server.store.control.projects.create(name)
    libraries.set(id, await server.fill(id, spans))
  }
})
afterAll(() => server?.close())

const quote = (text: string) => `"${text.replace(/["\\]/g, (letter) => `\\${letter}`)}"`

/** All hits, page by page. */
async function search(project: string, q: string, query: { limit?: number; from?: string; to?: string } = {}): Promise<SearchHit[]> {
  const hits: SearchHit[] = []
  let cursor: string | undefined
  let total: number | undefined
  do {
    const page = await server.client.call('search', { params: { project }, query: { q, cursor, ...query } })
    hits.push(...page.items)
    expect(page.totalIsExact).toBe(true)
    expect((total ??= page.total)).toBe(page.total)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  expect(hits.length).toBe(total)
  return hits
}

const marked = ({ snippet: { text, marks } }: SearchHit) => marks.map(([start, end]) => text.slice(start, end))

/** A turn whose model call is told all that was said before, as sent `n` minutes after the first. */
function turn(n: number, session: string, said: readonly string[], answer: string) {
  const input = said.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content }))
  return sketchSpan({
    trace: n + 1,
    span: 0,
    startMs: ORIGIN_MS + n * 60_000,
    durationMs: 5_000,
    attributes: {
      ...(session === '' ? {} : { 'session.id': session }),
      'gen_ai.operation.name': 'chat',
      'gen_ai.input.messages': JSON.stringify([{ role: 'system', content: 'You know the manual.' }, ...input]),
      'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', content: answer }]),
    },
  })
}

async function converse(name: string, session: string, said: readonly string[]): Promise<string> {
  const { id } = await server.store.control.projects.create(name)
  await server.fill(
    id,
    Array.from({ length: said.length / 2 }, (_, n) => turn(n, session, said.slice(0, 2 * n + 1), said[2 * n + 1]!)),
  )
  return id
}

it('what is said is found in the turn that said it, the latest first, not in the histories that repeat it', async () => {
  const said = [
    'Where is my order?',
    'On its way.',
    'Then a refund please',
    'Refund it is: my refund.',
    'thanks',
    'welcome',
    'REFUND?',
    'no',
  ]
  const project = await converse('refunds', 'r', said)
  const hits = await search(project, 'refund')
  expect(hits.map((hit) => [hit.sessionId, hit.turn, hit.role, hit.snippet.text, marked(hit), hit.hitsInTrace])).toEqual([
    ['r', 3, 'user', 'REFUND?', ['REFUND'], 1],
    ['r', 1, 'user', 'Then a refund please', ['refund'], 1],
  ])
  expect((await search(project, 'order')).map((hit) => [hit.turn, hit.role])).toEqual([[0, 'user']])
  expect((await search(project, '"you know the"')).map((hit) => [hit.turn, hit.role])).toEqual([[0, 'system']])
  expect((await search(project, 'refund', { limit: 1 })).map((hit) => hit.turn)).toEqual([3, 1])
  expect(await search(project, 'nobody-says-this')).toEqual([])
})

it('what only a history holds is found in the first turn that has it', async () => {
  const project = await converse('lost', 'l', ['a', 'b', 'c', 'd', 'e', 'f'])
  await server.fill(project, [turn(7, 'm', ['lost words', 'yes', 'x'], 'y'), turn(8, 'm', ['lost words', 'yes', 'x', 'y', 'z'], 'w')])
  expect((await search(project, '"lost words"')).map((hit) => [hit.sessionId, hit.turn, hit.role])).toEqual([['m', 0, 'user']])
})

it('other terms narrow the sessions, and a window the turns', async () => {
  const project = await converse('narrow', 'one', ['apple', 'pie', 'apple', 'tart'])
  await server.fill(project, [turn(10, 'two', ['apple'], 'sauce'), turn(11, '', ['apple'], 'juice')])
  expect((await search(project, 'apple')).map((hit) => [hit.sessionId, hit.turn])).toEqual([
    [undefined, undefined],
    ['two', 0],
    ['one', 1],
    ['one', 0],
  ])
  expect((await search(project, 'apple session:two')).map((hit) => hit.sessionId)).toEqual(['two'])
  expect((await search(project, 'apple -session:two')).map((hit) => hit.sessionId)).toEqual(['one', 'one'])
  expect((await search(project, 'pie tart')).map((hit) => [hit.turn, marked(hit)])).toEqual([
    [1, ['tart']],
    [0, ['pie']],
  ])
  expect((await search(project, 'apple sauce')).map((hit) => hit.sessionId)).toEqual(['two'])
  const [from, to] = [String(ORIGIN_MS + 50_000), String(ORIGIN_MS + 70_000)]
  expect((await search(project, 'apple', { from, to })).map((hit) => [hit.sessionId, hit.turn])).toEqual([['one', 1]])
})

it('tools, their arguments and results, errors and names are found', async () => {
  const { id: project } = await server.store.control.projects.create('tools')
  const tool = { 'session.id': 't', 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'lookup_order' }
  await server.fill(project, [
    sketchSpan({
      trace: 1,
      span: 0,
      startMs: ORIGIN_MS,
      durationMs: 10,
      name: 'execute_tool lookup_order',
      attributes: { ...tool, 'gen_ai.tool.call.arguments': '{"order":"A-1017"}', 'gen_ai.tool.call.result': '{"state":"Verschickt"}' },
    }),
    sketchSpan({ trace: 2, span: 0, startMs: ORIGIN_MS + 1, durationMs: 10, attributes: tool, isError: true }),
  ])
  const roles = async (q: string) => (await search(project, q)).map((hit) => [hit.turn, hit.role, marked(hit)])
  expect(await roles('a-1017')).toEqual([[0, 'tool', ['A-1017']]])
  expect(await roles('VERSCHICKT')).toEqual([[0, 'tool', ['Verschickt']]])
  expect(await roles('"execute_tool lookup"')).toEqual([[0, undefined, ['execute_tool lookup']]])
  expect((await search(project, 'lookup_order')).map((hit) => hit.turn)).toEqual([1, 0])
})

it('a question without words, and a cursor of another question, are refused', async () => {
  const params = { project: 'default' }
  await expect(server.client.call('search', { params, query: { q: 'status:error' } })).rejects.toMatchObject({
    code: 'bad_filter',
    field: 'q',
  })
  const project = await converse('cursors', 'c', ['again', 'x', 'again', 'x'])
  const { nextCursor } = await server.client.call('search', { params: { project }, query: { q: 'again', limit: 1 } })
  await expect(server.client.call('search', { params, query: { q: 'other', cursor: nextCursor } })).rejects.toMatchObject({
    code: 'bad_cursor',
  })
})

it('any piece of what was said is found in exactly the sessions that say it, marked where it stands', async () => {
  const random = numbersFrom(5)
  for (const [project, { traces, texts }] of libraries) {
    const all = [...texts.values()].flat()
    for (let n = 0; n < 40; n++) {
      const source = n % 5 === 4 ? HOSTILE_TEXTS[n % HOSTILE_TEXTS.length]! : all[Math.floor(random() * all.length)]!
      const begin = Math.floor(random() * source.length)
      const text = source.slice(begin, begin + 3 + Math.floor(random() * 20)).toWellFormed()
      if (text.trim() === '' || text.includes('\ufffd')) continue
      const hits = await search(project, quote(text), { limit: 200 })
      const saying = traces.filter(({ traceId }) => texts.get(traceId)?.some((said) => said.includes(foldCase(text))))
      const ids = new Set(saying.map(({ sessionId }) => sessionId))
      expect(new Set(hits.map((hit) => hit.sessionId ?? '')), text).toEqual(ids)
      for (const hit of hits) {
        expect(hit.snippet.marks.length, text).toBeGreaterThan(0)
        for (const words of marked(hit)) expect(foldCase(words), text).toContain(foldCase(text.replace(/\s/g, ' ')))
      }
      expect(hits.map((hit) => hit.traceId)).toEqual([...new Set(hits.map((hit) => hit.traceId))])
    }
  }
})
