import type { BatchRange, Store } from '../store/store.ts'
import { performErasure } from './erase.ts'
import type { RollUp } from './roll-up.ts'

const SPANS_PER_STEP = 20_000
const TRACES_PER_RUN = 1_000

/**
 * Makes every fold equal to its spans again, whatever moment the last run ended at: finishes deletions, adds facts that are missing,
 * and folds all that was touched since the progress last written. Goes in bounded steps and may itself be interrupted. Returns the
 * number of traces folded. For callers that hold back every other write, with a roll-up that holds nothing in memory.
 */
export async function recoverStore(store: Store, rollUp: RollUp, isShared: boolean): Promise<number> {
  for (const erasure of await store.erase.pending(isShared)) await performErasure(store, rollUp, erasure)
  let repairedTraces = 0
  for (const step of inSteps(await store.repair.batchesAfter(await store.repair.readProgress()))) {
    await store.repair.fillFacts(step)
    const traces = await store.repair.tracesTouched(step)
    for (let start = 0; start < traces.length; start += TRACES_PER_RUN) {
      const touched = traces.slice(start, start + TRACES_PER_RUN).map((ref) => ({ ...ref, facts: undefined }))
      await rollUp.run(touched, [], { nowMs: Date.now(), isUrgent: true, isRepair: true })
    }
    await store.repair.settleProgress(step.to)
    repairedTraces += traces.length
  }
  return repairedTraces
}

function* inSteps(batches: readonly BatchRange[]): Generator<BatchRange> {
  let step: BatchRange | undefined
  for (const batch of batches) {
    if (step && step.spanCount + batch.spanCount > SPANS_PER_STEP) {
      yield step
      step = undefined
    }
    step = step ? { from: step.from, to: batch.to, spanCount: step.spanCount + batch.spanCount } : batch
  }
  if (step) yield step
}
