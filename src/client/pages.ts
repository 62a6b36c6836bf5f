import type { Args, Client, Reply } from './client.ts'

type PagedOperation = 'listSessions' | 'listTraces' | 'listTurns'

/** Every page of a list, each asked for when it is wanted. */
export async function* pagesOf<O extends PagedOperation>(client: Client, operation: O, args: Args<O>): AsyncGenerator<Reply<O>> {
  for (let cursor: string | undefined; ;) {
    const page = await client.call(operation, { ...args, query: { ...args.query, cursor } } as never)
    yield page
    cursor = page.nextCursor
    if (cursor === undefined) return
  }
}
