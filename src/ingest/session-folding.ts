import type { Log } from '../base/log.ts'
import { foldSession } from '../rollup/rollup.ts'
import type { SessionChange, Store } from '../store/store.ts'
import { attempt, type FoldedTrace } from './folding.ts'
import { keyOf, splitKey } from './keys.ts'
import { createPace } from './pace.ts'
import { createRecent } from './recent.ts'
import { createSessionShelf, type SessionRef } from './session-shelf.ts'

export type SessionFolding = {
  /** These sessions anew, with these traces as they are now. */
  fold(folded: readonly FoldedTrace[], refs: readonly SessionRef[], nowMs: number): Promise<SessionChange[]>
  isDue(ref: SessionRef, nowMs: number): boolean
  /** Forgets sessions that hold one of these traces, and those of these keys; returns the ones that were folded here lately. */
  drop(traceKeys: ReadonlySet<string>, keys: ReadonlySet<string>): SessionRef[]
  forget(): void
}

export function createSessionFolding(foldReads: Store['foldReads'], log: Log): SessionFolding {
  const sessions = createSessionShelf(foldReads)
  const pace = createPace()
  const recent = createRecent()
  return {
    async fold(folded, refs, nowMs) {
      const loaded = await sessions.load(refs)
      const find = (projectId: string, sessionId: string) => {
        const key = keyOf(projectId, sessionId)
        return loaded.get(key) ?? sessions.peek(key)
      }
      for (const { trace, parts, left } of folded) {
        for (const sessionId of left) find(trace.projectId, sessionId)?.delete(trace.traceId)
        for (const each of [trace, ...parts]) if (each.sessionId !== '') find(each.projectId, each.sessionId)?.set(each.traceId, each)
      }
      return refs.flatMap(({ projectId, sessionId }): SessionChange[] => {
        const key = keyOf(projectId, sessionId)
        const members = loaded.get(key)!
        sessions.keep(key, members)
        pace.folded(key, members.size, nowMs)
        recent.note(key)
        if (members.size === 0) return [{ projectId, sessionId, session: undefined }]
        const session = attempt(() => foldSession([...members.values()]), { sessionId }, log)
        return session ? [{ projectId, sessionId, session }] : []
      })
    },
    isDue: ({ projectId, sessionId }, nowMs) => pace.dueAt(keyOf(projectId, sessionId)) <= nowMs,
    drop(traceKeys, keys) {
      const stale = new Set([...sessions.holding(traceKeys), ...keys])
      for (const key of stale) sessions.drop(key)
      return [...stale].filter((key) => recent.has(key)).map(refOfKey)
    },
    forget: sessions.forget,
  }
}

function refOfKey(key: string): SessionRef {
  const [projectId, sessionId] = splitKey(key)
  return { projectId, sessionId }
}
