import { PAGE_LIMIT_MAX } from '../api/contract/page.ts'
import type { SearchPage } from '../api/contract/search.ts'
import { AppError } from '../base/errors.ts'
import { pagesOf, type Client } from '../client/client.ts'
import { renderSearch } from '../render/render.ts'
import { formOf, print, type FormFlags } from './print.ts'
import { withServer, type ServerFlags } from './server.ts'

export type SearchFlags = ServerFlags &
  FormFlags & { readonly project: string; readonly from?: string; readonly to?: string; readonly limit: string }

/** Prints where something was said, the latest turns first. */
export async function search(words: readonly string[], flags: SearchFlags): Promise<void> {
  const limit = /^\d+$/.test(flags.limit) ? Number(flags.limit) : 0
  if (limit < 1) throw new AppError('bad_input', 'bad_config', '--limit must be a whole number from 1 on')
  const query = { q: words.map(asTerm).join(' '), from: flags.from, to: flags.to, limit: Math.min(limit, PAGE_LIMIT_MAX) }
  const page = await withServer(flags, (client) => find(client, flags.project, query, limit))
  await print([renderSearch(page, formOf(flags))])
}

/** What the shell has taken the quotes of is a phrase again. */
function asTerm(word: string): string {
  return /\s/.test(word) && !/["():]/.test(word) ? `"${word}"` : word
}

type Query = { q: string; from: string | undefined; to: string | undefined; limit: number }

async function find(client: Client, project: string, query: Query, limit: number): Promise<SearchPage> {
  let found: SearchPage | undefined
  for await (const page of pagesOf(client, 'search', { params: { project }, query })) {
    found = { ...page, items: [...(found?.items ?? []), ...page.items] }
    if (found.items.length >= limit) break
  }
  const { nextCursor, ...whole } = found!
  return whole.items.length > limit || nextCursor === undefined
    ? { ...whole, items: whole.items.slice(0, limit) }
    : { ...whole, nextCursor }
}
