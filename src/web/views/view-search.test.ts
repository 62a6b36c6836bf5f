import { describe, expect, it } from 'vitest'
import { isChanged, searchOf, viewQuery } from './view-search.ts'

const search = { q: 'status:error "a & b"', sort: '-costUsd', from: 'now-7d', peek: 'x', live: '0', view: 'v' }

describe('a view', () => {
  it('keeps the search of a screen without what passes, in one order', () => {
    expect(viewQuery(search, false)).toBe('q=status:error+%22a+%26+b%22&sort=-costUsd')
    expect(viewQuery({ sort: '-costUsd', q: search.q }, false)).toBe(viewQuery(search, false))
    expect(viewQuery({}, false)).toBe('')
  })

  it('pins a time range when asked, the usual one too', () => {
    expect(viewQuery(search, true)).toContain('from=now-7d')
    expect(viewQuery({ q: 'a' }, true)).toBe('from=now-24h&q=a')
  })

  it('shows what it kept, in the range at hand unless it pins one', () => {
    const range = { from: 'now-1h', to: undefined }
    expect(searchOf({ id: 'v', query: viewQuery(search, false) }, range)).toEqual({
      q: search.q,
      sort: '-costUsd',
      from: 'now-1h',
      to: undefined,
      view: 'v',
    })
    expect(searchOf({ id: 'v', query: viewQuery(search, true) }, range)).toMatchObject({ from: 'now-7d' })
  })

  it('is changed when something it keeps is', () => {
    const view = { id: 'v', query: viewQuery(search, false) }
    expect(isChanged(view, search)).toBe(false)
    expect(isChanged(view, { ...search, from: 'now-1h', peek: 'y', live: undefined })).toBe(false)
    expect(isChanged(view, { ...search, q: 'status:ok' })).toBe(true)
    expect(isChanged({ query: viewQuery(search, true) }, { ...search, from: 'now-1h' })).toBe(true)
    expect(isChanged({ query: 'from=now-24h' }, {})).toBe(false)
    expect(isChanged(view, { ...search, cols: 'id' })).toBe(false)
    expect(isChanged({ query: 'cols=id,costUsd' }, { cols: 'id' })).toBe(true)
    expect(isChanged({ query: 'cols=id,costUsd' }, { cols: 'id,costUsd' })).toBe(false)
  })
})
