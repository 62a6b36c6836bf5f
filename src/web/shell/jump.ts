import type { QueryClient } from '@tanstack/react-query'
import { isNotFound } from '../data/failure.ts'
import { read } from '../data/queries.ts'

export type JumpTarget =
  | { readonly kind: 'trace'; readonly id: string }
  | { readonly kind: 'session'; readonly id: string }
  | { readonly kind: 'search'; readonly text: string }

/** Where typed or pasted text leads: a trace by its id, a session by its id or alias, else a search for the words. */
export async function findJumpTarget(queries: QueryClient, project: string, typed: string): Promise<JumpTarget> {
  const text = typed.trim()
  const traceId = text.toLowerCase()
  if (/^[0-9a-f]{32}$/.test(traceId)) {
    const trace = await orNone(queries.fetchQuery(read('getTrace', { params: { project, traceId } })))
    if (trace) return { kind: 'trace', id: trace.id }
  }
  const session = await orNone(queries.fetchQuery(read('getSession', { params: { project, sessionId: text } })))
  return session ? { kind: 'session', id: session.id } : { kind: 'search', text }
}

async function orNone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}
