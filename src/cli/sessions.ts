import { PAGE_LIMIT_MAX } from '../api/contract/page.ts'
import type { SessionPage } from '../api/contract/session.ts'
import { AppError } from '../base/errors.ts'
import { pagesOf, type Args, type Client } from '../client/client.ts'
import { renderSessions } from '../render/render.ts'
import { formOf, print, type FormFlags } from './print.ts'
import { withServer, type ServerFlags } from './server.ts'

export type SessionsFlags = ServerFlags &
  FormFlags & {
    readonly project: string
    readonly query?: string
    readonly status?: string
    readonly user?: string
    readonly from?: string
    readonly to?: string
    readonly sort?: string
    readonly limit: string
  }

/** Lists sessions as the API does, with the same filters. */
export async function sessions(flags: SessionsFlags): Promise<void> {
  const limit = /^\d+$/.test(flags.limit) ? Number(flags.limit) : 0
  if (limit < 1) throw new AppError('bad_input', 'bad_config', '--limit must be a whole number from 1 on')
  const { project, query: q, status, user: userId, from, to } = flags
  const query = { q, status, userId, from, to, sort: flags.sort as ListQuery['sort'] }
  const page = await withServer(flags, (client) => listSessions(client, project, query, limit))
  await print([renderSessions(page, formOf(flags))])
}

type ListQuery = NonNullable<Args<'listSessions'>['query']>

/** As one page, however many requests it takes. */
async function listSessions(client: Client, project: string, query: ListQuery, limit: number): Promise<SessionPage> {
  const pages = pagesOf(client, 'listSessions', { params: { project }, query: { ...query, limit: Math.min(limit, PAGE_LIMIT_MAX) } })
  let listed: SessionPage | undefined
  for await (const page of pages) {
    listed = { ...page, items: [...(listed?.items ?? []), ...page.items] }
    if (listed.items.length >= limit) break
  }
  const { nextCursor, ...whole } = listed!
  // A cursor names the end of a page, which the limit may have cut.
  return whole.items.length > limit || nextCursor === undefined
    ? { ...whole, items: whole.items.slice(0, limit) }
    : { ...whole, nextCursor }
}
