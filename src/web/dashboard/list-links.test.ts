import { expect, test } from 'vitest'
import { conditionsOf, parseFilter } from '../../filter/filter.ts'
import { asksOfTraces, bucketSearch, listSearch, valueTerms } from './list-links.ts'
import { groupLink } from './percentile-groups.ts'

const question = { project: 'default', query: { from: 'now-7d', q: 'env:prod' }, zone: 'UTC' }
const startMs = Date.parse('2026-11-22T09:00:00Z')
const buckets = { startsMs: [startMs, startMs + 3_600_000], endMs: startMs + 7_200_000, zone: 'UTC', isLastOpen: false }
const faultsOf = (q: string | undefined) => parseFilter(q ?? '', 'trace', startMs).filter(({ fault }) => fault !== undefined)

test('a bucket opens what began in it, under the filter that is on', () => {
  const search = bucketSearch(question, buckets, 1, valueTerms('status', 'error'))
  expect(search).toEqual({
    from: '2026-11-22T10:00:00.000Z',
    to: '2026-11-22T11:00:00.000Z',
    q: 'env:prod status:error created:>=2026-11-22T10:00:00.000Z created:<2026-11-22T11:00:00.000Z',
  })
  expect(faultsOf(search.q)).toEqual([])
})

test('without a filter nothing is written', () => {
  expect(listSearch({ ...question, query: {} }, { from: 'now-7d' })).toEqual({ from: 'now-7d', to: undefined, q: undefined })
})

test.each(['a, "b" (c)', '>x', 'gpt-4o*', '  ', '-x', 'a..b'])('the name %j is looked for as it stands', (name) => {
  for (const group of ['name', 'span', 'model', 'tool'] as const) {
    const link = groupLink({ ...question, query: {} }, {}, group, name)
    const q = link.search?.q
    expect(faultsOf(q)).toEqual([])
    const said = JSON.stringify(conditionsOf(parseFilter(q ?? '', 'trace', startMs)), (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )
    expect(said).toContain(JSON.stringify({ kind: 'text', text: name, isPattern: false }))
  }
})

test.each([
  ['env:prod refund', false],
  ['name:agent', true],
  ['any(trace name:agent)', false],
])('whether %j asks of traces alone is %s', (q, isIt) => expect(asksOfTraces(q)).toBe(isIt))
