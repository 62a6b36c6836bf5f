import { randomUUID } from 'node:crypto'
import type { SpanFact } from '../model/span-fact.ts'
import { spanIdsOfPart } from '../rollup/rollup.ts'
import type { Erasure, Store } from '../store/store.ts'
import { notReady } from './admission.ts'
import type { Lane } from './lane.ts'
import type { RollUp } from './roll-up.ts'
import type { Roller } from './roller.ts'

const TRACES_PER_STATEMENT = 1_000

/**
 * Erases what was asked, and folds anew the sessions that lost traces. May be done again from the beginning after any interruption.
 * For callers that hold back every other write.
 */
export async function performErasure(store: Store, rollUp: RollUp, erasure: Erasure): Promise<void> {
  const { projectId, traceIds, parts, sessionIds } = erasure
  rollUp.forget()
  if (traceIds === 'all') {
    await store.erase.project(projectId)
  } else {
    for (let start = 0; start < traceIds.length; start += TRACES_PER_STATEMENT) {
      await store.erase.traces(projectId, traceIds.slice(start, start + TRACES_PER_STATEMENT))
    }
    for (const part of parts) await store.erase.part(projectId, part)
    const rest = parts.map(({ traceId }) => ({ projectId, traceId, facts: undefined }))
    const refs = sessionIds.map((sessionId) => ({ projectId, sessionId }))
    await rollUp.run(rest, refs, { nowMs: Date.now(), isUrgent: true })
    await store.erase.emptySessions(projectId, sessionIds)
  }
  await store.erase.finish(erasure)
}

/** What to erase for a trace; nothing when there is no such trace. */
async function planTraceErasure(store: Store, projectId: string, traceId: string): Promise<Erasure | undefined> {
  const written = await store.foldReads.writtenTraces(projectId, [traceId])
  if (written.length === 0) return undefined
  const sessionIds = written.flatMap(({ sessionId }) => (sessionId === '' ? [] : [sessionId]))
  return { id: randomUUID(), projectId, traceIds: [traceId], parts: [], sessionIds: [...new Set(sessionIds)] }
}

/** What to erase for a session: all its traces, of shared ones its part; nothing when there is no such session. */
async function planSessionErasure(store: Store, projectId: string, sessionId: string): Promise<Erasure | undefined> {
  const traces = await store.foldReads.tracesOfSessions(projectId, [sessionId])
  if (traces.length === 0) return undefined
  const [shared, own] = [traces.filter(({ part }) => part !== ''), traces.filter(({ part }) => part === '')]
  const parts: Erasure['parts'][number][] = []
  for (const { traceId } of shared) parts.push({ traceId, spanIds: await spansOfPart(store, projectId, traceId, sessionId) })
  return { id: randomUUID(), projectId, traceIds: own.map(({ traceId }) => traceId), parts, sessionIds: [sessionId] }
}

async function spansOfPart(store: Store, projectId: string, traceId: string, sessionId: string): Promise<readonly string[]> {
  const facts = new Map<string, SpanFact>()
  for await (const fact of store.foldReads.facts(projectId, [traceId])) {
    const other = facts.get(fact.spanId)
    if (!other || fact.rank > other.rank) facts.set(fact.spanId, fact)
  }
  return spanIdsOfPart([...facts.values()], sessionId)
}

function planProjectErasure(projectId: string): Erasure {
  return { id: randomUUID(), projectId, traceIds: 'all', parts: [], sessionIds: [] }
}

export type ErasingDeps = {
  readonly store: Store
  readonly insertLane: Lane
  readonly rollLane: Lane
  readonly rollUp: RollUp
  readonly roller: Pick<Roller, 'runAll'>
  commitAll(): Promise<void>
  isReady(): boolean
  onBreak(error: unknown): void
}

/** Deletions, as `Ingest` has them. */
export function createErasing({ store, insertLane, rollLane, rollUp, roller, commitAll, isReady, onBreak }: ErasingDeps) {
  /** Everything accepted before is written and rolled up first, and nothing is written meanwhile. */
  async function erase(plan: () => Promise<Erasure | undefined>): Promise<number> {
    if (!isReady()) throw notReady()
    return insertLane(async () => {
      await commitAll()
      return rollLane(async () => {
        try {
          await roller.runAll()
          const erasure = await plan()
          if (!erasure) return 0
          await store.erase.begin(erasure)
          await performErasure(store, rollUp, erasure)
          return erasure.traceIds === 'all' ? 0 : erasure.traceIds.length
        } catch (error) {
          onBreak(error)
          throw error
        }
      })
    })
  }

  return {
    deleteTrace: (projectId: string, traceId: string) => erase(() => planTraceErasure(store, projectId, traceId)),
    deleteSession: (projectId: string, sessionId: string) => erase(() => planSessionErasure(store, projectId, sessionId)),
    async deleteProject(projectId: string): Promise<void> {
      await erase(() => Promise.resolve(planProjectErasure(projectId)))
    },
  }
}
