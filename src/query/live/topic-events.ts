import type { LiveEvent } from '../../api/contract/live.ts'
import { unixNanoFromMs } from '../../base/time.ts'
import { exactly, type Filter } from '../../model/filter.ts'
import type { Reads } from '../../store/store.ts'
import { assembleTraceRow } from '../assemble-trace.ts'
import { findSessionRows } from '../find-sessions.ts'
import { withMatches } from '../search/tell-hits.ts'
import type { News } from './inbox.ts'
import type { Topics } from './parse-topics.ts'
import { createSpanWatch } from './span-watch.ts'
import { createStillRunning, type StillRunning } from './still-running.ts'

/** What becomes of news for one listener: rows as the lists have them, of what its topics name. */
export type TopicEvents = {
  /** Takes note of what a listener that asks now is told by other routes. */
  begin(): Promise<void>
  about(news: News): Promise<readonly LiveEvent[]>
  readonly running: StillRunning
}

export type TopicDeps = {
  readonly reads: Reads
  readonly projectId: string
  /** With the ids of sessions, not aliases. */
  readonly topics: Topics
  /** Of the lists; each time as of now. */
  filterOf(list: 'sessions' | 'traces'): Promise<Filter>
  now(): number
}

const SPANS_PER_EVENT = 500

type Found = Map<string, LiveEvent>

export function createTopicEvents({ reads, projectId, topics, filterOf, now }: TopicDeps): TopicEvents {
  const watches = topics.traceIds.map((traceId) => createSpanWatch(reads, projectId, traceId))
  const membersOf = new Map(topics.sessionIds.map((id) => [id, new Set<string>()]))
  const running = createStillRunning(now)

  const everything = (only: readonly string[]): Filter => ({
    projectId,
    conditions: [],
    window: { fromUnixNano: undefined, toUnixNano: undefined },
    asOfUnixNano: unixNanoFromMs(now()),
    only,
  })

  async function findSessions(found: Found, filter: Filter, news: News, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    for (const id of ids) if (!found.has(`session ${id}`)) found.set(`session ${id}`, { event: 'session.remove', data: { id } })
    const { items } = await findSessionRows(reads, { ...filter, only: ids }, { ...BY_ID, limit: ids.length })
    for (const row of await withMatches(reads, filter, 'sessions', items)) {
      const version = news.sessions.get(row.id) ?? 0n
      running.note('session', row.id, version, row.status)
      found.set(`session ${row.id}`, { event: 'session.upsert', data: { id: row.id, version: version.toString(), row } })
    }
  }

  async function findTraces(found: Found, filter: Filter, news: News, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set()
    for (const id of ids) if (!found.has(`trace ${id}`)) found.set(`trace ${id}`, { event: 'trace.remove', data: { id } })
    const { traces } = await reads.findTraces({ ...filter, only: ids }, { ...BY_ID, limit: ids.length })
    const listed = traces.map((each) => assembleTraceRow(each, filter.asOfUnixNano))
    const rows = await withMatches(reads, filter, 'traces', listed)
    for (const row of rows) {
      const version = news.traces.get(row.id)?.version ?? 0n
      running.note('trace', row.id, version, row.status)
      found.set(`trace ${row.id}`, { event: 'trace.upsert', data: { id: row.id, version: version.toString(), row } })
    }
    return new Set(rows.map(({ id }) => id))
  }

  async function findMembers(found: Found, news: News): Promise<void> {
    for (const [sessionId, members] of membersOf) {
      const ids = [...news.traces].flatMap(([id, trace]) => (members.has(id) || trace.sessionIds.has(sessionId) ? [id] : []))
      const filter = { ...everything(ids), conditions: [exactly('session', [sessionId])] }
      const inside = await findTraces(found, filter, news, ids)
      for (const id of ids) {
        if (inside.has(id)) members.add(id)
        else members.delete(id)
      }
    }
  }

  async function spanEvents(news: News): Promise<LiveEvent[]> {
    const events: LiveEvent[] = []
    for (const watch of watches) {
      if (!news.traces.has(watch.traceId)) continue
      const spans = await watch.changed()
      if (spans === undefined) events.push({ event: 'resync', data: { reason: 'deleted' } })
      for (let start = 0; start < (spans?.length ?? 0); start += SPANS_PER_EVENT) {
        const some = spans!.slice(start, start + SPANS_PER_EVENT)
        events.push({ event: 'span.upsert', data: { traceId: watch.traceId, spans: some } })
      }
    }
    return events
  }

  return {
    async begin() {
      for (const [id, members] of membersOf) for (const trace of await reads.tracesOfSession(projectId, id)) members.add(trace.traceId)
      for (const watch of watches) await watch.changed()
    },
    async about(news) {
      const found: Found = new Map()
      if (topics.isSessions) await findSessions(found, await filterOf('sessions'), news, [...news.sessions.keys()])
      const sessionIds = topics.sessionIds.filter((id) => news.sessions.has(id))
      await findSessions(found, everything(sessionIds), news, sessionIds)
      if (topics.isTraces) await findTraces(found, await filterOf('traces'), news, [...news.traces.keys()])
      await findMembers(found, news)
      const traceIds = topics.traceIds.filter((id) => news.traces.has(id))
      await findTraces(found, everything(traceIds), news, traceIds)
      return [...found.values(), ...(await spanEvents(news))]
    },
    running,
  }
}

const BY_ID = { sort: 'id', isDescending: false, after: undefined } as const
