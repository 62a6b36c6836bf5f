import type { LiveEvent } from '../../api/contract/live.ts'
import { PAGE_LIMIT_MAX } from '../../api/contract/page.ts'
import type { Client } from '../../client/client.ts'
import { renderChange, type Change, type Form } from '../../render/render.ts'
import { whenThere } from '../server.ts'

/** Rows of more things than this are forgotten, the first ones first. */
const MOST_KNOWN = 5_000

/** A piece of text for each change. After a time in which changes were missed, the latest rows tell those that are not told yet. */
export async function* changesIn(
  events: AsyncIterable<LiveEvent>,
  readLatest: () => Promise<readonly Change[]>,
  form: Form,
): AsyncGenerator<string> {
  const known = new Map<string, string>()
  let hasBegun = false
  const isNews = (change: Change) => {
    if (change.event !== 'session.upsert' && change.event !== 'trace.upsert') return true
    const row = JSON.stringify(change.data.row)
    if (known.get(change.data.id) === row) return false
    known.set(change.data.id, row)
    if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!)
    return true
  }
  for await (const event of events) {
    if (isNews(event)) yield renderChange(event, form)
    if (event.event !== 'resync' && (event.event !== 'hello' || event.data.isResumed)) continue
    for (const change of await readLatest()) if (isNews(change) && hasBegun) yield renderChange(change, form)
    hasBegun = true
  }
}

type Filter = { readonly q: string | undefined; readonly status: string | undefined; readonly userId: string | undefined }

/** The sessions and traces that have changed last, the latest at the end. */
export async function latestRows(client: Client, project: string, filter: Filter): Promise<Change[]> {
  const query = { ...filter, limit: PAGE_LIMIT_MAX }
  const [sessions, traces] = await whenThere(() =>
    Promise.all([
      client.call('listSessions', { params: { project }, query: { ...query, sort: '-lastActivityAt' } }),
      client.call('listTraces', { params: { project }, query: { ...query, sort: '-updatedAt' } }),
    ]),
  )
  return [
    ...sessions.items.map((row): Change => ({ event: 'session.upsert', data: { id: row.id, row } })),
    ...traces.items.map((row): Change => ({ event: 'trace.upsert', data: { id: row.id, row } })),
  ].toReversed()
}
