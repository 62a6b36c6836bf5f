import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../base/errors.ts'

/** Tries again, less and less often, what fails only for a while. `isAgain`: it was tried before. Absent when it was stopped. */
export type Patience = <T>(work: (isAgain: boolean) => Promise<T>) => Promise<T | undefined>

const FIRST_PAUSE_MS = 100
const MAX_PAUSE_MS = 1_000

export function createPatience(stopped: AbortSignal): Patience {
  return async (work) => {
    for (let pauseMs = FIRST_PAUSE_MS, isAgain = false; !stopped.aborted; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS), isAgain = true) {
      try {
        return await work(isAgain)
      } catch (error) {
        if (!(error instanceof AppError) || error.kind !== 'unavailable') throw error
        await sleep(pauseMs, undefined, { signal: stopped }).catch(() => undefined)
      }
    }
    return undefined
  }
}
