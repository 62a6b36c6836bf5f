import type { Turn } from '../api/contract/turn.ts'
import type { Args, Client, Reply } from './client.ts'

type PagedOperation = 'listSessions' | 'listTraces' | 'listTurns' | 'search'

/** Every page of a list, each asked for when it is wanted. */
export async function* pagesOf<O extends PagedOperation>(client: Client, operation: O, args: Args<O>): AsyncGenerator<Reply<O>> {
  for (let cursor: string | undefined; ;) {
    const page = await client.call(operation, { ...args, query: { ...args.query, cursor } } as never)
    yield page
    cursor = page.nextCursor
    if (cursor === undefined) return
  }
}

/** Few enough that the first ones come soon; every page costs a look at what was said before it. */
const PAGE_TURNS = 50

/** Every turn of a session, oldest first. */
export async function* turnsOf(client: Client, { query, ...args }: Args<'listTurns'>): AsyncGenerator<Turn> {
  for await (const page of pagesOf(client, 'listTurns', { ...args, query: { ...query, limit: PAGE_TURNS } })) yield* page.items
}
