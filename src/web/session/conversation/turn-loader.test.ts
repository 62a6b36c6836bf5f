import { describe, expect, it } from 'vitest'
import type { TurnPage } from '../../../api/contract/turn.ts'
import { turnOf } from './example-turn.ts'
import { createTurnLoader } from './turn-loader.ts'

const TOTAL = 300
const ids = Array.from({ length: TOTAL }, (_, index) => `t${index}`)

/** A session that answers pages of at most `most` turns, and notes what it was asked for. */
function sessionOf(most = 100) {
  const asked: string[] = []
  const fetchPage = (from: string, limit: number): Promise<TurnPage> => {
    asked.push(`${from} ${limit}`)
    const start = ids.indexOf(from)
    const items = ids.slice(start, start + Math.min(limit, most)).map((traceId, at) => turnOf({ traceId, index: start + at }))
    return start < 0 ? Promise.reject(new Error('no such turn')) : Promise.resolve({ items, total: TOTAL })
  }
  return { asked, fetchPage, ...createTurnLoader(fetchPage) }
}

const always = () => true
const ask = (index: number, signal = new AbortController().signal) => ({ traceId: ids[index]!, index, signal, isCurrent: always })

describe('the turn loader', () => {
  it('asks once for turns that follow each other, and gives each to who asked for it', async () => {
    const { asked, load } = sessionOf()
    const turns = await Promise.all([7, 5, 6, 40].map((index) => load(ask(index))))
    expect(turns.map(({ index }) => index)).toEqual([7, 5, 6, 40])
    expect(asked).toEqual(['t5 3', 't40 1'])
  })

  it('goes on where a page was cut short', async () => {
    const { asked, load } = sessionOf(2)
    const turns = await Promise.all([0, 1, 2, 3, 4].map((index) => load(ask(index))))
    expect(turns.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4])
    expect(asked).toEqual(['t0 5', 't2 3', 't4 1'])
  })

  it('never asks for more than a page holds', async () => {
    const { asked, load } = sessionOf()
    await Promise.all(ids.slice(0, 130).map((_, index) => load(ask(index))))
    expect(asked).toEqual(['t0 100', 't100 30'])
  })

  it('does not ask for a turn nobody waits for any more', async () => {
    const { asked, load } = sessionOf()
    const passed = new AbortController()
    const [passing, kept] = [load(ask(1, passed.signal)), load(ask(9))]
    passed.abort()
    await expect(passing).rejects.toThrow('aborted')
    expect((await kept).index).toBe(9)
    expect(asked).toEqual(['t9 1'])
  })

  it('tells everyone who asked when the server fails', async () => {
    const { load } = sessionOf()
    const gone = { ...ask(3), traceId: 'gone' }
    await expect(load(gone)).rejects.toThrow('no such turn')
  })

  it('takes turns from a page that is on its way, and asks for those that are not in it', async () => {
    const { asked, fetchPage, load, expect: expectPage } = sessionOf()
    expectPage(fetchPage('t0', 3))
    const turns = await Promise.all([0, 1, 2, 3, 4].map((index) => load(ask(index))))
    expect(turns.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4])
    expect(asked).toEqual(['t0 3', 't3 2'])
  })

  it('asks again for a turn that has changed since, and for all of a page that failed', async () => {
    const { asked, fetchPage, load, expect: expectPage } = sessionOf()
    expectPage(fetchPage('t0', 3))
    await load({ ...ask(1), isCurrent: () => false })
    expectPage(fetchPage('gone', 3))
    await load(ask(2))
    expect(asked).toEqual(['t0 3', 't1 1', 'gone 3', 't2 1'])
  })
})
