import { AppError } from '../base/errors.ts'

/** Bounds what is held for senders at once. */
export type Admission = {
  /** Runs `work` while counting its bytes; rejects at once when there is no room. One request of any size always has room alone. */
  admit<T>(bytes: number, work: () => Promise<T>): Promise<T>
  readonly heldBytes: number
}

export function createAdmission(maxBytes: number, refuseReason: () => AppError | undefined): Admission {
  let heldBytes = 0
  return {
    async admit(bytes, work) {
      const reason = refuseReason()
      if (reason) throw reason
      if (heldBytes > 0 && heldBytes + bytes > maxBytes) throw overloaded()
      heldBytes += bytes
      try {
        return await work()
      } finally {
        heldBytes -= bytes
      }
    },
    get heldBytes() {
      return heldBytes
    },
  }
}

export function overloaded(): AppError {
  return new AppError('overloaded', 'queue_full', 'More is arriving than can be written.', { retryAfterSeconds: 1 })
}

export function notReady(): AppError {
  return new AppError('unavailable', 'store_recovering', 'The store is starting or being repaired.', { retryAfterSeconds: 1 })
}

export function closing(): AppError {
  return new AppError('unavailable', 'shutting_down', 'The server is shutting down.', { retryAfterSeconds: 5 })
}
