import type { Store } from '../store/store.ts'
import type { Lane } from './lane.ts'

type Repair = Store['repair']

/** Writes down now and then up to which batch everything is rolled up, so that a repair need not begin at the beginning. */
export type ProgressKeeper = {
  note(): void
  /** Writes the last state; `isDone`: nothing is left to be rolled up. */
  close(isDone: boolean): Promise<void>
}

const WRITE_EVERY_MS = 2_000

export function createProgressKeeper(
  lane: Lane,
  progress: () => bigint | undefined,
  repair: Pick<Repair, 'writeProgress' | 'endProgress'>,
): ProgressKeeper {
  let written = 0n
  let timer: NodeJS.Timeout | undefined

  async function keep(): Promise<void> {
    timer = undefined
    const reached = progress()
    if (reached === undefined || reached <= written) return
    await repair.writeProgress(reached)
    written = reached
  }

  return {
    note() {
      // A failed write costs a longer repair, nothing else.
      timer ??= setTimeout(() => void lane(keep).catch(() => undefined), WRITE_EVERY_MS)
    },
    async close(isDone) {
      clearTimeout(timer)
      const reached = progress()
      await lane(isDone && reached !== undefined ? () => repair.endProgress(reached) : keep)
    },
  }
}
