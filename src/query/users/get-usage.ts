import type { Contract } from '../../api/contract/contract.ts'
import type { QueryOf } from '../../api/contract/route.ts'
import type { Usage } from '../../api/contract/user.ts'
import { unixNanoFromMs } from '../../base/time.ts'
import { parseWindow } from '../../filter/filter.ts'
import type { Filter } from '../../model/filter.ts'
import { keyInSession, type Reads } from '../../store/store.ts'
import { bucketEdges } from '../metrics/bucket-edges.ts'
import { zoneClock } from '../metrics/zone-clock.ts'
import { readFilter } from '../read-filter.ts'
import { resolveAliases } from '../resolve-aliases.ts'
import { topicsOf, type Opening } from './topics.ts'

/** Turns that are told one by one; the last stands for all later ones. */
const TURNS = Array.from({ length: 20 }, (_, at) => at + 1)
const TOPICS = 20
const TOPIC_SESSIONS = 2_000
/** Of the longest windows only the latest days are told apart. */
const MOST_DAYS = 800
const DAY_MS = 86_400_000

export async function getUsage(reads: Reads, projectId: string, query: QueryOf<Contract['getUsage']>, nowMs: number): Promise<Usage> {
  const window = parseWindow(query.from, query.to, nowMs)
  const conditions = readFilter(query.q ?? '', 'sessions', nowMs)
  const filter = await resolveAliases(reads, { projectId, conditions, window, asOfUnixNano: unixNanoFromMs(nowMs) })
  const [sessions, byTraceCount, users, openings] = await Promise.all([
    reads.usageOfSessions(filter),
    reads.sessionsByTraceCount(filter, TURNS),
    reads.usageOfUsers(filter, daysOf(filter, query.tz ?? 'utc', nowMs)),
    latestOpenings(reads, filter),
  ])
  const isNone = sessions.sessionCount === 0
  const { p50, p90, p95, max } = sessions.durationNano
  return {
    sessionCount: sessions.sessionCount,
    turns: isNone ? undefined : { mean: sessions.meanTurns, ...sessions.turns },
    durationMs: isNone ? undefined : { p50: p50 / 1e6, p90: p90 / 1e6, p95: p95 / 1e6, max: max / 1e6 },
    dropOff: dropOffOf(byTraceCount),
    users,
    topics: topicsOf(openings, TOPICS).map(({ term, sessions: [example, ...others] }) => ({
      term,
      sessionCount: others.length + 1,
      example: example!,
    })),
    topicSessionCount: openings.length,
  }
}

/** How far sessions came: with n traces it reached turns 1 to n and ended with turn n. */
function dropOffOf(ended: ReadonlyMap<number, number>): Usage['dropOff'] {
  let reachedCount = [...ended.values()].reduce((sum, sessions) => sum + sessions, 0)
  const items: Usage['dropOff'] = []
  for (let turn = 1; reachedCount > 0; turn++) {
    const endedCount = ended.get(turn) ?? 0
    items.push({ turn, reachedCount, endedCount })
    reachedCount -= endedCount
  }
  return items
}

function daysOf({ window }: Filter, tz: string, nowMs: number): bigint[] {
  const clock = zoneClock(tz)
  const toMs = window.toUnixNano === undefined ? nowMs : Number(window.toUnixNano / 1_000_000n)
  const fromMs = window.fromUnixNano === undefined ? 0 : Number(window.fromUnixNano / 1_000_000n)
  return bucketEdges(Math.max(fromMs, toMs - MOST_DAYS * DAY_MS), toMs, '1d', clock).map(unixNanoFromMs)
}

/** The first messages of the latest sessions. */
async function latestOpenings(reads: Reads, filter: Filter): Promise<Opening[]> {
  const latest = await reads.latestOpenings(filter, TOPIC_SESSIONS)
  const previews = await reads.previewsOf(
    filter.projectId,
    latest.map(({ firstTraceId }) => firstTraceId),
  )
  return latest.flatMap(({ sessionId, firstTraceId }) => {
    const text = previews.get(keyInSession(firstTraceId, sessionId))?.input ?? ''
    return text === '' ? [] : [{ sessionId, text }]
  })
}
