import type { Trace } from '../model/trace.ts'
import type { Store } from '../store/store.ts'
import { createHotCache } from './hot-cache.ts'
import { byProject, keyOf } from './keys.ts'

export type SessionRef = { readonly projectId: string; readonly sessionId: string }

/** The traces of a session by trace id, as they were written last. */
export type SessionTraces = Map<string, Trace>

export type SessionShelf = {
  /** From memory or the store, by `keyOf`. */
  load(refs: readonly SessionRef[]): Promise<Map<string, SessionTraces>>
  /** Only from memory. */
  peek(key: string): SessionTraces | undefined
  keep(key: string, traces: SessionTraces): void
  drop(key: string): void
  /** Keys of those that hold any of these traces, by `keyOf`. */
  holding(traceKeys: ReadonlySet<string>): string[]
  forget(): void
}

const READ_SESSIONS = 100
const MAX_BYTES = 64 << 20
const MAX_SESSIONS = 50_000
const BYTES_PER_TRACE = 1_600

export function createSessionShelf(foldReads: Store['foldReads']): SessionShelf {
  const hot = createHotCache<SessionTraces>(MAX_BYTES, MAX_SESSIONS)
  return {
    async load(refs) {
      const loaded = new Map<string, SessionTraces>()
      const cold: SessionRef[] = []
      for (const ref of refs) {
        const key = keyOf(ref.projectId, ref.sessionId)
        const known = hot.get(key)
        if (!known) cold.push(ref)
        loaded.set(key, known ?? new Map())
      }
      for (const [projectId, sessions] of byProject(cold, READ_SESSIONS)) {
        // A session is written before any of its traces, so one that was never written has none.
        const ids = await foldReads.writtenSessions(
          projectId,
          sessions.map((session) => session.sessionId),
        )
        if (ids.length === 0) continue
        for (const trace of await foldReads.tracesOfSessions(projectId, ids)) {
          loaded.get(keyOf(projectId, trace.sessionId))?.set(trace.traceId, trace)
        }
      }
      return loaded
    },
    peek: (key) => hot.get(key),
    keep: (key, traces) => hot.set(key, traces, traces.size * BYTES_PER_TRACE),
    drop: hot.delete,
    holding(traceKeys) {
      const isAny = (members: SessionTraces) =>
        [...members.values()].some(({ projectId, traceId }) => traceKeys.has(keyOf(projectId, traceId)))
      return [...hot.entries()].flatMap(([key, members]) => (isAny(members) ? [key] : []))
    },
    forget: () => hot.clear(),
  }
}
