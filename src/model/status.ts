import type { Status } from './outcome.ts'
import type { Session } from './session.ts'
import type { Trace } from './trace.ts'

/** Something unfinished counts as running for this long after its last span ended, on the sender's clock. */
export const RUNNING_NANO = 60_000_000_000n

export function sessionStatus(session: Session, asOfUnixNano: bigint): Status {
  if (session.waitingSinceUnixNano > 0n) return 'waiting'
  if (session.unfinishedUntilUnixNano + RUNNING_NANO > asOfUnixNano) return 'running'
  return session.errorCount > 0 ? 'error' : 'ok'
}

/** `isWaiting`: interrupted, and it is what its session waits for or it has no session. */
export function traceStatus(trace: Trace, isWaiting: boolean, asOfUnixNano: bigint): Status {
  if (isWaiting) return 'waiting'
  if (trace.isUnfinished && trace.endUnixNano + RUNNING_NANO > asOfUnixNano) return 'running'
  return trace.errorCount > 0 ? 'error' : 'ok'
}
