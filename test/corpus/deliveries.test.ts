import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deliveries, singlesOf } from './deliveries.ts'
import { rowsOf, spansOfRequests, type Rows } from './fold-recording.ts'
import { readStories } from './recordings.ts'

const stories = readStories()
/** Each run folds a whole session; over the whole corpus this is some hundred of them. */
const RUNS = 2

describe('the rows of a recorded session', () => {
  it.each(stories)('of $name are the same in any order, repetition and packing', ({ requests }) => {
    const expected = inOrder(rowsOf(spansOfRequests(requests)))
    const isSame = (delivery: typeof requests) => void expect(inOrder(rowsOf(spansOfRequests(delivery)))).toEqual(expected)
    fc.assert(fc.property(deliveries(singlesOf(requests)), isSame), { numRuns: RUNS })
  })
})

describe('the deliveries tried', () => {
  it('lose no record, and are of several requests, in another order and with repetitions', () => {
    const singles = stories.map(({ requests }) => singlesOf(requests)).find((each) => each.length > 20)!
    const tried = fc.sample(deliveries(singles), 20).map((requests) => ({ requests, texts: singlesOf(requests).map(textOf) }))
    for (const { texts } of tried) expect(new Set(texts)).toEqual(new Set(singles.map(textOf)))
    expect(tried.some(({ requests }) => requests.length > 2)).toBe(true)
    expect(tried.some(({ texts }) => texts.length > singles.length)).toBe(true)
    expect(tried.some(({ texts }) => texts[0] !== textOf(singles[0]!))).toBe(true)
  })
})

function textOf(single: object): string {
  return JSON.stringify(single)
}

/** Lists of rows have no order of their own. */
function inOrder({ sessions, traces, spans }: Rows): Rows {
  return { sessions: byId(sessions), traces: byId(traces), spans: byId(spans) }
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))
}
