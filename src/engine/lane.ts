import { EngineFailure } from './failure.ts'

/** A queue before some seats: in order, one piece of work per seat, and no longer than `maxWaiting`. Who goes away leaves the queue. */
export type Lane<Seat> = {
  run<T>(work: (seat: Seat) => Promise<T>, signal?: AbortSignal): Promise<T>
  /** Resolves when nothing runs and nothing waits. */
  whenIdle(): Promise<void>
}

export function createLane<Seat>(seats: readonly Seat[], maxWaiting: number): Lane<Seat> {
  const free = [...seats]
  const waiting: ((seat: Seat) => void)[] = []
  const idleListeners: (() => void)[] = []
  const isIdle = () => free.length === seats.length && waiting.length === 0

  const take = async (signal: AbortSignal | undefined): Promise<Seat> => {
    signal?.throwIfAborted()
    const seat = free.shift()
    if (seat !== undefined) return seat
    if (waiting.length >= maxWaiting) {
      throw new EngineFailure(202, 'TOO_MANY_SIMULTANEOUS_QUERIES', `Too many simultaneous queries: ${maxWaiting} are waiting already.`)
    }
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        waiting.splice(waiting.indexOf(onSeat), 1)
        reject(signal?.reason as Error)
      }
      const onSeat = (seat: Seat) => {
        signal?.removeEventListener('abort', onAbort)
        resolve(seat)
      }
      waiting.push(onSeat)
      signal?.addEventListener('abort', onAbort, { once: true })
    })
  }
  const giveBack = (seat: Seat) => {
    const next = waiting.shift()
    if (next !== undefined) return next(seat)
    free.push(seat)
    if (isIdle()) for (const listener of idleListeners.splice(0)) listener()
  }
  return {
    async run(work, signal) {
      const seat = await take(signal)
      try {
        return await work(seat)
      } finally {
        giveBack(seat)
      }
    },
    whenIdle: () => (isIdle() ? Promise.resolve() : new Promise((resolve) => idleListeners.push(resolve))),
  }
}
