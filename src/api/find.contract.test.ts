import { afterAll, beforeAll, expect, it } from 'vitest'
import { spansOfRequests } from '../../test/corpus/fold-recording.ts'
import { readStories } from '../../test/corpus/recordings.ts'
import { foldCase } from '../base/fold-case.ts'
import { searchTurn } from '../query/insight/search-turn.ts'
import type { FindHit } from './contract/insight.ts'
import type { Turn } from './contract/turn.ts'
import { exampleSpans, HOSTILE_TEXTS, NOW_MS, numbersFrom, ORIGIN_MS } from './example-spans.ts'
import { openTestServer, sketchSpan, type TestServer } from './test-server.ts'

type Session = { readonly project: string; readonly sessionId: string }
const sessions: Session[] = []
let server: TestServer
beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
  for (const [name, spans] of [
    ['strange', exampleSpans()],
    ['recorded', readStories().flatMap((story) => spansOfRequests(story.requests))],
  ] as const) {
    const { id: project } = await server.store.control.projects.create(name)
    const library = await server.fill(project, spans)
    sessions.push(...library.sessions.map(({ sessionId }) => ({ project, sessionId })))
  }
})
afterAll(() => server?.close())

async function find({ project, sessionId }: Session, q: string): Promise<FindHit[]> {
  const hits: FindHit[] = []
  let cursor: string | undefined
  do {
    const page = await server.client.call('findInSession', { params: { project, sessionId }, query: { q, cursor } })
    hits.push(...page.items)
    expect(page.searchedTurns === page.total).toBe(page.nextCursor === undefined)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return hits
}

async function turnsOf({ project, sessionId }: Session): Promise<Turn[]> {
  const turns: Turn[] = []
  let cursor: string | undefined
  do {
    const page = await server.client.call('listTurns', { params: { project, sessionId }, query: { limit: 100, steps: 'all', cursor } })
    turns.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return turns
}

/** A turn whose model call is told all that was said before. */
function turn(n: number, session: string, said: readonly string[], answer: string) {
  const input = said.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content }))
  return sketchSpan({
    trace: n + 1,
    span: 0,
    startMs: ORIGIN_MS + n * 60_000,
    durationMs: 5_000,
    attributes: {
      'session.id': session,
      'gen_ai.operation.name': 'chat',
      'gen_ai.input.messages': JSON.stringify(input),
      'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', content: answer }]),
    },
  })
}

async function converse(name: string, said: readonly string[]): Promise<Session> {
  const { id: project } = await server.store.control.projects.create(name)
  const turns = Array.from({ length: said.length / 2 }, (_, n) => turn(n, name, said.slice(0, 2 * n + 1), said[2 * n + 1]!))
  await server.fill(project, turns)
  return { project, sessionId: name }
}

const placesOf = (hits: readonly FindHit[]) =>
  hits.map(({ turn: index, message, role, excerpt, start, end }) => [index, message, role, excerpt.slice(start, end)])

it('what is said is found in the turn that said it, not in the histories that repeat it', async () => {
  const said = ['Where is my order?', 'On its way.', 'Then a refund please', 'Refund it is.', 'thanks', 'welcome', 'REFUND again', 'no']
  const session = await converse('refunds', said)
  expect(placesOf(await find(session, 'refund'))).toEqual([
    [1, 0, 'user', 'refund'],
    [1, 1, 'assistant', 'Refund'],
    [3, 0, 'user', 'REFUND'],
  ])
  expect(placesOf(await find(session, 'ORDER'))).toEqual([[0, 0, 'user', 'order']])
  expect(await find(session, 'nobody says this')).toEqual([])
})

it('the same words said once more are found once more', async () => {
  const session = await converse('echoes', ['go on', 'done', 'go on', 'done', 'go on', 'done'])
  expect(placesOf(await find(session, 'go on'))).toEqual([0, 1, 2].map((index) => [index, 0, 'user', 'go on']))
})

