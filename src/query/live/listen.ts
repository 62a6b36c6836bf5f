import { setTimeout as sleep } from 'node:timers/promises'
import type { LiveEvent } from '../../api/contract/live.ts'
import type { Log } from '../../base/log.ts'
import type { ChangeFeed } from './change-feed.ts'
import { createInbox, type Inbox, type News } from './inbox.ts'
import type { TopicEvents } from './topic-events.ts'

export type ListenOptions = {
  readonly feed: ChangeFeed
  readonly projectId: string
  readonly topicEvents: TopicEvents
  /** The look the listener has heard of; `unknown`: it names one that is not of this process. */
  readonly since: number | 'unknown' | undefined
  readonly signal: AbortSignal
  readonly log: Log
  now(): number
  /** The id of the event that tells of everything up to this look. */
  idOf(look: number): string
}

const PING_MS = 15_000
/** The same thing is told at most four times a second. */
const REST_MS = 250
const EVENTS_PER_SECOND = 500
/** After more than that, and after a failed question. */
const LONG_REST_MS = 5_000

/**
 * The stream of one listener. Only ids wait for it, and only so many: however slowly it is read, what it is told is asked for when it is
 * told. Ends with the signal.
 */
export async function* listen(options: ListenOptions): AsyncGenerator<LiveEvent> {
  const { feed, projectId, topicEvents, since, now, idOf } = options
  const inbox = createInbox()
  const subscription = feed.subscribe(projectId, since === 'unknown' ? -1 : since, inbox.put)
  try {
    const { at, missed } = subscription
    await topicEvents.begin()
    const isResumed = since !== undefined && missed !== undefined
    yield { event: 'hello', id: idOf(at), data: { serverTime: timeOf(now()), lastEventId: idOf(at), isResumed } }
    if (missed === undefined) yield { event: 'resync', data: { reason: 'missed' } }
    for (const changes of missed ?? []) inbox.put(at, changes)
    yield* tellAll(inbox, options)
  } finally {
    subscription.end()
  }
}

async function* tellAll(inbox: Inbox, options: ListenOptions): AsyncGenerator<LiveEvent> {
  const { topicEvents, signal, now, idOf } = options
  const budget = createBudget(now)
  let toldAtMs = now()
  while (!signal.aborted) {
    const dueMs = topicEvents.running.dueAtMs() ?? Infinity
    await inbox.arrival(Math.max(0, Math.min(toldAtMs + PING_MS, dueMs) - now()), signal)
    if (dueMs <= now()) inbox.put(undefined, topicEvents.running.takeDue())
    const news = inbox.take()
    if (news !== undefined && !signal.aborted) {
      const events = await eventsAbout(news, options)
      const isTold = budget.take(events.length)
      if (isTold) for (const [index, event] of events.entries()) yield index < events.length - 1 ? event : { ...event, id: idOf(news.look) }
      else yield { event: 'resync', id: idOf(news.look), data: { reason: 'too_many' } }
      if (events.length > 0) toldAtMs = now()
      const isLost = !isTold || events.some(({ event }) => event === 'resync')
      await sleep(isLost ? LONG_REST_MS : REST_MS, undefined, { signal }).catch(() => undefined)
    }
    if (now() - toldAtMs >= PING_MS) {
      toldAtMs = now()
      yield { event: 'ping', data: { serverTime: timeOf(toldAtMs) } }
    }
  }
}

async function eventsAbout(news: News, { topicEvents, log }: ListenOptions): Promise<readonly LiveEvent[]> {
  if (news.lost !== undefined) return [{ event: 'resync', data: { reason: news.lost } }]
  try {
    return await topicEvents.about(news)
  } catch (error) {
    log.warn({ error }, 'A listener could not be told what changed; it is asked to look itself.')
    return [{ event: 'resync', data: { reason: 'missed' } }]
  }
}

function createBudget(now: () => number) {
  let beganMs = 0
  let left = 0
  return {
    take(events: number): boolean {
      if (now() - beganMs >= 1_000) {
        beganMs = now()
        left = EVENTS_PER_SECOND
      }
      left -= events
      return left >= 0
    },
  }
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString()
}
