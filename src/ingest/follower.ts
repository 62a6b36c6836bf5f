import type { Log } from '../base/log.ts'
import type { Change, Store } from '../store/store.ts'
import type { Lane } from './lane.ts'
import type { ForeignRow, RollUp } from './roll-up.ts'
import type { Roller } from './roller.ts'
import type { Sequence } from './sequence.ts'

/** Learns what other servers write to the same store, and folds again what was written here without knowing of it. */
export type Follower = {
  /** From now on; calls while it runs do nothing. */
  start(): void
  close(): Promise<void>
}

export type FollowerDeps = {
  readonly store: Pick<Store, 'changes' | 'control' | 'erase'>
  readonly log: Log
  readonly rollLane: Lane
  readonly rollUp: Pick<RollUp, 'dropForeign' | 'forget'>
  readonly roller: Pick<Roller, 'follow' | 'progress'>
  readonly sessionVersions: Sequence
  /** Shows the others that this server is there. */
  beat(): Promise<void>
}

const LOOK_EVERY_MS = 1_000
const OVERLAP_MS = 10_000
const LOOKS_PER_BEAT = 30

type TraceChange = Extract<Change, { of: 'trace' }>
type Erased = Extract<Change, { of: 'erasure' }>

export function createFollower({ store, log, rollLane, rollUp, roller, sessionVersions, beat }: FollowerDeps): Follower {
  const seen = new Map<string, number>()
  let seenUntilMs: number | undefined
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let looks = 0
  let isClosed = false

  async function look(): Promise<void> {
    const { nowMs, changes } = await store.changes.since({ afterMs: seenUntilMs, overlapMs: OVERLAP_MS, isForeign: true })
    seenUntilMs ??= nowMs
    const fresh = changes.filter((change) => !seen.has(keyOf(change)))
    // While the store is repaired nothing is taken: it is looked at again.
    if (fresh.length > 0 && !(await rollLane(() => take(fresh)))) return
    const oldestMs = seenUntilMs - OVERLAP_MS
    for (const [key, writtenAtMs] of seen) if (writtenAtMs <= oldestMs) seen.delete(key)
    for (const change of fresh) seen.set(keyOf(change), change.writtenAtMs)
    seenUntilMs = nowMs
  }

  /** In the lane, so that nothing is folded meanwhile from what is held. */
  async function take(changes: readonly Change[]): Promise<boolean> {
    if (roller.progress() === undefined) return false
    for (const { of, version } of changes) if (of === 'session') sessionVersions.raise(version)
    const erased = changes.filter((change): change is Erased => change.of === 'erasure')
    for (const erasure of erased) await takeErasure(erasure)
    const rows = changes.filter((change): change is TraceChange => change.of === 'trace')
    const { traces, sessions } = rollUp.dropForeign(await Promise.all(rows.map(foreignRow)))
    return roller.follow(traces, sessions)
  }

  /** Which session a trace is put into that names none depends on others: each server looks at what all have written. */
  async function foreignRow({ projectId, traceId, sessionId, isSent }: TraceChange): Promise<ForeignRow> {
    const mustFold = !isSent && (await store.control.projects.settingsOf(projectId)).isInferringSessions
    return { projectId, traceId, sessionId, mustFold }
  }

  /** What was folded here from spans that were gone already goes as well. */
  async function takeErasure({ projectId, traceIds, sessionIds }: Erased): Promise<void> {
    rollUp.forget()
    await store.erase.leftRows(projectId, traceIds)
    const traces = traceIds === 'all' ? [] : traceIds.map((traceId) => ({ projectId, traceId }))
    roller.follow(
      traces,
      sessionIds.map((sessionId) => ({ projectId, sessionId })),
    )
  }

  async function tick(): Promise<void> {
    timer = undefined
    looks += 1
    looking = look()
      .then(() => (looks % LOOKS_PER_BEAT === 0 ? beat() : undefined))
      .catch((error: unknown) => log.warn({ error }, 'Looking for what other servers wrote failed; it is tried again.'))
    await looking
    looking = undefined
    if (!isClosed) timer = setTimeout(() => void tick(), LOOK_EVERY_MS)
  }

  return {
    start() {
      if (timer === undefined && looking === undefined && !isClosed) void tick()
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await looking
    },
  }
}

function keyOf(change: Change): string {
  const id = change.of === 'trace' ? `${change.traceId} ${change.part}` : change.of === 'session' ? change.sessionId : change.id
  return `${change.of} ${change.projectId} ${change.version} ${change.writtenAtMs} ${id}`
}
