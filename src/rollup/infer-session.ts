import { NO_HISTORY } from '../model/reading.ts'
import type { Trace } from '../model/trace.ts'

/** What inference looks at, of a trace whose spans name no session. */
export type UnclaimedTrace = Pick<
  Trace,
  'traceId' | 'sessionId' | 'startUnixNano' | 'endUnixNano' | 'userId' | 'service' | 'historyKey' | 'threadKey'
>

export type Inferred = Pick<Trace, 'sessionId'> & { readonly sessionOrigin: '' | 'history' | 'user' }

/** Inferred ids look like no app's. */
const PREFIX = 'inferred-'
/** What a user did is looked for no further back than this. */
export const INFERENCE_REACH_NANO = 86_400_000_000_000n

/**
 * The session of a trace that names none. It goes on with the latest earlier trace of the same user, or else service, whose
 * conversation it repeats as its history; else with what the same user began last, unless a longer silence than `idleNano` lies between or
 * the app does hand on histories and this one is empty. Nothing to go on with: a session of its own. Neither a user nor a history: none.
 * `earlier`: unclaimed traces of the project with their sessions, in any order; later ones among them do not matter.
 */
export function inferSession(trace: UnclaimedTrace, earlier: readonly UnclaimedTrace[], idleNano: bigint): Inferred {
  if (trace.userId === '' && trace.historyKey === '') return { sessionId: '', sessionOrigin: '' }
  const claimed = earlier.filter((other) => other.sessionId !== '' && isBefore(other, trace))
  const told = latest(claimed.filter((other) => continuesHistory(trace, other)))
  if (told !== undefined) return { sessionId: told.sessionId, sessionOrigin: 'history' }
  const last = trace.userId === '' ? undefined : latest(claimed.filter((other) => other.userId === trace.userId))
  if (last !== undefined && continuesUser(trace, last, idleNano)) return { sessionId: last.sessionId, sessionOrigin: 'user' }
  return { sessionId: `${PREFIX}${trace.traceId}`, sessionOrigin: trace.userId === '' ? 'history' : 'user' }
}

function continuesHistory(trace: UnclaimedTrace, other: UnclaimedTrace): boolean {
  if (trace.historyKey === '' || trace.historyKey === NO_HISTORY || other.threadKey !== trace.historyKey) return false
  return other.userId === trace.userId && (trace.userId !== '' || other.service === trace.service)
}

function continuesUser(trace: UnclaimedTrace, last: UnclaimedTrace, idleNano: bigint): boolean {
  if (trace.startUnixNano - last.startUnixNano > INFERENCE_REACH_NANO) return false
  const isFreshChat = trace.historyKey === NO_HISTORY && last.historyKey !== '' && last.historyKey !== NO_HISTORY
  return !isFreshChat && trace.startUnixNano - last.endUnixNano <= idleNano
}

function latest(traces: readonly UnclaimedTrace[]): UnclaimedTrace | undefined {
  return traces.reduce<UnclaimedTrace | undefined>((best, each) => (best === undefined || isBefore(best, each) ? each : best), undefined)
}

function isBefore(a: UnclaimedTrace, b: UnclaimedTrace): boolean {
  return a.startUnixNano === b.startUnixNano ? a.traceId < b.traceId : a.startUnixNano < b.startUnixNano
}
