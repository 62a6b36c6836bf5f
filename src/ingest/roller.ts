import type { SpanFact } from '../model/span-fact.ts'
import { createDirtyTraces, type DirtyTrace } from './dirty-traces.ts'
import { keyOf } from './keys.ts'
import type { Lane } from './lane.ts'
import type { RollUp } from './roll-up.ts'
import type { SessionRef } from './session-shelf.ts'
import type { TraceRef } from './trace-shelf.ts'

/** Decides when what is rolled up: one run at a time, each taking all that was touched meanwhile and may be folded again. */
export type Roller = {
  /** The spans of one written batch. Batches come in the order of their numbers. */
  touch(facts: readonly SpanFact[], batchSeq: bigint): void
  /** What other servers have changed. False when nothing is taken now: tell it again. */
  follow(traces: readonly TraceRef[], sessions: readonly SessionRef[]): boolean
  /** Folds everything that is waiting, whatever its turn. For callers that hold the lane. */
  runAll(): Promise<void>
  /** Every batch up to this one is rolled up; nothing is known between `stop` and `start`. */
  progress(): bigint | undefined
  /** Begins with a store in which everything up to `batchSeq` is rolled up. */
  start(batchSeq: bigint): void
  /** Forgets what is waiting, and does nothing before the next `start`. */
  stop(): void
  isIdle(): boolean
  stats(): RollerStats
}

export type RollerStats = {
  readonly dirtyTraces: number
  readonly dirtySessions: number
  /** Age of the oldest change that is not rolled up. */
  readonly rollupLagMs: number
}

export type RollerDeps = {
  readonly rollUp: RollUp
  readonly lane: Lane
  /** A run failed; the roller has stopped. */
  readonly onFailure: (error: unknown) => void
  /** After each run, in the lane. */
  readonly onRun: () => void
}

type DirtySession = SessionRef & { readonly since: bigint }

const TRACES_PER_RUN = 2_000
/** Between two runs, so that each takes more at once: as long as the last one took, within these bounds. */
const MIN_PAUSE_MS = 100
const MAX_PAUSE_MS = 500

export function createRoller({ rollUp, lane, onFailure, onRun }: RollerDeps): Roller {
  const dirtyTraces = createDirtyTraces()
  let dirtySessions: DirtySession[] = []
  let running: readonly DirtyTrace[] = []
  let lastSeq: bigint | undefined
  let timer: NodeJS.Timeout | undefined
  let isTicking = false

  const isIdle = () => dirtyTraces.size === 0 && running.length === 0 && dirtySessions.length === 0

  async function run(isUrgent: boolean): Promise<void> {
    if (lastSeq === undefined) return
    const nowMs = Date.now()
    running = dirtyTraces.take(TRACES_PER_RUN, (key) => isUrgent || rollUp.traceDueAt(key) <= nowMs)
    const since = oldest(running)
    const known = new Map(dirtySessions.map((session) => [keyOf(session.projectId, session.sessionId), session.since]))
    const waiting = await rollUp.run(running, dirtySessions, { nowMs, isUrgent })
    dirtySessions = waiting.map((ref) => ({ ...ref, since: known.get(keyOf(ref.projectId, ref.sessionId)) ?? since ?? 0n }))
    running = []
    onRun()
  }

  async function tick(): Promise<void> {
    timer = undefined
    isTicking = true
    const startedMs = performance.now()
    try {
      await lane(() => run(false))
    } catch (error) {
      stop()
      onFailure(error)
    }
    isTicking = false
    if (isIdle()) return
    const tookMs = performance.now() - startedMs
    schedule(dirtyTraces.size >= TRACES_PER_RUN ? 0 : Math.min(Math.max(tookMs, MIN_PAUSE_MS), MAX_PAUSE_MS))
  }

  function schedule(delayMs: number): void {
    if (timer === undefined && !isTicking && lastSeq !== undefined) timer = setTimeout(() => void tick(), delayMs)
  }

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
    lastSeq = undefined
    dirtyTraces.clear()
    dirtySessions = []
    running = []
    rollUp.forget()
  }

  return {
    touch(facts, batchSeq) {
      if (lastSeq === undefined) return
      for (const fact of facts) dirtyTraces.add(fact, batchSeq)
      lastSeq = batchSeq
      schedule(0)
    },
    follow(traces, sessions) {
      if (lastSeq === undefined) return false
      for (const trace of traces) dirtyTraces.addWhole(trace, lastSeq + 1n)
      for (const session of sessions) dirtySessions.push({ ...session, since: lastSeq + 1n })
      if (!isIdle()) schedule(0)
      return true
    },
    async runAll() {
      while (!isIdle()) await run(true)
    },
    progress() {
      if (lastSeq === undefined) return undefined
      const since = oldest([...dirtyTraces.values(), ...running, ...dirtySessions])
      return since === undefined ? lastSeq : since - 1n
    },
    start(batchSeq) {
      lastSeq = batchSeq
    },
    stop,
    isIdle,
    stats: () => ({
      dirtyTraces: dirtyTraces.size + running.length,
      dirtySessions: dirtySessions.length,
      rollupLagMs: ageMs(running[0] ?? dirtyTraces.first()),
    }),
  }
}

function ageMs(first: DirtyTrace | undefined): number {
  return first === undefined ? 0 : Date.now() - first.sinceMs
}

function oldest(things: Iterable<{ readonly since: bigint }>): bigint | undefined {
  let since: bigint | undefined
  for (const thing of things) if (since === undefined || thing.since < since) since = thing.since
  return since
}
