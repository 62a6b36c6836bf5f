import { topicOf, type LiveEvent } from '../api/contract/live.ts'
import type { Turn } from '../api/contract/turn.ts'
import { ApiProblem, turnsOf, type Client, type ListenArgs } from '../client/client.ts'
import { renderMessage, type Form } from '../render/render.ts'
import { formOf, print, type FormFlags } from './print.ts'
import { whenThere, withServer, type ServerFlags } from './server.ts'
import { changesIn, latestRows } from './tail/changes.ts'
import { createTold, type Told } from './tail/told.ts'

export type TailFlags = ServerFlags &
  FormFlags & { readonly project: string; readonly query?: string; readonly status?: string; readonly user?: string }

/** Prints what happens until it is told to stop: sessions and traces as they change, or what is said in one session. */
export async function tail(sessionId: string | undefined, flags: TailFlags): Promise<void> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
  const { project } = flags
  const form = formOf(flags)
  await withServer(flags, async (client) => {
    const listen = (query: ListenArgs['query']) => client.listen({ params: { project }, query, signal: stop.signal, onState: sayState })
    if (sessionId === undefined) {
      const { query: q, status, user: userId } = flags
      const filter = { q, status, userId }
      // Says at once when there is no server or project; the stream would wait for one.
      await client.call('listSessions', { params: { project }, query: { ...filter, limit: 1 } })
      await print(changesIn(listen({ topics: 'sessions,traces', ...filter }), () => latestRows(client, project, filter), form))
    } else {
      const { id } = await client.call('getSession', { params: { project, sessionId } })
      await print(messagesIn(listen({ topics: topicOf('session', id) }), { client, project, sessionId: id, form }))
    }
  })
}

function sayState(state: { readonly is: 'open' } | { readonly is: 'waiting'; readonly failures: number }): void {
  if (state.is === 'waiting' && state.failures === 1) console.error('sojourn: The connection was lost; it is tried again.')
}

type Source = { readonly client: Client; readonly project: string; readonly sessionId: string; readonly form: Form }

/** Every message that was not there when listening began, once. */
async function* messagesIn(events: AsyncIterable<LiveEvent>, source: Source): AsyncGenerator<string> {
  const { client, project, sessionId } = source
  const told = createTold()
  let isNew = false
  for await (const event of events) {
    if (event.event === 'trace.upsert') {
      yield* news(await readTurn(source, event.data.id), told, source.form)
    } else if ((event.event === 'hello' && !event.data.isResumed) || event.event === 'resync') {
      for await (const turn of turnsOf(client, { params: { project, sessionId } })) {
        if (isNew) yield* news(turn, told, source.form)
        else told.newIn(turn)
      }
      isNew = true
    }
  }
}

function news(turn: Turn | undefined, told: Told, form: Form): string[] {
  return turn === undefined ? [] : told.newIn(turn).map((message) => renderMessage(turn, message, form))
}

/** Undefined when it has left the session meanwhile. */
async function readTurn({ client, project, sessionId }: Source, traceId: string): Promise<Turn | undefined> {
  try {
    const query = { turn: traceId, limit: 1 }
    const page = await whenThere(() => client.call('listTurns', { params: { project, sessionId }, query }))
    return page.items.find((turn) => turn.traceId === traceId)
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return undefined
    throw error
  }
}
