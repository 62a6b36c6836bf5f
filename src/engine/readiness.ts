/** Whether something answers, and how to learn that it does again. */
export type Readiness = {
  readonly isReady: () => boolean
  readonly whenReady: () => Promise<void>
  readonly onReady: (listener: () => void) => () => void
  readonly up: () => void
  readonly down: () => void
  /** For good: who waits, or will, gets this error. */
  readonly end: (error: Error) => void
}

export function createReadiness(): Readiness {
  const listeners = new Set<() => void>()
  const waiters: { resolve(): void; reject(error: Error): void }[] = []
  let isReady = false
  let end: Error | undefined
  return {
    isReady: () => isReady,
    whenReady() {
      if (end !== undefined) return Promise.reject(end)
      return isReady ? Promise.resolve() : new Promise((resolve, reject) => waiters.push({ resolve, reject }))
    },
    onReady(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    up() {
      isReady = true
      for (const waiter of waiters.splice(0)) waiter.resolve()
      for (const listener of listeners) listener()
    },
    down() {
      isReady = false
    },
    end(error) {
      isReady = false
      end = error
      for (const waiter of waiters.splice(0)) waiter.reject(error)
    },
  }
}
