// The conveyor: raw spans and logs in, rows on disk and folds that follow.
// In: what the letterbox decoded, per request; deletions.
// Out: rows of spans, facts and logs; right behind them, one run at a time, the rows of the traces and sessions they touch.
// Promises: what `acceptSpans` resolved for is on disk; every trace and session row equals a recount of the spans once
// `whenRolledUp` or, after any crash, `recover` is done; memory stays bounded, and beyond that senders are told to wait.
// Never: loses a batch for one bad row, counts a span twice, or knows which door a span came through.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../base/log.ts'
import type { Renormalization } from '../model/renormalization.ts'
import type { SpanSink } from '../model/span-sink.ts'
import type { Store } from '../store/store.ts'
import { closing, createAdmission, notReady, overloaded } from './admission.ts'
import { openBelts } from './belts.ts'
import { createErasing } from './erase.ts'
import { createFollower } from './follower.ts'
import { createLane } from './lane.ts'
import { createProgressKeeper } from './progress-keeper.ts'
import { createRecovery } from './recovery.ts'
import { createRenormalizer } from './renormalize.ts'
import { createRollUp } from './roll-up.ts'
import { createRoller } from './roller.ts'
import { createSequence } from './sequence.ts'

export type IngestOptions = {
  readonly store: Store
  readonly log: Log
  /** Decoded bytes held at once, beyond which senders are told to wait. */
  readonly maxQueueBytes: number
  /** Other servers may write to this store as well. */
  readonly isShared?: boolean
}

export type IngestStats = {
  readonly queuedBytes: number
  readonly spansWritten: number
  readonly logsWritten: number
  readonly batchesWritten: number
  /** Rows that the engine could not read, dropped and logged one by one. */
  readonly rowsRefused: number
  readonly dirtyTraces: number
  readonly dirtySessions: number
  readonly rollupLagMs: number
  readonly repairedTraces: number
}

export type Ingest = {
  readonly sink: SpanSink
  /** Repairs what a crash left. Nothing is accepted before it is done once, nor while it runs; it tries until the engine lets it. */
  recover(): Promise<void>
  isReady(): boolean
  stats(): IngestStats
  /** Resolves when every accepted span is in its trace and session. */
  whenRolledUp(): Promise<void>
  /** The number of traces erased; 0 when there is no such trace. */
  deleteTrace(projectId: string, traceId: string): Promise<number>
  deleteSession(projectId: string, sessionId: string): Promise<number>
  deleteProject(projectId: string): Promise<void>
  /** Reads every stored span of the project again by the rules and settings of now; what is under way goes on, also after a restart. */
  renormalize(projectId: string): Promise<Renormalization>
  renormalization(projectId: string): Renormalization
  /** Takes nothing more, writes and rolls up what was accepted. */
  close(): Promise<void>
}

const MAX_DIRTY_TRACES = 200_000

export function openIngest({ store, log, maxQueueBytes, isShared = false }: IngestOptions): Ingest {
  const insertLane = createLane()
  const rollLane = createLane()
  const batchSeqs = createSequence()
  const sessionVersions = createSequence()
  const rollUp = createRollUp({ store, log, sessionVersions, isShared })
  const progress = createProgressKeeper(rollLane, () => roller.progress(), store.repair)
  const roller = createRoller({ rollUp, lane: rollLane, onRun: progress.note, onFailure: onBreak })
  const parts = { store, log, insertLane, rollLane, rollUp, roller, nextBatchSeq: batchSeqs.next, onBreak }
  const recovery = createRecovery({ ...parts, batchSeqs, sessionVersions, isShared })
  const follower = isShared ? createFollower({ ...parts, sessionVersions, beat }) : undefined
  const belts = openBelts({ ...parts, lane: insertLane })
  const erasing = createErasing({ ...parts, commitAll: belts.commitAll, isReady: recovery.isReady })
  const renormalizer = createRenormalizer({ ...parts, isReady: recovery.isReady, whenWritten: belts.settled })
  let isClosing = false

  const admission = createAdmission(maxQueueBytes, () => {
    if (isClosing) return closing()
    if (!recovery.isReady()) return notReady()
    return roller.stats().dirtyTraces > MAX_DIRTY_TRACES ? overloaded() : undefined
  })

  /** What waits for nothing is rolled up: others see that this server is there. */
  async function beat(): Promise<void> {
    await insertLane(async () => roller.touch([], batchSeqs.next()))
    progress.note()
  }

  function onBreak(error: unknown): void {
    log.warn({ error }, 'Writing failed; the store is repaired before anything else is accepted.')
    if (!isClosing) void recovery.run()
  }

  async function close(): Promise<void> {
    isClosing = true
    recovery.stop()
    await follower?.close()
    await renormalizer.close()
    try {
      await insertLane(async () => {
        await belts.commitAll()
        await rollLane(() => roller.runAll())
      })
      await progress.close(recovery.isReady())
    } catch (error) {
      log.warn({ error }, 'Not everything is rolled up; the next start does it.')
    }
    roller.stop()
  }

  return {
    sink: {
      acceptSpans: (projectId, spans, bytes) => admission.admit(bytes, () => belts.putSpans(projectId, spans)),
      acceptLogs: (projectId, logs, bytes) => admission.admit(bytes, () => belts.putLogs(projectId, logs)),
    },
    async recover() {
      follower?.start()
      await recovery.run()
      if (recovery.isReady()) await renormalizer.resume()
    },
    isReady: recovery.isReady,
    stats: () => ({
      queuedBytes: admission.heldBytes,
      ...belts.stats(),
      ...roller.stats(),
      repairedTraces: recovery.repairedTraces(),
    }),
    async whenRolledUp() {
      while (!recovery.isReady() || !belts.isEmpty() || !roller.isIdle()) await sleep(10)
    },
    ...erasing,
    renormalize: renormalizer.start,
    renormalization: renormalizer.state,
    close,
  }
}
