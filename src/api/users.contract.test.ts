import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Trace } from '../model/trace.ts'
import { percentile } from '../base/percentile.ts'
import { USER_SORTS, type UserRow } from './contract/user.ts'
import { exampleSpans, NOW_MS } from './example-spans.ts'
import { openTestServer, sketchSpan, type Library, type TestServer } from './test-server.ts'

let server: TestServer
let library: Library
const params = { project: 'default' }
const HOUR_MS = 3_600_000

/** `trace` of `user` in `session`, so many hours ago, said `said`. */
const visit = (trace: number, user: string, session: string, hoursAgo: number, said: string) =>
  sketchSpan({
    trace,
    span: 0,
    startMs: NOW_MS - hoursAgo * HOUR_MS,
    durationMs: 1000 * trace,
    attributes: { 'user.id': user, 'session.id': session, 'input.value': said, 'output.value': 'done' },
  })
const visits = [
  visit(9001, 'ann', 'v1', 100, 'Refund my order'),
  visit(9002, 'ann', 'v2', 50, 'refund the order again'),
  visit(9003, 'ann', 'v2', 10, 'thanks'),
  visit(9004, 'bob', 'v3', 12, 'weather'),
  visit(9005, `x' OR 1=1 --`, 'v4', 11, 'refund'),
]

beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
  library = await server.fill('default', [...exampleSpans(), ...visits])
  const { id } = await server.client.call('createProject', { body: { name: 'usage' } })
  await server.fill(id, visits)
  await server.fill(id, [sketchSpan({ trace: 9100, span: 0, startMs: NOW_MS, durationMs: 5, attributes: { 'session.id': 'nobody' } })])
})
afterAll(() => server?.close())

const sum = (traces: readonly Trace[], read: (trace: Trace) => number | undefined) => {
  const known = traces.flatMap((trace) => read(trace) ?? [])
  return known.length === 0 ? undefined : known.reduce((total, value) => total + value, 0)
}

/** Counted from what was folded in memory. */
function recount(): Map<string, Omit<UserRow, 'waitingCount'>> {
  const whole = library.traces.filter(({ userId, part }) => userId !== '' && part === '')
  const byUser = groupByUser(whole)
  return new Map(
    [...byUser].map(([id, traces]) => {
      const cost = sum(traces, ({ costNanoUsd }) => costNanoUsd)
      const at = (nano: bigint) => new Date(Number(nano / 1_000_000n)).toISOString()
      return [
        id,
        {
          id,
          sessionCount: library.sessions.filter(({ users }) => users.includes(id)).length,
          traceCount: traces.length,
          errorCount: traces.filter(({ errorCount }) => errorCount > 0).length,
          promptTokens: sum(traces, ({ promptTokens }) => promptTokens),
          completionTokens: sum(traces, ({ completionTokens }) => completionTokens),
          totalTokens: sum(traces, ({ totalTokens }) => totalTokens),
          cachedPromptTokens: sum(traces, ({ cachedPromptTokens }) => cachedPromptTokens),
          reasoningTokens: sum(traces, ({ reasoningTokens }) => reasoningTokens),
          costUsd: cost === undefined ? undefined : cost / 1e9,
          isCostEstimated: traces.some(({ isCostEstimated }) => isCostEstimated) || undefined,
          firstSeenAt: at(
            traces.reduce((first, { startUnixNano }) => (startUnixNano < first ? startUnixNano : first), traces[0]!.startUnixNano),
          ),
          lastSeenAt: at(traces.reduce((last, { endUnixNano }) => (endUnixNano > last ? endUnixNano : last), 0n)),
        },
      ]
    }),
  )
}

function groupByUser(traces: readonly Trace[]): Map<string, Trace[]> {
  const groups = new Map<string, Trace[]>()
  for (const trace of traces) groups.set(trace.userId, [...(groups.get(trace.userId) ?? []), trace])
  return groups
}

