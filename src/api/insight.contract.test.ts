import { afterAll, beforeAll, expect, it } from 'vitest'
import { spansOfRequests } from '../../test/corpus/fold-recording.ts'
import { readStories } from '../../test/corpus/recordings.ts'
import { exampleSpans, NOW_MS } from './example-spans.ts'
import { openTestServer, type Library, type TestServer } from './test-server.ts'

const PROJECTS = ['default', 'recorded'] as const
let server: TestServer
const libraries = new Map<string, Library>()
beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
  await server.store.control.projects.create('recorded')
  libraries.set('default', await server.fill('default', exampleSpans()))
  const { id } = (await server.store.control.projects.find('recorded'))!
  const recorded = readStories().flatMap((story) => spansOfRequests(story.requests))
  libraries.set('recorded', await server.fill(id, recorded))
})
afterAll(() => server?.close())

const MOST_AT_ONCE = 8

/** What is told of every session, checked one by one. */
async function forEachSession(look: (told: Awaited<ReturnType<typeof tellSession>>) => void) {
  for (const project of PROJECTS) {
    const ids = libraries.get(project)!.sessions.map(({ sessionId }) => sessionId)
    expect(ids.length).toBeGreaterThan(50)
    while (ids.length > 0) {
      const some = ids.splice(0, MOST_AT_ONCE)
      for (const told of await Promise.all(some.map((sessionId) => tellSession({ project, sessionId })))) look(told)
    }
  }
}

async function tellSession(params: { project: string; sessionId: string }) {
  const [session, outline, metrics, errors] = await Promise.all([
    server.client.call('getSession', { params }),
    server.client.call('getOutline', { params }),
    server.client.call('getSessionMetrics', { params }),
    server.client.call('listSessionErrors', { params }),
  ])
  return { session, outline: outline.items, metrics, errors }
}

it('every session has metrics that add up to its totals, and errors in the turns that it counts as failed', async () => {
  let failed = 0
  await forEachSession(({ session, outline, metrics: { turns, models, tools }, errors: { items, count } }) => {
    expect(turns.map(({ traceId }) => traceId)).toEqual(outline.map(({ traceId }) => traceId))
    const sum = (read: (row: (typeof models)[number]) => number | undefined) => models.reduce((total, row) => total + (read(row) ?? 0), 0)
    expect(
      sum((row) => row.promptTokens),
      session.id,
    ).toBe(session.promptTokens ?? 0)
    expect(
      sum((row) => row.completionTokens),
      session.id,
    ).toBe(session.completionTokens ?? 0)
    expect(
      sum((row) => row.totalTokens),
      session.id,
    ).toBe(session.totalTokens ?? 0)
    expect(
      sum((row) => row.cachedPromptTokens),
      session.id,
    ).toBe(session.cachedPromptTokens ?? 0)
    expect(
      sum((row) => row.reasoningTokens),
      session.id,
    ).toBe(session.reasoningTokens ?? 0)
    expect(
      sum((row) => row.costUsd),
      session.id,
    ).toBeCloseTo(session.costUsd ?? 0, 9)
    expect(tools.map(({ name }) => name).sort()).toEqual([...session.tools].sort())

    const inTurns = new Map(items.flatMap(({ occurrences }) => occurrences.map(({ turn, recovered }) => [turn, recovered])))
    const expected = outline.filter(({ errorCount }) => errorCount > 0)
    expect(
      [...inTurns].sort(([a], [b]) => a - b),
      session.id,
    ).toEqual(expected.map(({ index, isRecovered }) => [index, isRecovered ?? false]))
    expect(inTurns.size).toBe(session.errorCount)
    expect(count).toBe(items.reduce((total, group) => total + group.count, 0))
    expect(count).toBeLessThanOrEqual(session.errorSpanCount)
    failed += count
  })
  expect(failed).toBeGreaterThan(20)
})
