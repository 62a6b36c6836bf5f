export type Teardown = {
  /** What was opened last is closed first. */
  add(close: () => Promise<void>): void
  /** Closes everything, even when some of it fails; then rejects with the first failure. Later calls wait for the same end. */
  close(): Promise<void>
}

export function createTeardown(): Teardown {
  const closers: (() => Promise<void>)[] = []
  let closing: Promise<void> | undefined

  async function closeAll(): Promise<void> {
    const failures: unknown[] = []
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
      await close().catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw failures[0]
  }

  return {
    add: (close) => void closers.push(close),
    close: () => (closing ??= closeAll()),
  }
}
