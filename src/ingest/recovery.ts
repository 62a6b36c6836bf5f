import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../base/log.ts'
import type { Store } from '../store/store.ts'
import type { Lane } from './lane.ts'
import { recoverStore } from './recover-store.ts'
import type { RollUp } from './roll-up.ts'
import type { Roller } from './roller.ts'
import type { Sequence } from './sequence.ts'

export type Recovery = {
  /** Resolves when the store is repaired, or when `stop` was called. Calls while it runs join it. */
  run(): Promise<void>
  /** True when a repair has succeeded and none was needed since. */
  isReady(): boolean
  stop(): void
  repairedTraces(): number
}

export type RecoveryDeps = {
  readonly store: Store
  readonly log: Log
  readonly insertLane: Lane
  readonly rollLane: Lane
  readonly rollUp: RollUp
  readonly roller: Roller
  readonly batchSeqs: Sequence
  readonly sessionVersions: Sequence
  /** Other servers write to this store as well. */
  readonly isShared: boolean
}

const FIRST_PAUSE_MS = 100
const MAX_PAUSE_MS = 5_000
const GONE_AFTER_MS = 300_000

export function createRecovery(deps: RecoveryDeps): Recovery {
  const { store, log, roller, batchSeqs, sessionVersions } = deps
  let isReady = false
  let isStopped = false
  let running: Promise<void> | undefined
  let repairedTraces = 0
  let forgetting: NodeJS.Timeout | undefined

  async function attempt(): Promise<void> {
    roller.stop()
    const sequences = await store.repair.sequences()
    batchSeqs.raise(sequences.batchSeq)
    sessionVersions.raise(sequences.sessionVersion)
    const repaired = await recoverStore(store, deps.rollUp, deps.isShared)
    repairedTraces += repaired
    const start = batchSeqs.next()
    // Before anything is accepted: whatever becomes of this server, the next repair begins here.
    await store.repair.writeProgress(start)
    if (deps.isShared) forgetLater(await store.repair.settleProgress(start))
    else await store.repair.forgetServers()
    roller.start(start)
    if (repaired > 0) log.info({ traces: repaired }, 'Rolled up anew what an interruption had left.')
  }

  /** A server that is there writes its progress again and again. */
  function forgetLater(settled: bigint): void {
    clearTimeout(forgetting)
    forgetting = setTimeout(() => void store.repair.forgetServers(settled).catch(() => undefined), GONE_AFTER_MS)
    forgetting.unref()
  }

  /** The engine may be away for a while: tries again, less and less often. */
  async function persist(): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; !isStopped; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
      try {
        await attempt()
        // In this order and at once: whoever asks from now on asks for a new repair.
        running = undefined
        isReady = true
        return
      } catch (error) {
        log.warn({ error }, 'The store cannot be repaired yet.')
        await sleep(pauseMs)
      }
    }
    running = undefined
  }

  return {
    run() {
      isReady = false
      running ??= deps
        .insertLane(() => deps.rollLane(persist))
        .finally(() => {
          running = undefined
        })
      return running
    },
    isReady: () => isReady,
    stop: () => {
      isStopped = true
      clearTimeout(forgetting)
    },
    repairedTraces: () => repairedTraces,
  }
}
