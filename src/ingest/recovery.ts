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
}

const FIRST_PAUSE_MS = 100
const MAX_PAUSE_MS = 5_000

export function createRecovery(deps: RecoveryDeps): Recovery {
  const { store, log, roller, batchSeqs, sessionVersions } = deps
  let isReady = false
  let isStopped = false
  let running: Promise<void> | undefined
  let repairedTraces = 0

  async function attempt(): Promise<void> {
    roller.stop()
    const sequences = await store.repair.sequences()
    batchSeqs.raise(sequences.batchSeq)
    sessionVersions.raise(sequences.sessionVersion)
    const repaired = await recoverStore(store, deps.rollUp)
    repairedTraces += repaired
    roller.start(batchSeqs.next())
    if (repaired > 0) log.info({ traces: repaired }, 'Rolled up anew what an interruption had left.')
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
    },
    repairedTraces: () => repairedTraces,
  }
}