async function allUsers(sort: (typeof USER_SORTS)[number] | `-${(typeof USER_SORTS)[number]}`, limit: number): Promise<UserRow[]> {
  const users: UserRow[] = []
  let cursor: string | undefined
  do {
    const page = await server.client.call('listUsers', { params, query: { sort, limit, cursor } })
    users.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return users
}

describe('the users of a project', () => {
  it('have the sums of their traces, as a recount has them', async () => {
    const expected = recount()
    const users = await allUsers('id', 200)
    expect(users.length).toBe(expected.size)
    for (const { waitingCount, ...user } of users) {
      const { costUsd, ...counted } = expected.get(user.id)!
      expect({ ...user, costUsd: undefined }).toEqual({ ...counted, costUsd: undefined })
      expect(user.costUsd ?? -1).toBeCloseTo(costUsd ?? -1, 9)
      const waiting = library.sessions.filter((session) => session.users.includes(user.id) && session.waitingSinceUnixNano > 0n)
      expect(waitingCount).toBe(waiting.length)
    }
  })

  it('come in order of every column, in pages that neither repeat nor lose one', async () => {
    for (const sort of USER_SORTS) {
      for (const direction of ['', '-'] as const) {
        const users = await allUsers(`${direction}${sort}`, 3)
        expect(new Set(users.map(({ id }) => id)).size).toBe(recount().size)
        const known = users.flatMap((user) => user[sort] ?? [])
        const ordered = known.every((value, at) => at === 0 || (direction === '-' ? known[at - 1]! >= value : known[at - 1]! <= value))
        expect(ordered, `${direction}${sort}`).toBe(true)
        expect(users.findLastIndex((user) => user[sort] !== undefined)).toBe(known.length - 1)
      }
    }
  })

  it('say the same as the lists of traces and of sessions do', async () => {
    for (const { id, ...user } of await allUsers('id', 200)) {
      const traces = await server.client.call('listTraces', { params, query: { userId: id, limit: 1 } })
      const sessions = await server.client.call('listSessions', { params, query: { userId: id, limit: 1 } })
      expect([user.traceCount, user.totalTokens ?? 0, user.sessionCount]).toEqual([traces.total, traces.sums.totalTokens, sessions.total])
      const alone = await server.client.call('getUser', { params: { ...params, userId: id } })
      expect(alone).toEqual({ id, ...user })
    }
  })

  it('are found by part of their id and by what their traces did, and only in the window', async () => {
    const ids = async (query: object) =>
      (await server.client.call('listUsers', { params: { project: 'usage' }, query })).items.map(({ id }) => id)
    expect(await ids({ q: 'user:*nn*' })).toEqual(['ann'])
    expect(await ids({ q: 'refund', sort: 'id' })).toEqual(['ann', `x' OR 1=1 --`])
    expect(await ids({ from: 'now-12h', sort: 'id' })).toEqual(['ann', 'bob', `x' OR 1=1 --`])
    expect(await ids({ from: 'now-13h', to: 'now-12h' })).toEqual(['bob'])
    const page = await server.client.call('listUsers', { params: { project: 'usage' } })
    expect([page.total, page.tracesWithoutUser, page.sums.traceCount]).toEqual([3, 1, 5])
  })

  it('are not there in another project, or when nobody has that name', async () => {
    for (const project of ['usage', 'default']) {
      const call = server.client.call('getUser', { params: { project, userId: 'stranger' } })
      await expect(call).rejects.toMatchObject({ status: 404 })
    }
  })
})

describe('usage', () => {
  const usage = (query: object = {}) => server.client.call('getUsage', { params: { project: 'usage' }, query })

  it('tells how long sessions are and where they end', async () => {
    const { sessionCount, turns, durationMs, dropOff } = await usage()
    expect(sessionCount).toBe(5)
    const traceCounts = [1, 1, 1, 1, 2]
    expect(turns).toMatchObject({ mean: 1.2, p50: 1, max: 2 })
    expect(turns?.p90).toBeCloseTo(percentile(traceCounts, 0.9)!, 9)
    expect(turns?.p95).toBeCloseTo(percentile(traceCounts, 0.95)!, 9)
    const lengths = [5, 9_001_000, 9_004_000, 9_005_000, 40 * HOUR_MS + 9_003_000]
    expect(durationMs?.p50).toBeCloseTo(percentile(lengths, 0.5)!, 6)
    expect(durationMs?.max).toBe(lengths.at(-1))
    expect(dropOff).toEqual([
      { turn: 1, reachedCount: 5, endedCount: 4 },
      { turn: 2, reachedCount: 1, endedCount: 1 },
    ])
  })

  it('tells who came, who came again on another day of the zone, and who is new', async () => {
    expect((await usage()).users).toEqual({ activeCount: 3, returningCount: 1, newCount: 3 })
    expect((await usage({ from: 'now-60h' })).users).toEqual({ activeCount: 3, returningCount: 1, newCount: 2 })
    expect((await usage({ from: 'now-30h' })).users).toEqual({ activeCount: 3, returningCount: 0, newCount: 2 })
    await expect(usage({ tz: 'Mars/Base' })).rejects.toMatchObject({ status: 400, field: 'tz' })
  })

  it('tells what sessions begin with, of those the filter lets through', async () => {
    const { topics, topicSessionCount } = await usage()
    expect(topics.map(({ term, sessionCount }) => [term, sessionCount])).toEqual([
      ['refund', 3],
      ['order', 2],
    ])
    expect(topicSessionCount).toBe(4)
    expect((await usage({ q: 'user:bob' })).sessionCount).toBe(1)
  })

  it('is empty where there is nothing', async () => {
    const nothing = await usage({ q: 'user:nobody' })
    expect(nothing).toMatchObject({ sessionCount: 0, dropOff: [], topics: [], users: { activeCount: 0, returningCount: 0, newCount: 0 } })
    expect(nothing.turns).toBeUndefined()
  })
})
