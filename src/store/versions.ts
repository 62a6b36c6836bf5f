/** Versions of control-plane rows: nanoseconds of the clock, always rising, so the later change wins. */
export function createVersions(): () => bigint {
  let last = 0n
  return () => {
    const now = BigInt(Date.now()) * 1_000_000n
    last = now > last ? now : last + 1n
    return last
  }
}

/** Runs one piece of work after the other, whatever becomes of each. */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let queue: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = queue.then(work, work)
    queue = result.catch(() => undefined)
    return result
  }
}

/** Milliseconds as text of a DateTime64(3, 'UTC') column. */
export function dateTimeText(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '')
}
