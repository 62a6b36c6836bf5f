import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { spansOfRequests } from '../../test/corpus/fold-recording.ts'
import { readStories } from '../../test/corpus/recordings.ts'
import type { SessionDetail } from './contract/session.ts'
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

async function forEachSession(look: (params: { project: string; sessionId: string }, session: SessionDetail) => Promise<void>) {
  for (const project of PROJECTS) {
    const { sessions } = libraries.get(project)!
    expect(sessions.length).toBeGreaterThan(50)
    for (const { sessionId } of sessions) {
      const params = { project, sessionId }
      await look(params, await server.client.call('getSession', { params }))
    }
  }
}

describe('the metrics of any session', () => {
  it('have a turn for every trace, and models that add up to the totals of the session', async () => {
    await forEachSession(async (params, session) => {
      const { turns, models, tools } = await server.client.call('getSessionMetrics', { params })
      const outline = await server.client.call('getOutline', { params })
      expect(turns.map(({ traceId }) => traceId)).toEqual(outline.items.map(({ traceId }) => traceId))
      const sum = (read: (row: (typeof models)[number]) => number | undefined) => models.reduce((total, row) => total + (read(row) ?? 0), 0)
      expect(
        sum((row) => row.promptTokens),
        params.sessionId,
      ).toBe(session.promptTokens ?? 0)
      expect(sum((row) => row.completionTokens)).toBe(session.completionTokens ?? 0)
      expect(sum((row) => row.totalTokens)).toBe(session.totalTokens ?? 0)
      expect(sum((row) => row.cachedPromptTokens)).toBe(session.cachedPromptTokens ?? 0)
      expect(sum((row) => row.reasoningTokens)).toBe(session.reasoningTokens ?? 0)
      expect(sum((row) => row.costUsd)).toBeCloseTo(session.costUsd ?? 0, 9)
      expect(tools.map(({ name }) => name).sort()).toEqual([...session.tools].sort())
    })
  })
})