it('what is asked word for word in every turn is found in every turn, and instructions where they change', async () => {
  const { id: project } = await server.store.control.projects.create('templates')
  const asked = 'Sort this letter into one of these kinds, please: refund, order, other.'
  const turns = [0, 1, 2, 3].map((n) => turn(n, 'templates', [asked], 'other'))
  const instructed = turns.map((raw, n) => {
    const system = { role: 'system', content: n < 2 ? 'Be brief.' : 'Be brief. Never refund.' }
    const input = JSON.parse(raw.attributes.get('gen_ai.input.messages') as string) as object[]
    return { ...raw, attributes: new Map([...raw.attributes, ['gen_ai.input.messages', JSON.stringify([system, ...input])]]) }
  })
  await server.fill(project, instructed)
  const hits = await find({ project, sessionId: 'templates' }, 'refund')
  expect(hits.map(({ turn: index, role }) => [index, role])).toEqual([
    [0, 'user'],
    [1, 'user'],
    [2, 'system'],
    [2, 'user'],
    [3, 'user'],
  ])
})

it('upper and lower case are alike in any script', async () => {
  const session = await converse('scripts', ['Die Straße', 'ΟΔΥΣΣΕΎΣ', 'İstanbul', 'ﬁsh', 'ist das GROSS?', 'Ὀδυσσεύς'])
  expect(placesOf(await find(session, 'STRASSE'))).toEqual([[0, 0, 'user', 'Straße']])
  expect(placesOf(await find(session, 'groß'))).toEqual([[2, 0, 'user', 'GROSS']])
  expect(placesOf(await find(session, 'οδυσσεύς'))).toEqual([[0, 1, 'assistant', 'ΟΔΥΣΣΕΎΣ']])
  expect(placesOf(await find(session, 'FISH'))).toEqual([[1, 1, 'assistant', 'ﬁsh']])
})

it('more hits than a page holds come page by page, none twice and none lost', async () => {
  const session = await converse('many', ['x '.repeat(90), 'x '.repeat(70), 'x '.repeat(95), 'x '.repeat(99), 'no', 'x'])
  const counts = new Map<string, number>()
  for (const { turn: index, message } of await find(session, 'X'))
    counts.set(`${index} ${message}`, (counts.get(`${index} ${message}`) ?? 0) + 1)
  expect(Object.fromEntries(counts)).toEqual({ '0 0': 90, '0 1': 70, '1 0': 95, '1 1': 99, '2 1': 1 })
})

it('a cursor of a search for something else is refused, and so is no text', async () => {
  const session = await converse('cursors', ['x '.repeat(99), 'x '.repeat(99), 'x '.repeat(99), 'y'])
  const ask = (query: { q: string; cursor?: string | undefined }) => server.client.call('findInSession', { params: session, query })
  const { nextCursor } = await ask({ q: 'x' })
  expect(nextCursor).toBeDefined()
  await expect(ask({ q: 'y', cursor: nextCursor })).rejects.toMatchObject({ status: 400, field: 'cursor' })
  await expect(ask({ q: 'x', cursor: 'nonsense' })).rejects.toMatchObject({ status: 400, field: 'cursor' })
  await expect(ask({ q: '' })).rejects.toMatchObject({ status: 400, field: 'q' })
  expect(await ask({ q: '\0' })).toMatchObject({ items: [], total: 2 })
})

it('pieces of anything said in a session are found wherever its turns say them', async () => {
  const random = numbersFrom(19)
  let found = 0
  for (const [n, session] of sessions.entries()) {
    if (n % 5 !== 0) continue
    const turns = await turnsOf(session)
    const texts = turns
      .flatMap(({ messages, steps }) => [...messages.map(({ text }) => text), ...steps.map(({ name }) => name)])
      .filter((text) => text !== '')
    const source = texts[Math.floor(random() * texts.length)] ?? ''
    const begin = Math.floor(random() * source.length)
    for (const q of [source.slice(begin, begin + 1 + Math.floor(random() * 12)), HOSTILE_TEXTS[n % HOSTILE_TEXTS.length]!]) {
      if (q === '' || !q.isWellFormed() || q.includes('\0')) continue
      const expected = turns.flatMap((each) => searchTurn(each, foldCase(q)))
      expect(await find(session, q), `${session.sessionId}: ${q}`).toEqual(expected)
      found += expected.length
    }
  }
  expect(found).toBeGreaterThan(sessions.length / 5)
})
