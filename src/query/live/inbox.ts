import type { ProjectChanges } from './change-feed.ts'

/** What a listener has not been told yet: ids, never rows, and never more of them than so many. */
export type News = {
  readonly sessions: Map<string, bigint>
  readonly traces: Map<string, { readonly version: bigint; readonly sessionIds: ReadonlySet<string> }>
  /** The look it goes up to. */
  readonly look: number
  /** There was more than could be remembered, or there is nothing left. */
  readonly lost: 'too_many' | 'deleted' | undefined
}

export type Inbox = {
  /** Without a look: what time alone has changed. */
  put(look: number | undefined, changes: ProjectChanges): void
  /** Everything that came since; nothing when nothing did. */
  take(): News | undefined
  /** Resolves when something is there, the time is over, or the signal comes. */
  arrival(withinMs: number, signal: AbortSignal): Promise<void>
}

const MOST_IDS = 5_000

export function createInbox(): Inbox {
  let news = emptyNews(0)
  let wake: (() => void) | undefined

  return {
    put(look = news.look, { sessions, traces, isErased }) {
      for (const [id, version] of sessions) news.sessions.set(id, version)
      for (const [id, trace] of traces) {
        const sessionIds = new Set([...(news.traces.get(id)?.sessionIds ?? []), ...trace.sessionIds])
        news.traces.set(id, { version: trace.version, sessionIds })
      }
      const isFull = news.sessions.size + news.traces.size > MOST_IDS
      const lost = isErased ? 'deleted' : isFull ? 'too_many' : news.lost
      news = lost === undefined ? { ...news, look } : { ...emptyNews(look), lost }
      wake?.()
    },
    take() {
      const isEmpty = news.lost === undefined && news.sessions.size + news.traces.size === 0
      if (isEmpty) return undefined
      const taken = news
      news = emptyNews(taken.look)
      return taken
    },
    async arrival(withinMs, signal) {
      if (signal.aborted || news.lost !== undefined || news.sessions.size + news.traces.size > 0) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, withinMs)
        signal.addEventListener('abort', done)
        wake = done
        function done() {
          clearTimeout(timer)
          signal.removeEventListener('abort', done)
          wake = undefined
          resolve()
        }
      })
    },
  }
}

function emptyNews(look: number): News {
  return { sessions: new Map(), traces: new Map(), look, lost: undefined }
}
