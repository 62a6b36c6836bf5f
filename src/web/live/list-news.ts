import type { LiveEvent } from '../../api/contract/live.ts'

type Row = { readonly id: string }
type Page<R> = { readonly items: readonly R[]; readonly total: number; readonly nextCursor?: string | undefined }

/** What events say of the rows of a list: the row as it is now, or that it belongs there no more. */
export type ListNews<R extends Row> = ReadonlyMap<string, R | undefined>

/** The last word of each row. */
export function newsOf<R extends Row>(kind: 'session' | 'trace', events: readonly LiveEvent[]): ListNews<R> {
  const news = new Map<string, R | undefined>()
  for (const { event, data } of events) {
    if (event === `${kind}.upsert` && 'row' in data) news.set(data.id, data.row as unknown as R)
    if (event === `${kind}.remove` && 'id' in data) news.set(data.id, undefined)
  }
  return news
}

/** The loaded pages with the news in them, in the order of `sort`. A row that belongs below what is loaded is left to its page. */
export function withNews<R extends Row, P extends Page<R>>(pages: readonly P[], news: ListNews<R>, sort: string): readonly P[] {
  const [first, ...rest] = pages
  if (first === undefined || news.size === 0) return pages
  const loaded = new Map(pages.flatMap((page) => page.items.map((row) => [row.id, row] as const)))
  let total = first.total
  const last = [...loaded.values()].at(-1)
  const compare = compareBy<R>(sort)
  const isWhole = pages.at(-1)?.nextCursor === undefined
  for (const [id, row] of news) {
    const isLoaded = loaded.has(id)
    if (row === undefined) {
      if (loaded.delete(id)) total -= 1
    } else if (isLoaded || isWhole || last === undefined || compare(row, last) <= 0) {
      loaded.set(id, row)
      if (!isLoaded) total += 1
    }
  }
  const items = [...loaded.values()].sort(compare)
  return [{ ...first, items, total }, ...rest.map((page) => ({ ...page, items: [] }))]
}

/** As the server sorts: unknown values last either way, ties by id. The columns of a list are named as the fields of its rows. */
function compareBy<R extends Row>(sort: string): (a: R, b: R) => number {
  const isDescending = sort.startsWith('-')
  const field = (isDescending ? sort.slice(1) : sort) as keyof R
  return (a, b) => {
    const [one, other] = [a[field], b[field]] as readonly (string | number | undefined)[]
    if (one !== other) {
      if (one === undefined) return 1
      if (other === undefined) return -1
      return (one < other ? -1 : 1) * (isDescending ? -1 : 1)
    }
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
  }
}
