import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TurnPage } from './contract/turn.ts'
import { exampleSpans, NOW_MS } from './example-spans.ts'
import { openTestServer, sketchSpan, type TestServer } from './test-server.ts'

let server: TestServer
let project: string
const START_MS = NOW_MS - 3_600_000
beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
  project = (await server.store.control.projects.create('turns')).id
  await server.fill(project, [1, 2, 3, 5].flatMap(turn))
})
afterAll(() => server?.close())

const words = (role: string, text: string) => ({ role, parts: [{ type: 'text', content: text }] })

/** One question and its answer, with all that was said before. */
function turn(number: number) {
  const startMs = START_MS + number * 60_000
  const said = (at: number) => (at === 0 ? [] : [words('user', `question ${at}`), words('assistant', `answer ${at}`)])
  const before = Array.from({ length: number }, (_, at) => said(at)).flat()
  const attributes = {
    'session.id': 'talk',
    'gen_ai.operation.name': 'chat',
    'gen_ai.input.messages': JSON.stringify([words('system', 'Be brief.'), ...before, words('user', `question ${number}`)]),
    'gen_ai.output.messages': JSON.stringify([words('assistant', `answer ${number}`)]),
  }
  const root = sketchSpan({ trace: number, span: 1, startMs, durationMs: 1000, attributes: { 'session.id': 'talk' } })
  return [root, sketchSpan({ trace: number, span: 2, parent: 1, startMs: startMs + 10, durationMs: 500, attributes })]
}

type Query = { limit?: number; cursor?: string; turn?: string; steps?: 'none' | 'tools' | 'all' }
const ask = (query: Query = {}, sessionId = 'talk') => server.client.call('listTurns', { params: { project, sessionId }, query })
const texts = (page: TurnPage) => page.items.map(({ messages }) => messages.map(({ text }) => text))

it('the conversation of a session tells every message once, oldest first', async () => {
  const page = await ask()
  expect(page).toMatchObject({ total: 4, items: [{ index: 0, earlierMessages: 0 }, { earlierMessages: 2 }, { earlierMessages: 4 }, {}] })
  expect(page.nextCursor).toBeUndefined()
  expect(texts(page).slice(0, 3)).toEqual([
    ['Be brief.', 'question 1', 'answer 1'],
    ['question 2', 'answer 2'],
    ['question 3', 'answer 3'],
  ])
})

it('pages are cut anywhere, and a late trace neither shifts nor repeats a turn', async () => {
  const first = await ask({ limit: 2 })
  await server.fill(project, turn(0))
  const second = await ask({ limit: 2, cursor: first.nextCursor! })
  expect(second.items.map(({ traceId }) => traceId)).toEqual((await ask()).items.slice(3).map(({ traceId }) => traceId))
  expect(second.nextCursor).toBeUndefined()
  const one = await ask({ turn: first.items[1]!.traceId, limit: 1 })
  expect(texts(one)).toEqual([['question 2', 'answer 2']])
})

it('what is not there is not found, and a bad parameter is named', async () => {
  await expect(ask({}, 'nobody')).rejects.toMatchObject({ status: 404 })
  await expect(ask({ turn: 'f'.repeat(32) })).rejects.toMatchObject({ status: 404 })
  await expect(ask({ limit: 101 })).rejects.toMatchObject({ status: 400, field: 'limit' })
  await expect(ask({ cursor: 'nonsense' })).rejects.toMatchObject({ status: 400, field: 'cursor' })
})

it('steps are told as asked', async () => {
  const kinds = async (steps: 'none' | 'tools' | 'all') => (await ask({ steps, limit: 1 })).items[0]!.steps.map(({ kind }) => kind)
  expect([await kinds('none'), await kinds('tools'), await kinds('all')]).toEqual([[], ['llm'], ['other', 'llm']])
})

it('a cut text is whole in the detail of its span', async () => {
  const long = 'long '.repeat(4_000)
  const attributes = {
    'session.id': 'long',
    'gen_ai.operation.name': 'chat',
    'gen_ai.input.messages': JSON.stringify([words('user', long)]),
  }
  await server.fill(project, [sketchSpan({ trace: 9, span: 1, startMs: START_MS, durationMs: 10, attributes })])
  const { traceId, messages } = (await ask({}, 'long')).items[0]!
  const [cut] = messages[0]!.cuts!
  const detail = await server.client.call('getSpan', { params: { project, traceId, spanId: messages[0]!.spanId } })
  const whole = cut!.pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], detail)
  expect([whole, cut!.chars]).toEqual([long, long.length])
})

it('a trace that two sessions share is a turn of each by what was said in its part', async () => {
  const { id: shared } = await server.store.control.projects.create('shared turns')
  const at = (span: number, parent: number | undefined, attributes: Record<string, string>) =>
    sketchSpan({ trace: 1, span, startMs: START_MS + span * 100, durationMs: 90, attributes, ...(parent === undefined ? {} : { parent }) })
  const part = (span: number, session: string) => [
    at(span, 1, { 'gen_ai.operation.name': 'invoke_agent', 'session.id': session }),
    at(span + 1, span, {
      'gen_ai.operation.name': 'chat',
      'gen_ai.input.messages': JSON.stringify([words('user', `I am ${session}`)]),
      'gen_ai.output.messages': JSON.stringify([words('assistant', `Hello ${session}`)]),
    }),
  ]
  await server.fill(shared, [at(1, undefined, {}), ...part(2, 'alpha'), ...part(4, 'beta')])
  const page = await server.client.call('listTurns', { params: { project: shared, sessionId: 'beta' }, query: {} })
  expect(texts(page)).toEqual([['I am beta', 'Hello beta']])
})

it('every session of the examples has a turn for each of its traces', async () => {
  const { sessions } = await server.fill('default', exampleSpans())
  for (const { sessionId, traceCount } of sessions) {
    const page = await server.client.call('listTurns', { params: { project: 'default', sessionId }, query: { limit: 100, steps: 'all' } })
    expect(page.items).toHaveLength(traceCount)
    for (const each of page.items) expect(each.stepCount).toBe(each.spanCount)
  }
})
