import { describe, expect, it } from 'vitest'
import { createHotCache } from './hot-cache.ts'
import { createPace } from './pace.ts'

describe('pace', () => {
  it('never holds up what is small', () => {
    const pace = createPace()
    pace.folded('small', 100, 1_000)
    expect(pace.dueAt('small')).toBeLessThanOrEqual(1_000)
  })

  it('lets large things wait in proportion, so that growing span by span costs no square', () => {
    const pace = createPace()
    pace.folded('large', 10_000, 0)
    pace.folded('larger', 100_000, 0)
    expect(pace.dueAt('large')).toBeGreaterThan(0)
    expect(pace.dueAt('larger')).toBe(10 * pace.dueAt('large'))
  })
})

describe('the hot cache', () => {
  it('keeps what was used last within its bounds', () => {
    const cache = createHotCache<string>(30, 10)
    for (const key of ['a', 'b', 'c']) cache.set(key, key, 10)
    cache.get('a')
    cache.set('d', 'd', 10)
    expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual(['a', undefined, 'c', 'd'])
    expect(cache.bytes).toBe(30)
  })

  it('does not take what alone is over its bound, and forgets the smaller one it had', () => {
    const cache = createHotCache<string>(30, 10)
    cache.set('a', 'small', 5)
    cache.set('a', 'large', 31)
    expect(cache.get('a')).toBeUndefined()
    expect(cache.bytes).toBe(0)
  })

  it('bounds the number of entries too', () => {
    const cache = createHotCache<number>(1_000, 2)
    for (const key of [1, 2, 3]) cache.set(String(key), key, 1)
    expect([1, 2, 3].map((key) => cache.get(String(key)))).toEqual([undefined, 2, 3])
  })
})
