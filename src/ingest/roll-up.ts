import type { Log } from '../base/log.ts'
import type { Store } from '../store/store.ts'
import { createFolding, type FoldedTrace } from './folding.ts'
import { byProject, keyOf } from './keys.ts'
import { createPace } from './pace.ts'
import { createRecent } from './recent.ts'
import { createSameness } from './sameness.ts'
import type { Sequence } from './sequence.ts'
import { createSessionFolding } from './session-folding.ts'
import type { SessionRef } from './session-shelf.ts'
import { createTraceShelf, type TouchedTrace, type TraceRef } from './trace-shelf.ts'

export type RollUp = {
  /**
   * Folds and writes these traces and the sessions they touch. Returns the sessions whose turn has not come yet: pass them again.
   * Sessions are written before traces, so that after a crash in between the trace row still tells which session it was in.
   */
  run(touched: readonly TouchedTrace[], waiting: readonly SessionRef[], options: RunOptions): Promise<SessionRef[]>
  traceDueAt(key: string): number
  /**
   * Another server wrote these rows: what is held of them is forgotten. Returns what must be folded again, because what was written here
   * did not know of it.
   */
  dropForeign(rows: readonly ForeignRow[]): { readonly traces: readonly TraceRef[]; readonly sessions: readonly SessionRef[] }
  /** Drops what is held in memory; needed after a failed run, a deletion, or a break in the engine. */
  forget(): void
}

/** `mustFold`: also when nothing of it was written here. */
export type ForeignRow = TraceRef & { readonly sessionId: string; readonly mustFold: boolean }

export type RunOptions = {
  readonly nowMs: number
  /** Fold large sessions even when their turn has not come. */
  readonly isUrgent: boolean
  /** Look also at every session that a span of these traces names: a crash may have left its row behind. */
  readonly isRepair?: boolean
  /** Write also traces none of whose spans changed, as rows of a version of their own. */
  readonly isAnew?: boolean
}

export type RollUpDeps = {
  readonly store: Pick<Store, 'foldReads' | 'writes' | 'control'>
  readonly log: Log
  readonly sessionVersions: Sequence
  /** Other servers write to this store as well. */
  readonly isShared: boolean
}

export function createRollUp({ store, log, sessionVersions, isShared }: RollUpDeps): RollUp {
  const traces = createTraceShelf(store.foldReads)
  const sessions = createSessionFolding(store.foldReads, log)
  const foldTraces = createFolding(store, log)
  const tracePace = createPace()
  const sameness = createSameness(store.foldReads)
  const recentTraces = createRecent()

  /** What a crash may have left: sessions that the spans name, or near inferred ones, which exist although the trace is not in them. */
  async function leftBehind(folded: readonly FoldedTrace[]): Promise<SessionRef[]> {
    const named = folded.flatMap(({ loaded, trace, near }) =>
      [...(loaded?.namedIds ?? []), ...near].map((sessionId) => ({ projectId: trace.projectId, sessionId })),
    )
    const found: SessionRef[] = []
    for (const [projectId, refs] of byProject(uniqueSessions(named), 1000)) {
      const ids = await store.foldReads.writtenSessions(
        projectId,
        refs.map((ref) => ref.sessionId),
      )
      found.push(...ids.map((sessionId) => ({ projectId, sessionId })))
    }
    return found
  }

  return {
    async run(touched, waiting, { nowMs, isUrgent, isRepair = false, isAnew = false }) {
      const again = isAnew ? 'anew' : isShared ? 'unlessSame' : isRepair ? 'same' : 'never'
      const all = await foldTraces(await traces.load(touched), again)
      const folded = again === 'unlessSame' ? await sameness.changedTraces(all) : all
      const left = folded.flatMap(({ trace, left }) => left.map((sessionId) => ({ projectId: trace.projectId, sessionId })))
      const touching = isRepair ? all : folded
      const entered = touching.flatMap(({ trace, parts }) => [trace, ...parts].filter(({ sessionId }) => sessionId !== ''))
      const isDue = (ref: SessionRef) => isUrgent || sessions.isDue(ref, nowMs)
      const candidates = uniqueSessions([...waiting, ...entered])
      // A session that lost a trace is folded at once: after this run nothing in the store remembers that it must be.
      const mustFold = uniqueSessions([...left, ...(isRepair ? await leftBehind(touching) : []), ...candidates.filter(isDue)])
      const sessionsNow = await sessions.fold(folded, mustFold, nowMs)
      const changes = isShared ? await sameness.changedSessions(sessionsNow, sessionVersions) : sessionsNow
      if (changes.length > 0) await store.writes.insertSessions(changes, sessionVersions.next())
      const gone = folded.flatMap(({ trace, goneParts }) => goneParts.map((part) => ({ ...trace, part })))
      await store.writes.insertTraces(
        folded.flatMap(({ trace, parts }) => [trace, ...parts]),
        gone,
      )
      for (const { loaded, trace, parts } of folded) {
        if (loaded) traces.keep(loaded, trace, parts)
        else traces.moved(trace)
        tracePace.folded(keyOf(trace.projectId, trace.traceId), trace.spanCount, nowMs)
        if (isShared) recentTraces.note(keyOf(trace.projectId, trace.traceId))
      }
      const done = new Set(mustFold.map((ref) => keyOf(ref.projectId, ref.sessionId)))
      return candidates.filter((ref) => !done.has(keyOf(ref.projectId, ref.sessionId)))
    },
    dropForeign(rows) {
      const keys = new Set(rows.map(({ projectId, traceId }) => keyOf(projectId, traceId)))
      const sessionKeys = new Set<string>()
      const again = new Map<string, TraceRef>()
      for (const { projectId, traceId, sessionId, mustFold } of rows) {
        const key = keyOf(projectId, traceId)
        const known = traces.drop(key)
        for (const id of [sessionId, ...(known ?? [])]) if (id !== '') sessionKeys.add(keyOf(projectId, id))
        if (mustFold || known !== undefined || recentTraces.has(key)) again.set(key, { projectId, traceId })
      }
      return { traces: [...again.values()], sessions: sessions.drop(keys, sessionKeys) }
    },
    traceDueAt: (key) => tracePace.dueAt(key),
    forget() {
      traces.forget()
      sessions.forget()
    },
  }
}

function uniqueSessions(refs: readonly SessionRef[]): SessionRef[] {
  const unique = new Map<string, SessionRef>()
  for (const { projectId, sessionId } of refs) unique.set(keyOf(projectId, sessionId), { projectId, sessionId })
  return [...unique.values()]
}
