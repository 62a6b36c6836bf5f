import { describe, expect, it } from 'vitest'
import { holdOrder } from './hold-order.ts'
import { withNews } from './list-news.ts'

type Row = { readonly id: string; readonly at?: number }
const row = (id: string, at?: number): Row => ({ id, ...(at === undefined ? {} : { at }) })
const page = (items: readonly Row[], nextCursor?: string) => ({ items, total: items.length, nextCursor })
const idsOf = (pages: readonly { items: readonly Row[] }[]) => pages.flatMap(({ items }) => items.map(({ id }) => id))

describe('withNews', () => {
  it('puts new and changed rows where the server would, unknown values last', () => {
    const pages = [page([row('b', 2), row('a', 1), row('z')])]
    const news = new Map([
      ['a', row('a', 9)],
      ['c', row('c', 2)],
      ['y', row('y')],
    ])
    const [first] = withNews(pages, news, '-at')
    expect(first?.items).toEqual([row('a', 9), row('b', 2), row('c', 2), row('y'), row('z')])
    expect(first?.total).toBe(5)
    expect(idsOf(withNews(pages, news, 'at'))).toEqual(['b', 'c', 'a', 'y', 'z'])
  })

  it('leaves a row that belongs below what is loaded to its page', () => {
    const pages = [page([row('a', 9), row('b', 8)]), page([row('c', 7)], 'more')]
    const news = new Map([
      ['d', row('d', 1)],
      ['e', row('e', 8.5)],
    ])
    const next = withNews(pages, news, '-at')
    expect(idsOf(next)).toEqual(['a', 'e', 'b', 'c'])
    expect(next.at(-1)?.nextCursor).toBe('more')
  })

  it('takes out what is gone', () => {
    const [first] = withNews([page([row('a', 2), row('b', 1)])], new Map([['a', undefined]]), '-at')
    expect(first).toMatchObject({ items: [row('b', 1)], total: 1 })
  })
})

const NONE = new Set<string>()

describe('holdOrder', () => {
  it('keeps every row at its place, as it is now, whatever comes, moves or goes', () => {
    const held = [row('a', 3), row('b', 2), row('c', 1)]
    const rows = [row('new', 9), row('c', 8), row('a', 7), row('below', 0)]
    expect(holdOrder(held, rows, NONE)).toEqual({ rows: [row('a', 7), row('b', 2), row('c', 8), row('below', 0)], newCount: 1 })
  })

  it('shows nothing of a list that has none of them any more', () => {
    expect(holdOrder([row('a')], [row('b'), row('c')], NONE)).toEqual({ rows: [row('a')], newCount: 2 })
  })

  it('lets a row go that was deleted, once the list has it no more', () => {
    const held = [row('a'), row('b')]
    expect(holdOrder(held, [row('b')], new Set(['a'])).rows).toEqual([row('b')])
    expect(holdOrder(held, held, new Set(['a'])).rows).toEqual(held)
  })

  it('shows everything when nothing was there', () => {
    expect(holdOrder([], [row('a')], NONE)).toEqual({ rows: [row('a')], newCount: 0 })
  })
})
