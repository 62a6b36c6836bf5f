import { AppError } from '../base/errors.ts'

export type AttemptLimit = {
  /** Throws `overloaded` while this address has used up its failures. */
  assertFree(address: string): void
  countFailure(address: string): void
}

const MAX_ADDRESSES = 10_000

/** Counts failed attempts per address in fixed windows. Bounded: when full, the oldest addresses are forgotten first. */
export function createAttemptLimit(options: { limit: number; windowMs: number; now?: () => number }): AttemptLimit {
  const { limit, windowMs, now = Date.now } = options
  const windows = new Map<string, { failures: number; endsAt: number }>()

  function current(address: string) {
    const window = windows.get(address)
    if (window === undefined || window.endsAt > now()) return window
    windows.delete(address)
    return undefined
  }

  return {
    assertFree(address) {
      const window = current(address)
      if (window === undefined || window.failures < limit) return
      const retryAfterSeconds = Math.max(1, Math.ceil((window.endsAt - now()) / 1000))
      throw new AppError('overloaded', 'too_many_attempts', 'Too many failed attempts. Wait a minute.', { retryAfterSeconds })
    },
    countFailure(address) {
      const window = current(address)
      if (window !== undefined) {
        window.failures += 1
        return
      }
      if (windows.size >= MAX_ADDRESSES) windows.delete(windows.keys().next().value!)
      windows.set(address, { failures: 1, endsAt: now() + windowMs })
    },
  }
}
