import { setImmediate } from 'node:timers/promises'
import type { Session } from '../model/session.ts'
import type { Trace } from '../model/trace.ts'
import type { Reads } from '../store/store.ts'
import { notFound } from './not-found.ts'

/** All traces of the session, in start order; of a shared one its part. */
export type SessionTraces = { readonly session: Session; readonly traces: readonly Trace[] }

const gathered = new WeakMap<Reads, Map<string, Promise<SessionTraces>>>()

/** A page asks several things of one session in one breath: who asks before its rows are asked for is told the same. */
export function readSession(reads: Reads, projectId: string, idOrAlias: string): Promise<SessionTraces> {
  const waiting = gathered.get(reads) ?? new Map<string, Promise<SessionTraces>>()
  gathered.set(reads, waiting)
  const key = JSON.stringify([projectId, idOrAlias])
  const known = waiting.get(key)
  if (known) return known
  const told = setImmediate().then(() => {
    waiting.delete(key)
    return readRows(reads, projectId, idOrAlias)
  })
  waiting.set(key, told)
  return told
}

async function readRows(reads: Reads, projectId: string, idOrAlias: string): Promise<SessionTraces> {
  const [session, tracesOfId] = await Promise.all([reads.getSession(projectId, idOrAlias), reads.tracesOfSession(projectId, idOrAlias)])
  if (session === undefined) throw notFound('session')
  return {
    session,
    traces: session.sessionId === idOrAlias ? tracesOfId : await reads.tracesOfSession(projectId, session.sessionId),
  }
}
