import type { Lane } from './lane.ts'

/** Writes down now and then up to which batch everything is rolled up, so that a repair need not begin at the beginning. */
export type ProgressKeeper = {
  note(): void
  /** Writes the last state. */
  close(): Promise<void>
}

const WRITE_EVERY_MS = 2_000

export function createProgressKeeper(
  lane: Lane,
  progress: () => bigint | undefined,
  write: (batchSeq: bigint) => Promise<void>,
): ProgressKeeper {
  let written = 0n
  let timer: NodeJS.Timeout | undefined

  async function keep(): Promise<void> {
    timer = undefined
    const reached = progress()
    if (reached === undefined || reached <= written) return
    await write(reached)
    written = reached
  }

  return {
    note() {
      // A failed write costs a longer repair, nothing else.
      timer ??= setTimeout(() => void lane(keep).catch(() => undefined), WRITE_EVERY_MS)
    },
    async close() {
      clearTimeout(timer)
      await lane(keep)
    },
  }
}
