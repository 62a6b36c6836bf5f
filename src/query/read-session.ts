import type { Session } from '../model/session.ts'
import type { Trace } from '../model/trace.ts'
import type { Reads } from '../store/store.ts'
import { notFound } from './not-found.ts'

/** All traces of the session, in start order; of a shared one its part. */
export type SessionTraces = { readonly session: Session; readonly traces: readonly Trace[] }

export async function readSession(reads: Reads, projectId: string, idOrAlias: string): Promise<SessionTraces> {
  const [session, tracesOfId] = await Promise.all([reads.getSession(projectId, idOrAlias), reads.tracesOfSession(projectId, idOrAlias)])
  if (session === undefined) throw notFound('session')
  return {
    session,
    traces: session.sessionId === idOrAlias ? tracesOfId : await reads.tracesOfSession(projectId, session.sessionId),
  }
}
