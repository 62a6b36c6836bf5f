import type { Trace } from '../model/trace.ts'
import { INFERENCE_REACH_NANO, inferSession, type Inferred } from '../rollup/rollup.ts'
import type { Store } from '../store/store.ts'
import { pastOf, type Past } from './trace-shelf.ts'

/** A folded trace and what it was before, as far as it is known. */
export type Unsettled = { readonly trace: Trace; readonly past: Past }

export type Settled = {
  /** By trace id, those that were asked for, as they are to be written. */
  readonly traces: ReadonlyMap<string, Trace>
  /** Those that come after them and belong elsewhere now, with the row that is in force. */
  readonly moved: readonly { readonly trace: Trace; readonly from: Trace }[]
  /** Inferred sessions close by. */
  readonly near: readonly string[]
}

/** Gives traces of one project, freshly folded, their inferred sessions, if the project wants that. */
export type Inference = { settle(projectId: string, folded: readonly Unsettled[]): Promise<Settled> }

const MINUTE_NANO = 60_000_000_000n
const NOTHING: Settled = { traces: new Map(), moved: [], near: [] }

export function createInference(store: Pick<Store, 'foldReads' | 'control'>): Inference {
  return {
    async settle(projectId, folded) {
      const { isInferringSessions, inferredIdleMinutes } = await store.control.projects.settingsOf(projectId)
      if (!isInferringSessions) return NOTHING
      const idleNano = BigInt(inferredIdleMinutes) * MINUTE_NANO
      const settled = new Map<string, Trace>()
      const written = new Map<string, Trace>()
      for (let queue = folded; queue.length > 0;) {
        const rows = await store.foldReads.unclaimedTraces(projectId, nearOf(queue))
        for (const row of rows) if (!written.has(row.traceId)) written.set(row.traceId, row)
        const pool = new Map(rows.map((row) => [row.traceId, row]))
        for (const trace of settled.values()) enter(pool, trace)
        queue = settleQueue([...queue].sort(byStart), pool, settled, idleNano)
      }
      const asked = new Set(folded.map(({ trace }) => trace.traceId))
      const moved = [...settled.values()].flatMap((trace) => {
        const from = asked.has(trace.traceId) ? undefined : written.get(trace.traceId)
        return from === undefined || from.sessionId === trace.sessionId ? [] : [{ trace, from }]
      })
      return { traces: settled, moved, near: [...new Set([...written.values()].map(({ sessionId }) => sessionId))] }
    },
  }
}

/** Decides the queue in start order. Returns the traces behind it that must be decided anew. */
function settleQueue(queue: readonly Unsettled[], pool: Map<string, Trace>, settled: Map<string, Trace>, idleNano: bigint): Unsettled[] {
  const decide = (trace: Trace): Inferred => inferSession(trace, laneOf(trace, pool), idleNano)
  for (const { trace } of queue) pool.delete(trace.traceId)
  for (const { trace } of queue) {
    const decided = isUnclaimed(trace) ? { ...trace, ...decide(trace) } : trace
    settled.set(trace.traceId, decided)
    enter(pool, decided)
  }
  const behind = new Map<string, Trace>()
  for (const unsettled of queue) for (const trace of followersOf(unsettled, pool)) behind.set(trace.traceId, trace)
  return [...behind.values()]
    .filter((trace) => decide(trace).sessionId !== trace.sessionId)
    .map((trace) => ({ trace, past: pastOf(trace) }))
}

/** Nothing its spans say puts it into a session. */
function isUnclaimed({ sessionOrigin, partCount }: Trace): boolean {
  return sessionOrigin !== 'sent' && partCount === 0
}

function enter(pool: Map<string, Trace>, trace: Trace): void {
  if (isUnclaimed(trace)) pool.set(trace.traceId, trace)
  else pool.delete(trace.traceId)
}

function laneOf(trace: Trace, pool: ReadonlyMap<string, Trace>): Trace[] {
  return [...pool.values()].filter(
    (other) => (trace.userId !== '' && other.userId === trace.userId) || (trace.historyKey !== '' && other.threadKey === trace.historyKey),
  )
}

/** Whose predecessor this trace is, was, or was kept from being. */
function followersOf({ trace, past }: Unsettled, pool: ReadonlyMap<string, Trace>): Trace[] {
  const others = [...pool.values()].filter((other) => other.traceId !== trace.traceId)
  const threads = new Set([trace.threadKey, ...past.threadKeys])
  const told = others.filter((other) => other.historyKey !== '' && threads.has(other.historyKey))
  const { from, to } = spanOf(trace, past)
  const after = usersOf({ trace, past }).flatMap((userId) => {
    const ofUser = others.filter((other) => other.userId === userId && other.startUnixNano >= from)
    const next = ofUser.filter((other) => other.startUnixNano > to).sort((a, b) => (a.startUnixNano < b.startUnixNano ? -1 : 1))[0]
    return [...ofUser.filter((other) => other.startUnixNano <= to), ...(next === undefined ? [] : [next])]
  })
  return [...told, ...after]
}

function usersOf({ trace, past }: Unsettled): string[] {
  return [...new Set([trace.userId, ...past.userIds])].filter((userId) => userId !== '')
}

function spanOf({ startUnixNano }: Trace, { starts }: Past): { readonly from: bigint; readonly to: bigint } {
  const all = [startUnixNano, ...starts]
  return { from: all.reduce((a, b) => (b < a ? b : a)), to: all.reduce((a, b) => (b > a ? b : a)) }
}

function nearOf(queue: readonly Unsettled[]): Parameters<Store['foldReads']['unclaimedTraces']>[1] {
  const users = new Map<string, { userId: string; from: bigint; to: bigint }>()
  for (const { trace, past } of queue) {
    const { from, to } = spanOf(trace, past)
    for (const userId of usersOf({ trace, past })) {
      const known = users.get(userId) ?? { userId, from, to }
      users.set(userId, { userId, from: from < known.from ? from : known.from, to: to > known.to ? to : known.to })
    }
  }
  const keys = (read: (unsettled: Unsettled) => readonly string[]) => [...new Set(queue.flatMap(read))].filter((key) => key !== '')
  return {
    users: [...users.values()],
    reachNano: INFERENCE_REACH_NANO,
    threadKeys: keys(({ trace }) => [trace.historyKey]),
    historyKeys: keys(({ trace, past }) => [trace.threadKey, ...past.threadKeys]),
  }
}

function byStart(a: Unsettled, b: Unsettled): number {
  if (a.trace.startUnixNano !== b.trace.startUnixNano) return a.trace.startUnixNano < b.trace.startUnixNano ? -1 : 1
  return a.trace.traceId < b.trace.traceId ? -1 : 1
}
