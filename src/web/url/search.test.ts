import { expect, test } from 'vitest'
import { parseSearch, searchParams, stringifySearch } from './search.ts'

test('values stay strings, whatever they look like', () => {
  expect(parseSearch('?q=123&from=now-24h&peek=true')).toEqual({ q: '123', from: 'now-24h', peek: 'true' })
})

test('a search survives the way into a URL and back', () => {
  const search = { q: 'a&b = "c" + d/é', from: '2026-11-20T09:00:00.000Z', status: 'error,waiting' }
  expect(parseSearch(stringifySearch(search))).toEqual(search)
})

test('times and lists stay readable in the URL', () => {
  expect(stringifySearch({ from: '2026-11-20T09:00:00.000Z', status: 'error,waiting' })).toBe(
    '?from=2026-11-20T09:00:00.000Z&status=error,waiting',
  )
})

test('absent and empty values are not written', () => {
  expect(stringifySearch({ q: '', from: undefined })).toBe('')
})

const { validateSearch, search } = searchParams(['q', 'sort'], { sort: '-id' })

test('a screen keeps its own parameters and drops strangers and empty ones', () => {
  expect(validateSearch({ q: 'x', sort: '', evil: '1' })).toEqual({ q: 'x' })
})

test('what equals its default is read but never written', () => {
  expect(validateSearch({ sort: '-id' })).toEqual({ sort: '-id' })
  expect(search.middlewares[0]?.({ search: { sort: '-id', q: 'x' }, next: (same) => same })).toEqual({ q: 'x' })
})
