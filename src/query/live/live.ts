import { randomBytes } from 'node:crypto'
import type { Contract } from '../../api/contract/contract.ts'
import type { LiveEvent } from '../../api/contract/live.ts'
import type { QueryOf } from '../../api/contract/route.ts'
import { AppError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { Store } from '../../store/store.ts'
import { readListQuery } from '../read-list-query.ts'
import { resolveAliases } from '../resolve-aliases.ts'
import { createChangeFeed } from './change-feed.ts'
import { listen } from './listen.ts'
import { parseTopics } from './parse-topics.ts'
import { createTopicEvents } from './topic-events.ts'

export type LiveQuery = QueryOf<Contract['listen']>

/** Tells who listens what changes, whichever server process wrote it. */
export type Live = {
  /** Refuses what cannot be listened to; then a stream that ends with the signal or with `close`. */
  open(projectId: string, query: LiveQuery, lastEventId: string | undefined, signal: AbortSignal): Promise<AsyncIterable<LiveEvent>>
  listeners(): number
  /** Ends every stream. */
  close(): void
}

export type LiveDeps = { readonly store: Pick<Store, 'reads' | 'changes'>; readonly log: Log; readonly now?: () => number }

const MOST_LISTENERS = 500
/** A list takes these as well, and they change nothing of what is in it. */
const UNSORTED = { sort: 'id', limit: 1 } as const

export function createLive({ store, log, now = Date.now }: LiveDeps): Live {
  const { reads, changes } = store
  const feed = createChangeFeed(changes, log)
  const closed = new AbortController()
  const processId = randomBytes(6).toString('hex')
  const idOf = (look: number) => `${processId}-${look}`
  let listeners = 0

  function lookOf(lastEventId: string | undefined): number | 'unknown' | undefined {
    if (lastEventId === undefined || lastEventId === '') return undefined
    const [id, look] = lastEventId.split('-')
    return id === processId && /^\d{1,15}$/.test(look ?? '') ? Number(look) : 'unknown'
  }

  async function* counted(events: AsyncIterable<LiveEvent>): AsyncGenerator<LiveEvent> {
    listeners += 1
    try {
      yield* events
    } finally {
      listeners -= 1
    }
  }

  return {
    async open(projectId, { topics: text, ...query }, lastEventId, signal) {
      if (listeners >= MOST_LISTENERS) throw new AppError('overloaded', 'too_many_listeners', 'Too many are listening already.')
      const asked = parseTopics(text)
      const filterOf = async (list: 'sessions' | 'traces') =>
        resolveAliases(reads, readListQuery(projectId, { ...query, ...UNSORTED }, list, now()).filter)
      if (asked.isSessions) await filterOf('sessions')
      if (asked.isTraces) await filterOf('traces')
      const topics = { ...asked, sessionIds: await reads.resolveSessionIds(projectId, asked.sessionIds) }
      const topicEvents = createTopicEvents({ reads, projectId, topics, filterOf, now })
      const ended = AbortSignal.any([signal, closed.signal])
      return counted(listen({ feed, projectId, topicEvents, since: lookOf(lastEventId), signal: ended, log, now, idOf }))
    },
    listeners: () => listeners,
    close() {
      closed.abort()
      feed.close()
    },
  }
}
